"""The document of an entry: what the world sees of it, built by one query over desk rows.

The same expression publishes, refreshes, checks and previews; nothing else turns an entry's rows
into public words.
"""

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
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
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, Least, Substr

from ..models import (
    Evidence,
    Initiative,
    InitiativeAlias,
    InitiativeDate,
    InitiativeParent,
    Investment,
    LifecycleStatus,
    Metric,
    Milestone,
    Participation,
    Theme,
    Translation,
)
from . import claims
from .expressions import (
    JoinedLists,
    article_name,
    cited,
    entry,
    fuzzy_date,
    known_day,
    listed,
    or_null,
    pair,
    passage,
    prose,
    public_partner,
    text,
)


def initiative() -> JSONObject:
    """The whole document, as docs/api.md shapes it. ``updated_at`` is added when it is served."""
    own = OuterRef("pk")
    participations = claims.public_participations().filter(initiative=own)
    investments = Investment.objects.filter(initiative=own).order_by("position", "pk")
    milestones = Milestone.objects.filter(initiative=own).order_by(
        known_day("date").asc(nulls_last=True), "position", "pk"
    )
    metrics = Metric.objects.filter(initiative=own).order_by("position", "pk")
    return JSONObject(
        slug=F("slug"),
        url=Concat(Value("/initiatives/"), F("slug"), Value("/"), output_field=TextField()),
        version=F("version"),
        language=F("language"),
        title=prose("title"),
        title_coined=F("title_coined"),
        title_as_stated=or_null("title_as_stated"),
        translation_stale=_translation_stale(),
        kind=or_null("kind"),
        subkind=or_null("subkind"),
        lifecycle=lifecycle(),
        summary=prose("summary"),
        description=prose("description"),
        audience=pair("audience"),
        aliases=_aliases(),
        themes=_themes(),
        place=_place(),
        country=Coalesce(or_null("country"), lead_partner("country"), output_field=TextField()),
        country_basis=Case(
            When(~Q(country=""), then=Value("text")),
            default=lead_partner("country_basis"),
            output_field=TextField(),
        ),
        start=fuzzy_date("start"),
        end=fuzzy_date("end"),
        first_known=first_known(),
        dates=listed(
            InitiativeDate.objects.filter(initiative=own).order_by("date_earliest", "kind"),
            JSONObject(kind=F("kind"), date=fuzzy_date("date")),
        ),
        evidence_level=F("evidence_level"),
        parents=_parents(),
        children=_neighbours(Initiative.objects.filter(parent_links__parent=own)),
        related=_related(),
        also_partner=public_partner("also_partner__"),
        participations=listed(participations, claims.participation()),
        investments=listed(investments, claims.investment()),
        milestones=listed(milestones, claims.milestone()),
        metrics=listed(metrics, claims.metric()),
        statements=_statements(),
        citations=entry_citations(),
        conflicts=claims.conflicts(claims.conflicts_of_entry()),
        evidence=evidence(),
        first_published_at=F("first_published_at"),
        published_at=F("published_at"),
        last_verified_on=F("last_verified_on"),
    )


def _translation_stale():
    """True when the original changed after it was translated."""
    changed = Translation.objects.filter(initiative=OuterRef("pk")).exclude(
        of_title=OuterRef("title"),
        of_summary=OuterRef("summary"),
        of_description=OuterRef("description"),
    )
    return Exists(changed)


def lifecycle() -> Subquery:
    """The latest status with its history, ``null`` where none is recorded."""
    current = _statuses(OuterRef("pk"))
    history = _statuses(OuterRef("initiative_id")).exclude(pk=OuterRef("pk"))
    return Subquery(
        current.values(
            json=JSONObject(**_status(), history=listed(history, JSONObject(**_status())))
        )[:1]
    )


def _statuses(entry_pk):
    return LifecycleStatus.objects.filter(initiative=entry_pk).order_by(
        F("as_of_latest").desc(nulls_last=True), "-position", "-pk"
    )


def current_status() -> Subquery:
    return Subquery(_statuses(OuterRef("pk")).values("status")[:1])


def _status() -> dict:
    return {
        "status": F("status"),
        "as_of": fuzzy_date("as_of"),
        "inferred": F("inferred"),
        "basis": pair("basis"),
        "citations": cited(Evidence.objects, lifecycle_status=OuterRef("pk")),
    }


def _aliases():
    """Other names, with the passage that prints each; ``null`` where no source does."""
    links = InitiativeAlias.objects.filter(initiative=OuterRef("pk")).order_by("surface", "pk")
    printed = JSONObject(
        article=article_name("citation__article__"),
        locator=F("citation__locator"),
    )
    return listed(
        links,
        JSONObject(name=F("surface"), citation=Case(When(citation__isnull=False, then=printed))),
    )


def _themes():
    named = Theme.objects.filter(initiatives=OuterRef("pk")).order_by("slug")
    return listed(named, JSONObject(slug=F("slug"), name=pair("name")))


def _place() -> Case:
    known = ~Q(place_name_fr="") | ~Q(place_name_en="") | ~Q(city_en="") | ~Q(country="")
    return Case(
        When(
            known,
            then=JSONObject(
                name=pair("place_name"),
                city=or_null("city_en"),
                cities=pair("city"),
                department=or_null("department"),
                country=or_null("country"),
                inferred=F("place_inferred"),
                citations=cited(Evidence.objects, initiative=OuterRef("pk"), field="place"),
            ),
        )
    )


def lead_partner(field: str) -> Subquery:
    """One column of the first public partner in the role of lead that has it."""
    leads = (
        Participation.objects.filter(initiative=OuterRef("pk"), role="lead", partner__public=True)
        .exclude(**{f"partner__{field}": ""})
        .order_by("position", "pk")
    )
    return Subquery(leads.values(f"partner__{field}")[:1])


def first_known():
    """The earliest of the start, the milestones that happened and the status dates, as a date.

    By first day; an interval open to the past counts by its last day. One row of each kind is a
    candidate, keyed by that day, and the least key wins.
    """
    happened = Milestone.objects.filter(initiative=OuterRef("pk"), state="happened")
    statuses = LifecycleStatus.objects.filter(initiative=OuterRef("pk"))
    least = Least(
        Case(When(~Q(start=""), then=_keyed("start"))),
        _earliest(happened, "date"),
        _earliest(statuses, "as_of"),
        output_field=TextField(),
    )
    return Cast(Substr(least, len("2017-12-04|") + 1), JSONField())


def _keyed(name: str) -> Concat:
    return Concat(
        text(known_day(name)), Value("|"), text(fuzzy_date(name)), output_field=TextField()
    )


def _earliest(rows, name: str) -> Subquery:
    dated = rows.exclude(**{name: ""}).annotate(day=known_day(name)).order_by("day", name, "pk")
    return Subquery(dated.values(key=_keyed(name))[:1], output_field=TextField())


def _parents():
    links = InitiativeParent.objects.filter(child=OuterRef("pk"), parent__state="published")
    json = JSONObject(slug=F("parent__slug"), title=prose("title", "parent__"), basis=pair("basis"))
    return listed(links.order_by("position", "pk"), json)


def _neighbours(entries):
    return listed(entries.filter(state="published").order_by("slug"), entry(""))


def _related() -> JoinedLists:
    """Entries linked either way, each once: those it points at, then others that point at it. Two
    lists from the link table, where each way has an index.
    """
    own, links = OuterRef("pk"), Initiative.related.through.objects
    there = links.filter(from_initiative=own, to_initiative__state="published")
    both_ways = links.filter(
        from_initiative=OuterRef("to_initiative"), to_initiative=OuterRef("from_initiative")
    )
    back = links.filter(~Exists(both_ways), to_initiative=own, from_initiative__state="published")
    return JoinedLists(
        listed(there.order_by("to_initiative__slug"), entry("to_initiative__")),
        listed(back.order_by("from_initiative__slug"), entry("from_initiative__")),
    )


def _statements() -> JoinedLists:
    """What was said about the entry, then what was said about others and it. Two lists: an OR of a
    column and a link table would read every statement there is.
    """
    said = claims.public_statements().order_by("pk")
    return JoinedLists(
        listed(said.filter(initiative=OuterRef("pk")), claims.statement()),
        listed(said.filter(also_about=OuterRef("pk")), claims.statement()),
    )


def entry_citations():
    """The passages about the entry itself, not under one of its claims."""
    links = Evidence.objects.filter(
        initiative=OuterRef("pk"),
        participation=None,
        investment=None,
        milestone=None,
        metric=None,
        lifecycle_status=None,
    )
    return listed(links.order_by("position", "pk"), passage())


def evidence() -> Subquery:
    """How well an entry is supported, counting *origins*: a dispatch and its copies are one.

    Passages that contradict do not support; a company's own words are counted apart.
    """
    links = (
        Evidence.objects.filter(initiative=OuterRef("pk")).exclude(stance="contradicts").order_by()
    )
    origin = Coalesce(
        "citation__article__same_dispatch_as", "citation__article", output_field=BigIntegerField()
    )
    own_words = Q(citation__article__kind="press-release") | Q(
        citation__article__publisher__kind="company"
    )
    counts = JSONObject(
        origins=Count(origin, distinct=True),
        independent=Count(origin, distinct=True, filter=~own_words),
        company=Count(origin, distinct=True, filter=own_words),
        publishers=Count("citation__article__publisher", distinct=True),
        articles=Count("citation__article", distinct=True),
        passages=Count("citation", distinct=True),
        archived=Count(
            "citation__article", distinct=True, filter=~Q(citation__article__archive_url="")
        ),
    )
    return Subquery(links.values("initiative").annotate(json=counts).values("json"))
