"""The article an analyst is working from: set once, offered first in every picker of passages.

It lives in her session. The views here are addresses of ``CitationAdmin`` (``WorksFromSource``):
set or clear it, search passages with its own first, write a new passage of it in one step.
"""

import json
import re

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, When
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ..models import Citation, SourceArticle
from .refusals import Refusal
from .widgets import LoadedSelect, option_texts

SESSION_KEY = "current_source"
_PARAGRAPH = re.compile(r"paragraph (\d+)")


def current_source(request) -> SourceArticle | None:
    """One query a request, and only for somebody who has set one and may see it."""
    if not hasattr(request, "_current_source"):
        pk = request.session.get(SESSION_KEY)
        allowed = pk is not None and request.user.has_perm("sources.view_sourcearticle")
        articles = SourceArticle.objects.select_related("publisher")
        request._current_source = articles.filter(pk=pk).first() if allowed else None
    return request._current_source


def passage_place(citation: Citation) -> str:
    """``Un laboratoire ouvre, paragraph 6``."""
    place = _PARAGRAPH.fullmatch(citation.locator)
    article = Truncator(citation.article.label).chars(40)
    where = _("paragraph %(number)s") % {"number": place[1]} if place else citation.locator
    return f"{article}, {where}"


def passage_text(citation: Citation) -> str:
    """The same and the beginning of its words: enough to tell passages apart."""
    return _("%(place)s: %(words)s") % {
        "place": passage_place(citation),
        "words": Truncator(citation.paraphrase).chars(90),
    }


class DeskAutocomplete(AutocompleteJsonView):
    """Django's, with the text each desk page chooses and the current source's passages first."""

    def get_queryset(self):
        ours = getattr(self.model_admin, "for_autocomplete", None)  # not an account's page
        rows = super().get_queryset()
        return ours(self.request, rows) if ours else rows

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        source = current_source(request)
        return response if source is None else _under_its_name(response, source)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = list(context["object_list"])
        texts = option_texts(rows, self.admin_site, self.term)
        self.texts = {row.pk: text for row, text in zip(rows, texts, strict=True)}
        return {**context, "object_list": rows}

    def serialize_result(self, obj, to_field_name):
        result = {"id": str(getattr(obj, to_field_name)), "text": self.texts[obj.pk]}
        return result | {"of_source": True} if getattr(obj, "of_source", 0) else result


def _under_its_name(response, source):
    """The same answer, what belongs to ``source`` gathered under its name: a group of select2."""
    answer = json.loads(response.content)
    first = [result for result in answer["results"] if result.pop("of_source", False)]
    others = [result for result in answer["results"] if result not in first]
    if first:
        name = _("Current source: %(article)s") % {"article": source.label}
        answer["results"] = [{"text": name, "children": first}, *others]
    return JsonResponse(answer)


class NewPassageForm(forms.ModelForm):
    """A passage written beside the claim it supports; the paragraph alone says where it stands."""

    class Meta:
        model = Citation
        fields = ["article", "paragraph", "locator", "paraphrase_fr", "paraphrase_en", "quote"]
        widgets = {
            "paraphrase_fr": forms.Textarea(attrs={"rows": 2}),
            "paraphrase_en": forms.Textarea(attrs={"rows": 2}),
            "quote": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "locator": gettext_lazy("Where there are no paragraphs: a heading, a table, a page.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "new-passage-%s", **kwargs})
        article = self.fields["article"]
        article.widget = LoadedSelect(
            Citation._meta.get_field("article"), admin.site, choices=article.choices
        )
        self.fields["locator"].required = False

    def clean(self):
        data = super().clean()
        if not data.get("locator") and data.get("paragraph"):
            data["locator"] = f"paragraph {data['paragraph']}"  # as the record writes it
        if not data.get("locator") and not {"locator", "paragraph"} & set(self.errors):
            self.add_error(
                "paragraph", _("Say where the passage stands: the paragraph, or a place.")
            )
        return data


class WorksFromSource:
    """Addresses of ``CitationAdmin``, and its passages as pickers offer them."""

    def get_urls(self):
        views = [
            ("autocomplete", require_GET(self._autocomplete)),
            ("current_source", require_POST(self._set_current_source)),
            ("new_here", require_POST(self._new_here)),
        ]
        own = [
            path(
                name.replace("_", "-") + "/",
                self.admin_site.admin_view(view),
                name=f"sources_citation_{name}",
            )
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    # ── What pickers offer ──────────────────────────────────────────────────────────────────────
    def for_autocomplete(self, request, queryset):
        queryset = queryset.select_related("article")
        source = current_source(request)
        if source is None:
            return queryset
        mine = Case(When(article=source.pk, then=1), default=0, output_field=IntegerField())
        return queryset.annotate(of_source=mine).order_by("-of_source", *self.ordering)

    def option_texts(self, rows, term=""):
        return [passage_text(row) for row in rows]

    def _autocomplete(self, request):
        return DeskAutocomplete.as_view(admin_site=self.admin_site)(request)

    # ── The current source ──────────────────────────────────────────────────────────────────────
    def _set_current_source(self, request):
        """``article`` is the key of the one to work from; without one there is none any more."""
        if not request.user.has_perm("sources.view_sourcearticle"):
            raise PermissionDenied
        chosen = request.POST.get("article", "")
        found = SourceArticle.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        remember(request, found)
        if request.accepts("text/html"):
            return HttpResponseRedirect(self._way_back(request))
        return JsonResponse(described(found))

    def _way_back(self, request) -> str:
        address = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
            return address
        return reverse(f"{self.admin_site.name}:index")

    # ── A new passage in one step ───────────────────────────────────────────────────────────────
    def _new_here(self, request):
        """Answers 201 with ``{id, text, source}``, or 400 with ``{errors: {field: sentences}}``."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewPassageForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        try:
            with self._writing(request):
                citation = form.save(commit=False)
                self.save_model(request, citation, form, change=False)
                self.log_addition(request, citation, [{"added": {}}])
        except Refusal as refusal:
            return JsonResponse({"errors": {"__all__": refusal.reasons}}, status=400)
        if current_source(request) is None:
            remember(request, citation.article)
        answer = {"id": str(citation.pk), "text": passage_text(citation)}
        return JsonResponse(answer | {"source": described(current_source(request))}, status=201)


def remember(request, article: SourceArticle | None) -> None:
    request._current_source = article
    if article is None:
        request.session.pop(SESSION_KEY, None)
    else:
        request.session[SESSION_KEY] = article.pk


def described(article: SourceArticle | None) -> dict:
    """What the bar and the dialog show of it; empty texts where there is none."""
    if article is None:
        return {"id": "", "text": "", "address": "", "language": ""}
    return {
        "id": str(article.pk),
        "text": article.label,
        "address": reverse("admin:sources_sourcearticle_change", args=[article.pk]),
        "language": article.language,
    }
