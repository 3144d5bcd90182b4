"""The desk's side of preview links: make one, see whose there are, revoke one.

The review screen includes ``_sharing.html`` with what ``sharing_context`` gives.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import partition
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST

from ..models import PreviewLink, Revision
from ..revisions import sharing, workflow
from ..views.addresses import OWN_NAMES, site_url
from .pending import wait_briefly

CHANGE = "initiatives.change_initiative"
_SHOWN = "preview_link_made"  # in the session: the link whose address the next page shows


class ShareForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=PreviewLink._meta.get_field("label").max_length,
        help_text=gettext_lazy("Only the desk sees it."),
        error_messages={"required": gettext_lazy("Say for whom the link is.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Good for how many days"),
        initial=sharing.DAYS,
        min_value=1,
        max_value=sharing.MOST_DAYS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("A link is good for 1 to 30 days."),
        ),
    )
    may_comment = forms.BooleanField(
        label=gettext_lazy("May leave notes"), initial=True, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="share-%s", label_suffix="", **kwargs)


def sharing_urls(admin_site) -> list:
    """The routes of a revision's links, for the ``get_urls`` of its admin."""

    def route(pattern, view, name):
        guarded = admin_site.admin_view(require_POST(view))
        return path(pattern, guarded, {"admin_site": admin_site}, name=name)

    return [
        route("<uuid:key>/share/", share, "initiatives_revision_share"),
        route("<uuid:key>/links/<uuid:link>/revoke/", revoke, "initiatives_revision_revoke"),
    ]


def sharing_context(request, revision: Revision, form: ShareForm | None = None) -> dict:
    """What ``_sharing.html`` prints. One query; the address of a link just made is told once."""
    links = list(revision.preview_links.select_related("created_by"))
    now = timezone.now()
    ended, living = partition(
        lambda link: link.revoked_at is None and link.expires_at > now and revision.is_open, links
    )
    key = request.session.pop(_SHOWN, None)
    made = next((link for link in living if str(link.pk) == key), None)
    return {
        "revision": revision,
        "living_links": living,
        "ended_links": ended,
        "made": made,
        "addresses": [] if made is None else _addresses(request, made),
        "form": (form or ShareForm()) if _may(request) and revision.is_open else None,
        "may_revoke": _may(request),
    }


def share(request, key, admin_site):
    """Make a link and go back to the review screen; what is wrong with it is said on a page of its
    own, with what was typed.
    """
    _must(request)
    revision = get_object_or_404(Revision.objects.select_related("initiative"), pk=key)
    form = ShareForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                wait_briefly()
                link = sharing.share(revision, by=request.user, **form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error(None, refused.reasons)
        except OperationalError:
            sentence = _("Somebody is saving this entry at the moment: try again.")
            form.add_error(None, sentence)
        else:
            request.session[_SHOWN] = str(link.pk)
            return _back(revision.pk)
    context = {
        **admin_site.each_context(request),
        "title": _("The link was not made"),
        "sharing": sharing_context(request, revision, form),
        "revision": revision,
    }
    return TemplateResponse(request, "admin/initiatives/revision/share.html", context, status=400)


def revoke(request, key, link, admin_site):
    _must(request)
    found = get_object_or_404(PreviewLink, pk=link, revision=key)
    sharing.revoke(found, by=request.user)
    text = _("The link for %(who)s shows nothing any more.") % {"who": found.label}
    messages.success(request, text)
    return _back(key)


def _back(key):
    page = reverse("admin:initiatives_revision_change", args=[key])
    return HttpResponseRedirect(f"{page}#sharing")


def _addresses(request, link: PreviewLink) -> list[dict]:
    """The link's address in each language of the public pages."""
    token, found = sharing.token_of(link), []
    for code, name in OWN_NAMES.items():
        with override(code):
            page = reverse("initiatives:preview", args=[token])
        found.append({"code": code, "name": name, "url": f"{site_url(request)}{page}"})
    return found


def _may(request) -> bool:
    return request.user.has_perm(CHANGE)


def _must(request) -> None:
    if not _may(request):
        raise PermissionDenied
