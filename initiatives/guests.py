"""The outsider's page: an entry or a proposal before it is public, for the holder of a link.

No session, no user. Every query here runs as the role ``previewer`` (``tracker.middleware``), which
sees links and the state of revisions, and may add a note.
"""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.db import connection
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import View

from .models import PreviewLink, ReviewNote
from .revisions import sharing
from .revisions.models import OPEN
from .views.initiatives import entry_context
from .views.pages import decoded, page_context

NOTES_A_DAY = 20
ANCHOR = "section:"  # before the part of the page that a guest's note is about

# The parts of an entry's page that a note can be about, by their ``id``, and what each needs.
SECTIONS = {
    "figures": (gettext_lazy("Key facts"), None),
    "disagreements": (gettext_lazy("Where sources disagree"), "conflicts"),
    "glance": (gettext_lazy("At a glance"), None),
    "partners": (gettext_lazy("Partners"), None),
    "timeline": (gettext_lazy("Timeline"), "milestones"),
    "statements": (gettext_lazy("Statements"), "statements"),
    "family": (gettext_lazy("Family"), "parents children related"),
    "evidence": (gettext_lazy("Evidence"), None),
}

# Why a link shows nothing any more.
GONE = {
    "decided": gettext_lazy("What it showed has been decided on since."),
    "revoked": gettext_lazy("The editorial team has withdrawn it."),
    "expired": gettext_lazy("It was good for some days, and they are over."),
}


def section_in_words(anchor: str) -> str:
    """What a guest's note is about; empty for a note about the whole or one of the desk."""
    code = anchor.removeprefix(ANCHOR)
    return str(SECTIONS[code][0]) if anchor.startswith(ANCHOR) and code in SECTIONS else ""


class GuestNoteForm(forms.Form):
    """A note by somebody without an account. ``website`` is for robots: nobody else sees it."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=ReviewNote._meta.get_field("guest_name").max_length,
        error_messages={"required": gettext_lazy("Say who you are.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    about = forms.ChoiceField(label=pgettext_lazy("of a guest", "About"), required=False)
    note = forms.CharField(
        label=pgettext_lazy("of a guest", "Your note"),
        max_length=ReviewNote._meta.get_field("body").max_length,
        error_messages={"required": gettext_lazy("Write the note first.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.CharField(required=False)

    def __init__(self, *args, entry: dict, **kwargs):
        super().__init__(*args, auto_id="note-%s", **kwargs)
        self.fields["about"].choices = [
            ("", _("The whole entry")),
            *(
                (code, title)
                for code, (title, needs) in SECTIONS.items()
                if needs is None or any(entry[name] for name in needs.split())
            ),
        ]
        for name in ("name", "note"):
            field = self.fields[name]
            # The browser would cut what is too long; a sentence says so instead.
            field.widget.attrs.pop("maxlength", None)
            if name in self.errors:
                field.widget.attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"note-{name}-error",
                }

    @property
    def is_a_robots(self) -> bool:
        return bool(self.cleaned_data["website"])


class PreviewView(View):
    """The ordinary public page of the entry as it would be, under a banner; a form where the link
    lets its holder comment.
    """

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request, token):
        link = self._link(token)
        if (why := _gone(link)) is not None:
            return self._gone(why)
        entry = _entry(link)
        form = GuestNoteForm(entry=entry) if link["may_comment"] else None
        return self._page(link, entry, form, is_noted="noted" in request.GET)

    def post(self, request, token):
        link = self._link(token)
        if (why := _gone(link)) is not None:
            return self._gone(why, unsent=request.POST.get("note", ""))
        if not link["may_comment"]:
            sentence = _("This address can only be read.")
            return HttpResponseNotAllowed(["GET", "HEAD"], sentence, content_type="text/plain")
        entry = _entry(link)
        form = GuestNoteForm(request.POST, entry=entry)
        if not form.is_valid():
            return self._page(link, entry, form, status=400)
        if not form.is_a_robots and not _leave_note(link, form.cleaned_data):
            form.add_error(
                None,
                _(
                    "This link has taken %(count)d notes in a day, which is all it takes. "
                    "Your note is kept below: send it tomorrow."
                )
                % {"count": NOTES_A_DAY},
            )
            return self._page(link, entry, form, status=429)
        return HttpResponseRedirect(f"{request.path}?noted#noted")

    def _link(self, token) -> dict:
        key = sharing.key_in(token)
        columns = ("id", "revision_id", "document", "may_comment", "expires_at", "revoked_at")
        found = PreviewLink.objects.filter(pk=key).order_by()
        link = found.values(*columns, "revision__state").first() if key is not None else None
        if link is None:
            raise Http404
        return link

    def _page(self, link, entry, form, *, status=200, is_noted=False):
        context = {
            **page_context(self.request),
            **entry_context(entry),
            "site": "",  # neither canonical nor alternate addresses: there is no public page
            "expires_at": link["expires_at"],
            "form": form,
            "is_noted": is_noted,
        }
        return render(self.request, "initiatives/guest_preview.html", context, status=status)

    def _gone(self, why: str, unsent: str = ""):
        context = {**page_context(self.request), "site": "", "why": GONE[why], "unsent": unsent}
        return render(self.request, "initiatives/guest_gone.html", context, status=410)


def _gone(link: dict) -> str | None:
    if link["revoked_at"] is not None:
        return "revoked"
    if link["revision__state"] not in OPEN:
        return "decided"
    return "expired" if link["expires_at"] <= timezone.now() else None


def _entry(link: dict) -> dict:
    return decoded(link["document"], timezone.now())


_INSERT = f"""
INSERT INTO {ReviewNote._meta.db_table}
    (id, revision_id, link_id, anchor, guest_name, body, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def _leave_note(link: dict, typed: dict) -> bool:
    """Add the guest's note. False where the link has had its notes of the day.

    Plain SQL: the role fills these columns and no other, and reads nothing back.
    """
    now = timezone.now()
    anchor = f"{ANCHOR}{typed['about']}" if typed["about"] else ""
    with connection.cursor() as cursor:
        # Two notes at once are counted one after the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(link["id"])])
        recent = ReviewNote.objects.filter(link=link["id"], created_at__gt=now - timedelta(days=1))
        if recent.order_by().values("created_at").count() >= NOTES_A_DAY:
            return False
        row = [uuid4(), link["revision_id"], link["id"], anchor, typed["name"], typed["note"], now]
        cursor.execute(_INSERT, row)
    return True
