"""The public page on which a reader suggests a correction of another one, and its thanks.

No session, no user. Looking is the reader's, as everywhere; what is sent is read as the reader and
left as the suggester (``suggester``), who can write it down and read nothing.
"""

import math
import secrets

from django import forms
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.authentication import CSRFCheck

from ..api.throttles import SuggestionThrottle
from ..models import Suggestion, SuggestionSender
from ..publication.models import PublishedInitiative, PublishedPartner, PublishedSource
from ..templatetags import tracker_format as say
from ..views import errors
from ..views.pages import PublishedDetail, decoded
from . import subjects, suggester
from .acts import KEPT
from .models import FULL, MOST_A_DAY

# Without those that are taken for one another when they are read out.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"


def _longest(model, name: str) -> int:
    return model._meta.get_field(name).max_length


class SuggestionForm(forms.Form):
    """What a reader types. ``website`` is for robots: nobody else sees it."""

    about = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    body = forms.CharField(
        label=gettext_lazy("What is wrong, and what should it say?"),
        max_length=_longest(Suggestion, "body"),
        error_messages={"required": gettext_lazy("Say first what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of a source that says so"),
        max_length=_longest(Suggestion, "source_url"),
        assume_scheme="https",
        required=False,
        help_text=gettext_lazy("We change a fact when a source we can cite bears it out."),
        error_messages={
            "invalid": gettext_lazy("This is no address of a page: it begins with https://.")
        },
        # Not of type "url": what is no address is shown again as it was typed.
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=_longest(SuggestionSender, "name"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is no e-mail address, such as name@example.org.")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False)

    def __init__(self, *args, parts: list[subjects.Group], **kwargs):
        super().__init__(*args, auto_id="suggest-%s", **kwargs)
        self.fields["about"].choices = [("", _("The whole page")), *parts]
        for name, field in self.fields.items():
            # The browser would cut what is too long; a sentence says so instead.
            field.widget.attrs.pop("maxlength", None)
            described = [f"suggest-{name}-help"] if field.help_text else []
            if name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                described.append(f"suggest-{name}-error")
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)

    @property
    def is_a_robots(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def about_words(self) -> str:
        """How the list calls what was chosen; empty for the whole page."""
        chosen = self.cleaned_data["about"]
        options = (
            option for _group, options in self.fields["about"].choices[1:] for option in options
        )
        return next((words for code, words in options if code == chosen), "") if chosen else ""


# Exempt from the middleware, not from the check: ``_is_forged`` asks, and the typing is kept.
@method_decorator(csrf_exempt, name="dispatch")
class SuggestView(PublishedDetail):
    """A subclass says of which page, and what its parts are."""

    http_method_names = ["get", "head", "post"]
    template_name = "initiatives/suggest.html"
    page_route: str
    owner: str  # the column of ``Suggestion`` for the row of the desk

    def parts(self, document: dict) -> list[subjects.Group]:
        raise NotImplementedError

    def title(self, document: dict) -> str:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request, key):
        return self.answer(key)

    def post(self, request, key):
        return self.answer(key)

    def answer(self, key):
        columns = ("pk", "slug", "document", "updated_at", *self.more_columns)
        row = self.model.objects.filter(slug=key).values(*columns).first()
        if row is None:
            return self.moved_or_missing(key)
        if (elsewhere := self.elsewhere(row)) is not None:
            return elsewhere
        document = decoded(row["document"], row["updated_at"])
        if self.request.method == "POST":
            return self._received(row, document)
        if (reference := self.request.GET.get("sent", "")) and _is_reference(reference):
            return self._shown(row, document, None, reference=reference)
        parts = self.parts(document)
        wanted = self.request.GET.get("about", "")
        known = {code for _group, options in parts for code, _words in options}
        initial = {"about": wanted if wanted in known else ""}
        return self._shown(row, document, SuggestionForm(parts=parts, initial=initial))

    def _received(self, row: dict, document: dict) -> HttpResponse:
        form = SuggestionForm(self.request.POST, parts=self.parts(document))
        if _is_forged(self.request):
            form.add_error(
                None,
                _(
                    "The form had expired, or your browser does not keep cookies for this site. "
                    "What you typed stands below: send it again."
                ),
            )
            return self._shown(row, document, form, status=403)
        if not form.is_valid():
            return self._shown(row, document, form, status=400)
        reference = _new_reference()
        if not form.is_a_robots and (refusal := self._leave(row, document, form, reference)):
            form.add_error(None, refusal)
            return self._shown(row, document, form, status=429)
        return HttpResponseRedirect(f"{self.request.path}?sent={reference}", status=303)

    def _leave(self, row, document, form, reference) -> str:
        """Write it down. What to tell the reader where it was one too many; empty otherwise."""
        throttle = SuggestionThrottle()
        if not throttle.allow_request(self.request, self):
            minutes = math.ceil(throttle.wait() / 60)
            return ngettext(
                "You have sent several suggestions in a short time. Yours is kept below: send it "
                "in %(count)d minute.",
                "You have sent several suggestions in a short time. Yours is kept below: send it "
                "in %(count)d minutes.",
                minutes,
            ) % {"count": minutes}
        suggestion = Suggestion(
            **{f"{self.owner}_id": row["pk"]},
            reference=reference,
            version=document.get("version"),
            language=get_language(),
            about=form.cleaned_data["about"],
            about_words=form.about_words,
            body=form.cleaned_data["body"],
            source_url=form.cleaned_data["source_url"],
            sent_at=timezone.now(),
        )
        sender = SuggestionSender(
            suggestion=suggestion,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
        )
        try:
            _write(suggestion, sender)
        except IntegrityError as error:
            if error.__cause__.diag.constraint_name != FULL:
                raise
            return _(
                "This page has had %(count)d suggestions in a day, which is all it takes. Yours is "
                "kept below: send it tomorrow."
            ) % {"count": MOST_A_DAY}
        return ""

    def _shown(self, row, document, form, *, status=200, reference=""):
        context = {
            "site": "",  # neither canonical nor alternate addresses: it is not to be found
            "title": self.title(document),
            "page_url": reverse(self.page_route, args=[row["slug"]]),
            "form": form,
            "reference": reference,
            "kept_days": KEPT.days,
        }
        return self.page(context, status=status)


class SuggestForInitiative(SuggestView):
    model = PublishedInitiative
    kind = "initiative"
    route = "initiatives:suggest"
    page_route = "initiatives:detail"
    owner = "initiative"
    more_columns = ("state", "reason", "merged_into")

    def elsewhere(self, row):
        if row["state"] == "withdrawn":
            return errors.gone(self.request, row["reason"])
        return self.redirect_to(row["merged_into"]) if row["state"] == "merged" else None

    def parts(self, document):
        return subjects.of_initiative(document)

    def title(self, document):
        return say.plain_words(document["title"])


class SuggestForPartner(SuggestView):
    model = PublishedPartner
    kind = "partner"
    route = "initiatives:partner_suggest"
    page_route = "initiatives:partner_detail"
    owner = "partner"

    def parts(self, document):
        return subjects.of_partner(document)

    def title(self, document):
        return say.partner_name(document)


class SuggestForSource(SuggestView):
    model = PublishedSource
    kind = "source"
    route = "initiatives:source_suggest"
    page_route = "initiatives:source_detail"
    owner = "article"

    def parts(self, document):
        return subjects.of_source(document)

    def title(self, document):
        return document["title"]


def _is_forged(request) -> bool:
    """Whether another site sent the form, or a browser without our cookie: as Django judges it."""
    check = CSRFCheck(lambda request: None)
    check.process_request(request)
    return check.process_view(request, None, (), {}) is not None


def _new_reference() -> str:
    """``K7QX-29MD``: what a reader may quote; nobody guesses another one's."""
    letters = "".join(secrets.choice(_LETTERS) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _is_reference(text: str) -> bool:
    return len(text) == 9 and text[4] == "-" and set(text[:4] + text[5:]) <= set(_LETTERS)


def _write(suggestion: Suggestion, sender: SuggestionSender) -> None:
    """Plain SQL: the role fills these columns and no other, and reads nothing back."""
    with transaction.atomic(), connection.cursor() as cursor:
        suggester.become(cursor)
        _insert(cursor, suggestion)
        if sender.name or sender.email:
            _insert(cursor, sender)


def _insert(cursor, row) -> None:
    meta = row._meta
    fields = [meta.get_field(name) for name in suggester.WRITES[meta.label]]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    values = [field.get_db_prep_save(field.value_from_object(row), connection) for field in fields]
    cursor.execute(
        f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))})",
        values,
    )
