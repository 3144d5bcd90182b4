"""The desk for the site's own prose: *About* and *Methodology*, in both languages, by Editors."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max, OuterRef, Subquery
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sources.admin.columns import coded, titled
from sources.admin.desk import DeskAdmin
from sources.admin.forms import DeskForm

from ..models import PageText, PublishedPageText
from ..prose import anchors, shipped
from ..views.about import TAKEN, prose_context
from ..views.addresses import OWN_NAMES
from ..views.pages import page_context
from .published import RecordAdmin

LANGUAGES = ("fr", "en")
_ROWS = {"rows": 28, "class": "vLargeTextField", "spellcheck": "true"}
_MARKDOWN = gettext_lazy(
    "Markdown: “## Heading {#anchor}”, lists, links, tables. {site_name}, {site}, {licence} and "
    "{licence_url} are filled in."
)


class PageTextForm(DeskForm):
    """``seen``: the number of the last public change when the form was opened."""

    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Public reason"),
        error_messages={"required": gettext_lazy("Say why the page changes.")},
        help_text=gettext_lazy("It stands under the text, with the day."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        widgets = {
            "text_fr": forms.Textarea(attrs={**_ROWS, "lang": "fr"}),
            "text_en": forms.Textarea(attrs={**_ROWS, "lang": "en"}),
        }
        help_texts = {"text_fr": _MARKDOWN, "text_en": _MARKDOWN}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._last()
        for language in LANGUAGES:
            self.initial[f"text_{language}"] = self.instance.text(language)
            if f"text_{language}" in self.fields:
                self.fields[f"text_{language}"].required = True

    def _last(self) -> int:
        numbers = PublishedPageText.objects.filter(page=self.instance.page)
        return numbers.aggregate(last=Max("number"))["last"] or 0

    def clean(self):
        data = super().clean()
        for language in LANGUAGES:
            if text := data.get(f"text_{language}"):
                self._check_anchors(language, text)
        if data.get("seen") != self._last():
            self.add_error(
                None,
                _(
                    "Somebody else changed this page since you opened the form. What you typed is "
                    "below; look at the page, then save again to put yours in its place."
                ),
            )
            self.data = self.data.copy()
            self.data["seen"] = str(self._last())
        return data

    def _check_anchors(self, language: str, text: str) -> None:
        given = anchors(text)
        missing = [
            each for each in anchors(shipped(self.instance.page, language)) if each not in given
        ]
        if missing:
            names = ", ".join(f"{{#{each}}}" for each in missing)
            sentence = _("Keep these anchors, other pages lead to them: %(names)s.")
            self.add_error(f"text_{language}", sentence % {"names": names})
        twice = sorted({each for each in given if given.count(each) > 1 or each in TAKEN})
        if twice:
            names = ", ".join(f"{{#{each}}}" for each in twice)
            sentence = _("Give these headings another anchor, theirs is taken: %(names)s.")
            self.add_error(f"text_{language}", sentence % {"names": names})


@admin.register(PageText)
class PageTextAdmin(DeskAdmin):
    form = PageTextForm
    list_display = ["__str__", "last_change"]
    ordering = ["page"]
    fields = ["text_fr", "text_en", "reason"]
    change_form_template = "admin/initiatives/pagetext/change_form.html"

    def changelist_view(self, request, extra_context=None):
        PageText.make_missing()
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        """A reason is asked from who may change the page."""
        if self.has_change_permission(request, obj):
            return self.fields
        return [name for name in self.fields if name != "reason"]

    def get_queryset(self, request):
        versions = PublishedPageText.objects.filter(page=OuterRef("page"))
        changed = versions.order_by("-number").values("changed_at")[:1]
        return super().get_queryset(request).annotate(changed_at=Subquery(changed))

    @admin.display(description=gettext_lazy("last change"), empty_value="—", ordering="changed_at")
    def last_change(self, row):
        return row.changed_at

    def lock(self, request, obj):
        if obj is not None:
            PageText.objects.select_for_update().get(pk=obj.pk)

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        row = form.instance
        PublishedPageText.objects.create(
            page=row.page,
            number=form.cleaned_data["seen"] + 1,
            text_fr=row.text_fr,
            text_en=row.text_en,
            changed_at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.preview_view))
        own = path("<int:pk>/preview/", view, name="initiatives_pagetext_preview")
        return [own, *super().get_urls()]

    def get_view_on_site_url(self, obj=None):
        return obj and reverse(f"initiatives:{obj.page}")

    def preview_view(self, request, pk):
        """What was typed, on the true page; nothing is saved."""
        row = get_object_or_404(PageText, pk=pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        language = request.POST.get("language")
        language = language if language in OWN_NAMES else translation.get_language()
        with translation.override(language):
            text = request.POST.get(f"text_{language}", "")
            context = {
                **page_context(request),
                **prose_context(row.page, text, request),
                "languages": [],
                "site": "",
                "of_page": f"initiatives/{row.page}.html",
            }
            response = render(request, "admin/initiatives/pagetext/preview.html", context)
            response["Cache-Control"] = "no-store, private"
            return response


@admin.register(PublishedPageText)
class PublishedPageTextAdmin(RecordAdmin):
    list_display = [
        coded("page", gettext_lazy("page"), lambda code: PageText.TITLES.get(code, code)),
        titled("number", gettext_lazy("number")),
        titled("changed_at", gettext_lazy("changed at")),
        titled("reason", gettext_lazy("public reason")),
    ]
    search_fields = ["page", "reason"]
    date_hierarchy = "changed_at"
    ordering = ["-changed_at", "pk"]
    beside = ("text_fr", "text_en")
