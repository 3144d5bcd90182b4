"""The document of each claim of an entry, and of what sources disagree about.

Expressions over desk rows; ``document`` nests them in the entry, ``projections`` publishes each by
itself as well. A row that is not public (a draft entry, a partner not yet public, an unnamed
person) is left out here, whoever links to it.
"""

from datetime import timedelta

from django.db.models import (
    Case,
    Exists,
    F,
    JSONField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Round

from ..models import (
    Disagreement,
    DisagreementPosition,
    DisagreementSubject,
    Evidence,
    ExchangeRate,
    Initiative,
    MetricClaimant,
    Milestone,
    Participation,
    Partner,
    Person,
    PersonRole,
    PersonRoleCitation,
    PositionCitation,
    Statement,
    StatementCitation,
)
from .expressions import (
    cited,
    entry,
    fuzzy_date,
    known_day,
    listed,
    or_null,
    pair,
    partner,
    plain_number,
    public_partner,
    text,
)


def public_participations():
    return Participation.objects.filter(partner__public=True).order_by("position", "pk")


def participation() -> JSONObject:
    return JSONObject(
        id=F("pk"),
        initiative=entry("initiative__"),
        partner=partner("partner__"),
        role=F("role"),
        stated=F("stated"),
        how=pair("how"),
        **{"from": fuzzy_date("since")},
        until=fuzzy_date("until"),
        citations=cited(Evidence.objects, participation=OuterRef("pk")),
    )


# An ECB rate holds for the days without one that follow it (week-ends, holidays), no longer.
_RATE_HOLDS = timedelta(days=10)


def _in_euros() -> Case:
    """The amount at the ECB rate of the date's last day; ``null`` where that rate is not known."""
    last_day = OuterRef("date_latest")
    rates = ExchangeRate.objects.filter(
        currency=OuterRef("currency"), date__lte=last_day, date__gte=last_day - _RATE_HOLDS
    ).order_by("-date")
    converted = rates.values(
        json=JSONObject(
            min=text(Round(OuterRef("amount_min") / F("rate"), 2)),
            max=text(Round(OuterRef("amount_max") / F("rate"), 2)),
            rate_date=F("date"),
        )
    )
    return Case(
        When(
            currency="EUR",
            then=JSONObject(
                min=text("amount_min"), max=text("amount_max"), rate_date=Value(None, TextField())
            ),
        ),
        When(disclosure="disclosed", then=Subquery(converted[:1])),
        output_field=JSONField(),
    )


def money() -> JSONObject:
    """An amount with what is known of it; every figure ``null`` unless it is disclosed."""
    return JSONObject(
        min=text("amount_min"),
        max=text("amount_max"),
        currency=or_null("currency"),
        qualifier=Case(When(disclosure="disclosed", then=F("qualifier")), output_field=TextField()),
        disclosure=F("disclosure"),
        eur=_in_euros(),
    )


def recipient() -> JSONObject:
    """Who gets the money: a partner, or the entry itself by the name of the partner it also is."""

    def either(own: str, field: str) -> Case:
        return Case(
            When(recipient_kind="partner", recipient__public=True, then=own),
            When(
                recipient_kind="self",
                initiative__also_partner__public=True,
                then=f"initiative__also_partner__{field}",
            ),
            output_field=TextField(),
        )

    return JSONObject(
        kind=F("recipient_kind"),
        slug=either("recipient__slug", "slug"),
        name=either("recipient__name", "name"),
        names=JSONObject(
            fr=NullIf(either("recipient__name_fr", "name_fr"), Value(""), output_field=TextField()),
            en=NullIf(either("recipient__name_en", "name_en"), Value(""), output_field=TextField()),
        ),
    )


def investment() -> JSONObject:
    investors = Partner.objects.filter(investments_made=OuterRef("pk"), public=True)
    return JSONObject(
        id=F("pk"),
        url=Concat(Value("/investments/"), text("pk"), Value("/"), output_field=TextField()),
        initiative=entry("initiative__"),
        kind=F("kind"),
        stage=or_null("stage"),
        scope=pair("scope"),
        money=money(),
        date=fuzzy_date("date"),
        period=F("period"),
        investors=listed(investors.order_by("slug"), partner("")),
        investors_complete=F("investors_complete"),
        investors_inferred=F("investors_inferred"),
        investor_share_disclosed=F("investor_share_disclosed"),
        recipient=recipient(),
        part_of=Case(When(part_of__initiative__state="published", then=F("part_of"))),
        note=pair("note"),
        citations=cited(Evidence.objects, investment=OuterRef("pk")),
    )


def milestone() -> JSONObject:
    fulfilled_by = Milestone.objects.filter(fulfils=OuterRef("pk")).order_by(
        known_day("date").asc(nulls_last=True), "position", "pk"
    )
    return JSONObject(
        id=F("pk"),
        initiative=entry("initiative__"),
        what=pair("what"),
        date=fuzzy_date("date"),
        kind=F("kind"),
        state=F("state"),
        fulfils=F("fulfils"),
        fulfilled_by=listed(fulfilled_by, text("pk")),
        who=Case(
            When(actor__public=True, then=JSONObject(slug=F("actor__slug"), name=F("actor__name"))),
            When(
                person__public=True,
                then=JSONObject(slug=Value(None, TextField()), name=F("person__name")),
            ),
        ),
        note=pair("note"),
        citations=cited(Evidence.objects, milestone=OuterRef("pk")),
    )


def metric() -> JSONObject:
    claimants = MetricClaimant.objects.filter(metric=OuterRef("pk")).filter(
        Q(partner__public=True) | Q(person__public=True)
    )
    claimant = JSONObject(
        slug=F("partner__slug"),
        name=Coalesce("partner__name", "person__name", output_field=TextField()),
    )
    return JSONObject(
        id=F("pk"),
        initiative=entry("initiative__"),
        name=pair("name"),
        value_min=plain_number("value_min"),
        value_max=plain_number("value_max"),
        unit=F("unit"),
        qualifier=or_null("qualifier"),
        nature=F("nature"),
        display=or_null("display"),
        scope=pair("scope"),
        claimed_by=listed(claimants.order_by("position", "pk"), claimant),
        date=fuzzy_date("date"),
        citations=cited(Evidence.objects, metric=OuterRef("pk")),
    )


def is_public_statement(path: str = "") -> Q:
    """Of a published entry, of a public partner, or a market remark."""
    free = Q(**{f"{path}initiative": None})
    return (
        Q(**{f"{path}initiative__state": "published"})
        | (free & Q(**{f"{path}partner__public": True}))
        | (free & ~Q(**{f"{path}topic_en": ""}))
    )


def public_statements():
    return Statement.objects.filter(is_public_statement())


def _capacity() -> Coalesce:
    """The speaker's title, if possible as the statement's own article gives it; else who speaks."""
    same_article = PersonRoleCitation.objects.filter(
        role=OuterRef("pk"),
        citation__article__citations__statementcitation_links__statement=OuterRef(OuterRef("pk")),
    )
    roles = (
        PersonRole.objects.filter(
            person=OuterRef("speaker"), person__public=True, partner__public=True
        )
        .annotate(
            of_article=Exists(same_article),
            of_partner=Case(When(partner=OuterRef("partner"), then=1), default=0),
        )
        .order_by(
            "-of_article", "-of_partner", F("as_of_latest").desc(nulls_last=True), "position", "pk"
        )
    )
    return Coalesce(
        Subquery(roles.values(json=pair("title"))[:1]),
        pair("speaker_description"),
        output_field=JSONField(),
    )


def statement() -> JSONObject:
    also_said_by = Person.objects.filter(also_statements=OuterRef("pk"), public=True)
    also_about = (
        Initiative.objects.published().filter(also_statements=OuterRef("pk")).order_by("slug")
    )
    return JSONObject(
        id=F("pk"),
        initiative=Case(When(initiative__state="published", then=entry("initiative__"))),
        also_about=listed(also_about, entry("")),
        speaker=Case(When(speaker__public=True, then=F("speaker__name")), output_field=TextField()),
        capacity=_capacity(),
        also_said_by=listed(also_said_by.order_by("name", "pk"), F("name")),
        partner=public_partner("partner__"),
        type=or_null("type"),
        date=fuzzy_date("date"),
        paraphrase=pair("paraphrase"),
        topic=pair("topic"),
        figure=Case(
            When(
                value_min__isnull=False,
                then=JSONObject(
                    value_min=plain_number("value_min"),
                    value_max=plain_number("value_max"),
                    unit=F("unit"),
                    qualifier=or_null("qualifier"),
                    scope=pair("scope"),
                ),
            )
        ),
        citations=cited(StatementCitation.objects, statement=OuterRef("pk")),
    )


# ── Disagreements ────────────────────────────────────────────────────────────────────────────────


def _conflict() -> JSONObject:
    positions = DisagreementPosition.objects.filter(disagreement=OuterRef("pk")).order_by(
        "position", "pk"
    )
    words = JSONObject(
        words=pair("words"), citations=cited(PositionCitation.objects, stand=OuterRef("pk"))
    )
    return JSONObject(
        slug=F("slug"),
        topic=pair("topic"),
        nature=F("nature"),
        positions=listed(positions, words),
        resolution=pair("resolution"),
        resolution_basis=or_null("resolution_basis"),
    )


def conflicts_of_entry():
    """The public disagreements that concern the entry of the outer query: itself, a claim of it, a
    partner in it, a person quoted in it.
    """
    entry_pk = OuterRef(OuterRef("pk"))
    inner_pk = OuterRef(entry_pk)
    said_of_it = Statement.objects.filter(speaker=OuterRef("person"), initiative=inner_pk)
    also_said_of_it = Statement.objects.filter(speaker=OuterRef("person"), also_about=inner_pk)
    subjects = DisagreementSubject.objects.filter(
        Q(initiative=entry_pk)
        | Q(participation__initiative=entry_pk)
        | Q(investment__initiative=entry_pk)
        | Q(milestone__initiative=entry_pk)
        | Q(metric__initiative=entry_pk)
        | Q(Exists(Participation.objects.filter(partner=OuterRef("partner"), initiative=inner_pk)))
        | Q(Exists(said_of_it))
        | Q(Exists(also_said_of_it)),
        disagreement=OuterRef("pk"),
    )
    return Disagreement.objects.filter(Exists(subjects), public=True).order_by("slug")


def conflicts(disagreements):
    """A JSON array of disagreements, each position with its passages."""
    return listed(disagreements, _conflict())
