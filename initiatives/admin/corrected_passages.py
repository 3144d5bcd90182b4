"""A passage in use was corrected: the new one takes its place wherever the first one stands.

In drafts at once; in published entries as proposals of whoever corrected it; under other public
rows (a market remark, a disagreement, a partner) by an Editor, with a reason. The first one stays.
"""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.admin.citation import CORRECTED
from sources.admin.desk import REASON_ASKED, DeskAdmin
from sources.admin.outline import Outline, linked
from sources.models import ArticleCitation, Citation, PublisherCitation

from ..corrections import is_public, root_of
from ..models import (
    AliasCitation,
    Evidence,
    Initiative,
    InitiativeAlias,
    PartnerCitation,
    PersonRoleCitation,
    PositionCitation,
    StatementCitation,
)
from ..publication import publish
from ..publication.quotes import key
from ..revisions import workflow
from .entries import PUBLISH, EntryRowAdmin, locked

_OF_ENTRIES = {
    Evidence: "initiative",
    StatementCitation: "statement__initiative",
    InitiativeAlias: "initiative",
}
_OF_OTHERS = [
    StatementCitation,
    PositionCitation,
    PartnerCitation,
    AliasCitation,
    PersonRoleCitation,
    ArticleCitation,
    PublisherCitation,
]


def put_in_place(request, old: Citation, new: Citation) -> list[str]:
    """Link ``new`` where ``old`` is; sentences that say where, and where it waits for somebody."""
    proposed, changed = _in_entries(request.user, old, new)
    left = _elsewhere(request, old, new)
    sentences = []
    if proposed:
        sentence = ngettext(
            "Proposed in %(count)d published entry:",
            "Proposed in %(count)d published entries:",
            len(proposed),
        )
        sentences.append(_with_list(sentence % {"count": len(proposed)}, proposed))
    if changed:
        sentence = ngettext(
            "Linked in %(count)d entry that is not public:",
            "Linked in %(count)d entries that are not public:",
            len(changed),
        )
        sentences.append(_with_list(sentence % {"count": len(changed)}, changed))
    if left:
        sentence = _("Not yet linked where only an Editor may, for a public reason:")
        sentences.append(_with_list(sentence, left))
    return sentences


def _in_entries(user, old, new) -> tuple[list, list]:
    """Links to the proposals made, and to the drafts changed."""
    ids = set()
    for model, path in _OF_ENTRIES.items():
        ids |= set(model.objects.filter(citation=old).values_list(path, flat=True))
    wanted = Initiative.objects.filter(pk__in=ids - {None}).exclude(state="merged")
    proposed, changed = [], []
    for entry in locked(wanted.values_list("pk", flat=True)):
        if entry.is_published:
            revision = workflow.propose(
                entry, by=user, write=lambda entry: _relink(entry, old, new)
            )
            if revision is not None:
                page = reverse("admin:initiatives_revision_change", args=[revision.pk])
                proposed.append(linked(page, entry))
        elif _relink(entry, old, new):
            EntryRowAdmin.sign([entry], user)
            page = reverse("admin:initiatives_initiative_change", args=[entry.pk])
            changed.append(linked(page, entry))
    return proposed, changed


def _relink(entry: Initiative, old: Citation, new: Citation) -> int:
    return sum(
        model.objects.filter(citation=old, **{path: entry}).update(citation=new)
        for model, path in _OF_ENTRIES.items()
    )


def _elsewhere(request, old: Citation, new: Citation) -> list:
    """Link ``new`` under what belongs to no entry; the links to what only an Editor may change."""
    may, left = request.user.has_perm(PUBLISH), {}
    for link in _links_elsewhere(old):
        root = root_of(link)
        if root is not None and is_public(root) and not may:
            meta = root._meta
            page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[root.pk])
            left[page] = linked(page, root, capfirst(str(meta.verbose_name)))
            continue
        DeskAdmin.before_writing(request, link)
        link.citation = new
        link.save()
    publish.refresh([key("source", old.article_id)])
    return list(left.values())


def _links_elsewhere(citation: Citation):
    for model in _OF_OTHERS:
        links = model.objects.filter(citation=citation)
        if model is StatementCitation:
            links = links.filter(statement__initiative=None)
        yield from links


def _with_list(sentence: str, links: list):
    outline = Outline()
    for link in links:
        outline.add(link, [])
    return format_html("{}{}", sentence, outline.html())


def _asked(request, row) -> bool:
    """On the page of a passage that something public other than an entry rests on."""
    if not isinstance(row, Citation) or not request.user.has_perm(PUBLISH):
        return False
    if not hasattr(row, "rests_elsewhere"):
        roots = (root_of(link) for link in _links_elsewhere(row))
        row.rests_elsewhere = any(root is not None and is_public(root) for root in roots)
    return row.rests_elsewhere


CORRECTED.append(put_in_place)
REASON_ASKED.append(_asked)
