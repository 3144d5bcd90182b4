"""The bar that names the current source, for the pages of the desk; the words its scripts say."""

from django import template
from django.templatetags.static import static

from ..admin.current_source import NewPassageForm, current_source
from ..admin.definitions import definitions_of

register = template.Library()


@register.inclusion_tag("admin/sources/_current_source.html", takes_context=True)
def current_source_bar(context):
    """Which article is worked from, with “change” and “clear”; the dialog for a new passage."""
    request = context["request"]
    # Where a passage can be chosen, and where articles and passages are looked at.
    picker = static("tracker/js/desk_passage.js")  # under its fingerprint, as the page names it
    shown = context["opts"].app_label == "sources" or picker in str(context["media"])
    if not shown:
        return {"shown": False}
    source = current_source(request)
    return {
        "shown": True,
        "source": source,
        "next": request.get_full_path(),
        "csrf_token": context["csrf_token"],
        "may_add": request.user.has_perm("sources.add_citation"),
        "form": NewPassageForm(initial={"article": source}),
        "choice": NewPassageForm(initial={"article": source}, auto_id="current-source-%s"),
    }


@register.inclusion_tag("admin/sources/_work_from_this.html", takes_context=True)
def work_from_this(context, article):
    """The button on an article's page that makes it the current source."""
    request = context["request"]
    return {
        "article": article,
        "is_current": current_source(request) == article,
        "next": request.get_full_path(),
        "csrf_token": context["csrf_token"],
    }


@register.simple_tag(takes_context=True)
def vocabulary_definitions(context) -> dict:
    """``{list: {code: definition}}`` of the closed lists on this form, for the reader."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms.append(inline.formset.empty_form)
    return definitions_of(forms)
