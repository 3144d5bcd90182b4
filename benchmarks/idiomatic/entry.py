"""The page of an entry as a class-based view: rows by prefetch, facts in a context for a template.

It shows what the product's page shows, from the rows of the desk, and is not made slow on purpose:
foreign keys are joined, every passage of the entry comes with one query for each kind of claim.
"""

import datetime
import itertools
import json

from django.conf import settings
from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import DetailView

from initiatives.models import (
    Evidence,
    ExchangeRate,
    Initiative,
    Investment,
    Milestone,
    Participation,
)
from initiatives.models.evidence import CLAIMS
from initiatives.publication.silence import OF_NO_KIND, OVER, THRESHOLDS

_NEAR, _ENOUGH, _OF_A_PARTNER, _OF_THE_RECORD = 6, 3, 100, 300  # as publication.nearby
_MONTH = datetime.timedelta(days=30.4)


def _passages():
    return Evidence.objects.select_related("citation__article__publisher").order_by("position")


def _with_passages(rows):
    return rows.prefetch_related(Prefetch("evidence", _passages()))


def in_full():
    """Published entries with all that their page shows."""
    return Initiative.objects.filter(state="published").prefetch_related(
        *("themes", "translations", "dates", "aliases__citation__article"),
        *("parent_links__parent", "child_links__child", "related"),
        Prefetch("participations", _with_passages(Participation.objects.select_related("partner"))),
        Prefetch(
            "investments",
            _with_passages(
                Investment.objects.select_related("recipient").prefetch_related("investors")
            ),
        ),
        Prefetch(
            "milestones",
            _with_passages(
                Milestone.objects.select_related("actor", "person", "fulfils").prefetch_related(
                    "fulfilled_by"
                )
            ),
        ),
        *("metrics__claimants__partner", "metrics__evidence__citation__article__publisher"),
        *("statuses__evidence__citation__article__publisher", "statements__partner"),
        *("statements__speaker", "statements__evidence__citation__article__publisher"),
        "disagreement_subjects__disagreement__positions__evidence__citation__article__publisher",
        Prefetch("evidence", _passages_of_the_entry_itself(), to_attr="own_evidence"),
    )


def _passages_of_the_entry_itself():
    return _passages().filter(**dict.fromkeys(CLAIMS))


class EntryDetailView(DetailView):
    template_name = "initiative_detail.html"

    def get_queryset(self):
        return in_full()

    def get_context_data(self, **kwargs):
        entry, today = self.object, timezone.now().date()
        own = entry.own_evidence
        leads = [each for each in entry.participations.all() if each.role == "lead"]
        claims = [
            *entry.investments.all(),
            *entry.metrics.all(),
            *entry.statuses.all(),
            *leads,
            *entry.participations.all(),
            *entry.milestones.all(),
            *entry.statements.all(),
        ]
        evidence = [each for claim in claims for each in claim.evidence.all()]
        passages = number([*evidence, *own])
        for investment in entry.investments.all():
            investment.euros = euros(investment)
        articles: dict = {}
        for each in passages:
            articles.setdefault(each.article, []).append(each)
        return super().get_context_data(
            **kwargs,
            translation=next(iter(entry.translations.all()), None),
            status=next(iter(entry.statuses.all()), None),
            trust=trust(entry),
            silence=silence(entry, passages, today),
            leads=leads,
            roles=[
                (role, list(rows))
                for role, rows in itertools.groupby(
                    entry.participations.all(), lambda each: each.role
                )
            ],
            disagreements=[each.disagreement for each in entry.disagreement_subjects.all()],
            near=near(entry),
            own=own,
            passages=passages,
            articles=sorted(articles.items(), key=lambda each: each[0].title),
            today=today,
            site=f"{self.request.scheme}://{self.request.get_host()}",
            linked_data=self.linked_data(entry, articles),
            site_name=settings.SITE_NAME,
            licence=settings.DATA_LICENCE,
            licence_url=settings.DATA_LICENCE_URL,
        )

    def linked_data(self, entry, articles) -> str:
        """What the page is about, in the words of schema.org."""
        absolute = self.request.build_absolute_uri
        page = absolute(reverse("detail", args=[entry.slug]))
        record = {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": entry.title,
            "description": entry.summary,
            "url": page,
            "datePublished": entry.first_published_at.isoformat(),
            "dateModified": entry.published_at.isoformat(),
            "version": str(entry.version),
            "license": settings.DATA_LICENCE_URL,
            "keywords": [theme.name_en for theme in entry.themes.all()],
            "about": {
                "@type": "Project",
                "name": entry.title,
                "member": [
                    self._organisation(each.partner, absolute)
                    for each in entry.participations.all()
                ],
                "funder": [
                    self._organisation(each, absolute)
                    for investment in entry.investments.all()
                    for each in investment.investors.all()
                ],
            },
            "citation": [
                {
                    "@type": "CreativeWork",
                    "name": article.title,
                    "url": article.url,
                    "datePublished": article.published,
                    "publisher": {"@type": "Organization", "name": article.publisher.name},
                }
                for article in articles
            ],
        }
        steps = [(settings.SITE_NAME, "/"), ("Initiatives", reverse("list")), (entry.title, page)]
        crumbs = {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": absolute(url)}
                for place, (name, url) in enumerate(steps, 1)
            ],
        }
        return mark_safe(json.dumps([record, crumbs]).replace("<", "\\u003C"))

    @staticmethod
    def _organisation(partner, absolute) -> dict:
        url = absolute(reverse("partner", args=[partner.slug]))
        return {"@type": "Organization", "name": partner.label, "url": url}


def number(evidence) -> list:
    """Give each passage its number, in the order of the page; a repeat says that it is one."""
    found: dict = {}
    for each in evidence:
        each.is_repeat = each.citation_id in found
        first = found.setdefault(each.citation_id, each.citation)
        if not each.is_repeat:
            first.number = len(found)
        each.number = first.number
    return list(found.values())


def trust(entry) -> dict:
    """How well it is supported; one query."""
    origin = Coalesce("citation__article__same_dispatch_as", "citation__article")
    own_words = Q(citation__article__kind="press-release") | Q(
        citation__article__publisher__kind="company"
    )
    return (
        Evidence.objects.filter(initiative=entry)
        .exclude(stance="contradicts")
        .aggregate(
            origins=Count(origin, distinct=True),
            independent=Count(origin, distinct=True, filter=~own_words),
            company=Count(origin, distinct=True, filter=own_words),
            publishers=Count("citation__article__publisher", distinct=True),
            articles=Count("citation__article", distinct=True),
            archived=Count(
                "citation__article", distinct=True, filter=~Q(citation__article__archive_url="")
            ),
        )
    )


def silence(entry, passages, today: datetime.date) -> datetime.date | None:
    """The day of the last sign, where that is too long ago."""
    status = next(iter(entry.statuses.all()), None)
    if status and status.status in OVER:
        return None
    days = [each.article.published_latest for each in passages]
    days += [each.date_latest for each in entry.investments.all()]
    days += [each.date_latest for each in entry.milestones.all() if each.state == "happened"]
    days += [status.as_of_latest] if status else []
    last = max((min(day, today) for day in days if day), default=None)
    patience = THRESHOLDS.get(entry.kind, OF_NO_KIND) * _MONTH
    return last if last and last + patience < today else None


def euros(investment) -> dict | None:
    """The equivalent at the last rate before; one query."""
    day = investment.date_latest
    if investment.amount_min is None or investment.currency == "EUR" or day is None:
        return None
    known = ExchangeRate.objects.filter(currency=investment.currency, date__lte=day)
    rate = known.order_by("-date").first()
    return rate and {
        "least": round(investment.amount_min / rate.rate),
        "most": round(investment.amount_max / rate.rate),
        "day": rate.date,
    }


def near(entry) -> list[Initiative]:
    """Entries that share partners or themes, of the newest of each partner and of all."""
    partners = {each.partner_id for each in entry.participations.all()}
    themes = {each.pk for each in entry.themes.all()}
    rows = Initiative.objects.filter(state="published").exclude(pk=entry.pk)
    among = Q(pk__in=rows.order_by("-published_at").values("pk")[:_OF_THE_RECORD])
    for partner in partners:
        taken = Participation.objects.filter(partner=partner).order_by("-initiative")
        among |= Q(pk__in=taken.values("initiative")[:_OF_A_PARTNER])
    best = (
        rows.filter(among)
        .annotate(
            shared_partners=Count(
                "participations__partner",
                filter=Q(participations__partner__in=partners),
                distinct=True,
            ),
            shared_themes=Count("themes", filter=Q(themes__in=themes), distinct=True),
        )
        .annotate(score=2 * F("shared_partners") + F("shared_themes"))
        .filter(score__gte=_ENOUGH)
        .order_by("-score", "-published_at", "-pk")
        .prefetch_related("themes", "participations__partner", "translations")[:_NEAR]
    )
    for other in best:
        other.partners = {
            each.partner for each in other.participations.all() if each.partner_id in partners
        }
        other.same_themes = [each for each in other.themes.all() if each.pk in themes]
    return list(best)
