"""The first page of the desk: what waits for whom, then every list, arranged for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin import AdminSite
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sources.admin.article import TO_READ
from sources.admin.queues import Queue
from sources.written.wording import day_in_words

from ..models import DueRun, Revision
from .queues import AGEING, MINE, OPEN, READY, RECENTLY_PUBLISHED, TO_TRANSLATE, WITHOUT_SOURCE
from .revision_queues import KEPT_BACK, MY_REVISIONS, SCHEDULED, STALE, TO_DECIDE
from .suggestions import MY_SUGGESTIONS, SUGGESTED

QUEUES = (
    TO_DECIDE,
    SUGGESTED,
    MY_SUGGESTIONS,
    MY_REVISIONS,
    MINE,
    READY,
    TO_READ,
    KEPT_BACK,
    SCHEDULED,
    STALE,
    AGEING,
    WITHOUT_SOURCE,
    OPEN,
    TO_TRANSLATE,
    RECENTLY_PUBLISHED,
)
SHOWN = 5  # rows of a queue on the page; its list has them all
LATE = timedelta(minutes=10)  # what is due and was not looked at for so long is a warning


@dataclass(frozen=True)
class Line:
    """One row that waits: what it is, where, whose or of what sort, since when."""

    title: str
    address: str
    who: object
    when: object


def queues(request, site: AdminSite) -> list[dict]:
    """Each queue the user may see, with its number and its first rows; two queries for each, the
    gate's own for the drafts that are ready, two or three to find stale bases.
    """
    return [
        _shown(queue, request, site)
        for queue in QUEUES
        if site.get_model_admin(queue.model).has_view_permission(request)
    ]


def _shown(queue: Queue, request, site) -> dict:
    rows = queue.rows(request.user)
    page = site.get_model_admin(queue.model).page
    return {
        "title": queue.title,
        "code": queue.code,
        "count": rows.count(),
        "address": queue.address(site),
        "empty": queue.empty,
        "lines": [
            Line(
                queue.name(row), page("change", row.pk), queue.who(row), _in_words(queue.when(row))
            )
            for row in rows[:SHOWN]
        ],
    }


@dataclass(frozen=True)
class Timer:
    """What is due, and when that was last looked at; ``is_late``: no timer does it."""

    sentence: str
    is_late: bool
    address: str


def timer(request, site: AdminSite) -> Timer | None:
    """For who may see revisions. Two queries."""
    if not site.get_model_admin(Revision).has_view_permission(request):
        return None
    now = timezone.now()
    due = Revision.objects.due(now).count()
    run = DueRun.objects.first()
    is_late = due > 0 and (run is None or run.ran_at < now - LATE)
    sentence = f"{_due_in_words(due)} {_run_in_words(run, now)}"
    return Timer(sentence, is_late, SCHEDULED.address(site))


def _due_in_words(due: int) -> str:
    if not due:
        return gettext("Nothing is due.")
    text = ngettext("%(count)d revision is due.", "%(count)d revisions are due.", due)
    return text % {"count": due}


def _run_in_words(run: DueRun | None, now: datetime) -> str:
    if run is None:
        return gettext("The timer has never run.")
    if now - run.ran_at < timedelta(minutes=1):
        return gettext("Last run a moment ago.")
    return gettext("Last run %(time)s ago.") % {"time": timesince(run.ran_at, now, depth=1)}


def _in_words(when):
    if isinstance(when, datetime):
        return day_in_words(timezone.localtime(when).date())
    return when


# ── Every list, arranged for people ──────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Group:
    key: str
    title: Promise
    about: Promise
    models: tuple[str, ...]


GROUPS = (
    Group(
        "entries",
        _("Entries"),
        _("What is being done, and every claim about it. An entry’s own page has them all."),
        [
            "Initiative",
            "Participation",
            "Investment",
            "Milestone",
            "Metric",
            "Statement",
            "Disagreement",
            "Theme",
        ],
    ),
    Group(
        "review",
        _("Review"),
        _("What is proposed for entries, and what was decided and said about it."),
        ["Revision", "ReviewNote", "PreviewLink", "Presence", "KeptRows", "DueRun"],
    ),
    Group(
        "suggestions",
        _("Suggestions of readers"),
        _("What readers of the public pages say should be corrected, and who said so."),
        ["Suggestion", "SuggestionSender"],
    ),
    Group(
        "sources",
        _("Sources"),
        _("Who published which words, where and when."),
        ["SourceArticle", "Citation", "Publisher", "TextVersion", "ExcludedMention"],
    ),
    Group(
        "organisations",
        _("Organisations and people"),
        _("Each once, with every spelling the press gives them."),
        ["Partner", "PartnerAlias", "Person", "PersonRole"],
    ),
    Group(
        "details",
        _("Details of entries"),
        _("Rows that are better changed on the page of what they belong to."),
        [
            "LifecycleStatus",
            "InitiativeDate",
            "InitiativeAlias",
            "InitiativeParent",
            "Translation",
            "EditorialHint",
            "MetricClaimant",
            "DisagreementSubject",
            "DisagreementPosition",
        ],
    ),
    Group(
        "links",
        _("Passages and what they support"),
        _("Each link from a passage to what rests on it."),
        [
            "Evidence",
            "StatementCitation",
            "PositionCitation",
            "PartnerCitation",
            "AliasCitation",
            "PersonRoleCitation",
            "ArticleCitation",
            "PublisherCitation",
        ],
    ),
    Group(
        "published",
        _("Published record"),
        _("What the world reads, to look at: publishing writes it."),
        [
            "PublishedInitiative",
            "PublishedVersion",
            "PublishedParticipation",
            "PublishedInvestment",
            "PublishedMilestone",
            "PublishedStatement",
            "PublishedPartner",
            "PublishedSource",
            "PublishedPublisher",
            "PublishedTheme",
            "PublishedChange",
            "PublishedRedirect",
            "PublishedCorrection",
            "PublishedPageText",
            "PublishedAuditHead",
            "PublishedLine",
            "PublishedEntryWords",
            "PublishedWord",
            "PublishedWordsDue",
            "PublicationCounter",
        ],
    ),
    Group(
        "reference",
        _("Reference"),
        _("Closed lists, rates, what was loaded. Nothing to type here."),
        ["VocabularyTerm", "ExchangeRate", "DatasetLoad", "LoadedRow", "AuditSeal"],
    ),
    Group(
        "site",
        _("The site’s own pages"),
        _("What About and Methodology say, in both languages."),
        ["PageText"],
    ),
    Group("accounts", _("Accounts"), _("Who works at the desk."), ("User", "Group")),
)
_ELSEWHERE = Group("other", _("Other"), _("What belongs nowhere else."), ())


def arranged(apps: Iterable[dict], index: str) -> list[dict]:
    """Django's list of applications as groups of lists; one that no group names comes last.

    ``index`` is the address of the page on which each group has its anchor.
    """
    left = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = [
        (group, [left.pop(name) for name in group.models if name in left]) for group in GROUPS
    ]
    elsewhere = sorted(left.values(), key=lambda model: str(model["name"]).lower())
    groups.append((_ELSEWHERE, elsewhere))
    return [
        {
            "name": group.title,
            "about": group.about,
            "app_label": group.key,
            "app_url": f"{index}#group-{group.key}",
            "has_module_perms": True,
            "models": models,
        }
        for group, models in groups
        if models
    ]
