"""The documents of what entries name: partners, sources, publishers, themes."""

from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject

from sources.models import Citation, Publisher, SourceArticle

from ..models import (
    AliasCitation,
    Disagreement,
    DisagreementSubject,
    Evidence,
    Initiative,
    Partner,
    PartnerAlias,
    PartnerCitation,
    PositionCitation,
    StatementCitation,
    Theme,
)
from . import claims
from .expressions import (
    JoinedLists,
    Lineage,
    article_name,
    article_title,
    cited,
    entry,
    fuzzy_date,
    listed,
    or_null,
    pair,
    partner,
)


def _url(folder: str) -> Concat:
    return Concat(Value(f"/{folder}/"), F("slug"), Value("/"), output_field=TextField())


# ── Partners ─────────────────────────────────────────────────────────────────────────────────────


def public_partners():
    return Partner.objects.filter(public=True)


def partner_document() -> JSONObject:
    own = OuterRef("pk")
    aliases = PartnerAlias.objects.filter(partner=own).order_by("surface", "pk")
    children = Partner.objects.filter(parent=own, public=True).order_by("name", "pk")
    holders = Partner.objects.filter(holdings=own, public=True).order_by("name", "pk")
    twins = Initiative.objects.published().filter(also_partner=own)
    subjects = DisagreementSubject.objects.filter(
        partner=OuterRef(OuterRef("pk")), disagreement=OuterRef("pk")
    )
    disagreements = Disagreement.objects.filter(Exists(subjects), public=True).order_by("slug")
    return JSONObject(
        slug=F("slug"),
        url=_url("partners"),
        name=F("name"),
        names=pair("name"),
        kind=or_null("kind"),
        country=or_null("country"),
        country_basis=or_null("country_basis"),
        home_page=or_null("home_page"),
        identifiers=JSONObject(
            wikidata=or_null("wikidata"), lei=or_null("lei"), siren=or_null("siren")
        ),
        founded=fuzzy_date("founded"),
        ended=fuzzy_date("ended"),
        aliases=listed(
            aliases,
            JSONObject(
                name=F("surface"), citations=cited(AliasCitation.objects, alias=OuterRef("pk"))
            ),
        ),
        parent=Case(When(parent__public=True, then=_kin("parent__"))),
        children=listed(children, _kin("")),
        shareholders=listed(holders, partner("")),
        also_initiative=_first(twins, entry("")),
        citations=cited(PartnerCitation.objects, partner=own),
        conflicts=claims.conflicts(disagreements),
    )


def _kin(path: str) -> JSONObject:
    """A parent or a child, with the relation."""
    return JSONObject(
        slug=F(f"{path}slug"),
        name=F(f"{path}name"),
        names=pair(f"{path}name"),
        relation=or_null("parent_relation"),
        basis=or_null("parent_basis"),
    )


def _first(queryset, json):
    return Subquery(queryset.values(json=json)[:1])


# ── Sources ──────────────────────────────────────────────────────────────────────────────────────


def public_passages():
    """Passages under a published fact: those a source's page shows."""
    own = OuterRef("pk")
    said = claims.is_public_statement("statement__")
    return Citation.objects.filter(
        Q(Exists(Evidence.objects.filter(citation=own, initiative__state="published")))
        | Q(Exists(StatementCitation.objects.filter(said, citation=own)))
        | Q(Exists(PositionCitation.objects.filter(citation=own, stand__disagreement__public=True)))
    )


def public_sources():
    return SourceArticle.objects.filter(Exists(public_passages().filter(article=OuterRef("pk"))))


def source_document() -> JSONObject:
    passages = (
        public_passages().filter(article=OuterRef("pk")).order_by("paragraph", "locator", "pk")
    )
    original = article_name("same_dispatch_as__")
    return JSONObject(
        slug=F("slug"),
        url=_url("sources"),
        title=article_title(""),
        description=pair("description"),
        publisher=JSONObject(slug=F("publisher__slug"), name=F("publisher__name")),
        agency=Case(
            When(
                agency__isnull=False,
                then=JSONObject(name=F("agency__name"), form=or_null("agency_form")),
            )
        ),
        authors=F("authors"),
        kind=F("kind"),
        language=F("language"),
        access=or_null("access"),
        source_url=or_null("url"),
        archive_url=or_null("archive_url"),
        published=fuzzy_date("published"),
        updated=fuzzy_date("updated"),
        body_status=F("body_status"),
        same_dispatch_as=Case(When(Exists(_public_original()), then=original)),
        passages=listed(passages, _passage_with_facts()),
    )


def _public_original():
    return public_sources().filter(copies=OuterRef("pk"))


def _passage_with_facts() -> JSONObject:
    """A passage and every published fact it stands under: the reverse view of a footnote."""
    return JSONObject(
        id=F("pk"),
        locator=F("locator"),
        quote=or_null("quote"),
        paraphrase=pair("paraphrase"),
        facts=JoinedLists(
            listed(_facts_of_entries(), _fact()), listed(_facts_said(), _fact_said())
        ),
    )


def _facts_of_entries():
    links = Evidence.objects.filter(citation=OuterRef("pk"), initiative__state="published")
    links = links.filter(Q(participation=None) | Q(participation__partner__public=True))
    return links.order_by("initiative__slug", "position", "pk")


def _fact() -> JSONObject:
    return JSONObject(
        type=Case(
            When(participation__isnull=False, then=Value("participation")),
            When(investment__isnull=False, then=Value("investment")),
            When(milestone__isnull=False, then=Value("milestone")),
            When(metric__isnull=False, then=Value("metric")),
            When(lifecycle_status__isnull=False, then=Value("lifecycle")),
            default=Value("initiative"),
        ),
        id=Coalesce("participation", "investment", "milestone", "metric", "lifecycle_status", "id"),
        initiative=entry("initiative__"),
        label=JSONObject(fr=_fact_label("fr"), en=_fact_label("en")),
        stance=F("stance"),
        field=or_null("field"),
        note=pair("note"),
    )


def _fact_label(language: str) -> Case:
    """A few words for the fact: the partner, what happened, what is measured or paid for."""
    return Case(
        When(
            participation__isnull=False,
            then=Coalesce(
                or_null(f"participation__partner__name_{language}"),
                F("participation__partner__name"),
            ),
        ),
        When(milestone__isnull=False, then=or_null(f"milestone__what_{language}")),
        When(metric__isnull=False, then=or_null(f"metric__name_{language}")),
        When(investment__isnull=False, then=or_null(f"investment__scope_{language}")),
        output_field=TextField(),
    )


def _facts_said():
    links = StatementCitation.objects.filter(
        claims.is_public_statement("statement__"), citation=OuterRef("pk")
    )
    return links.order_by("statement", "position", "pk")


def _fact_said() -> JSONObject:
    return JSONObject(
        type=Value("statement"),
        id=F("statement"),
        initiative=Case(
            When(statement__initiative__state="published", then=entry("statement__initiative__"))
        ),
        label=pair("statement__paraphrase"),
        stance=F("stance"),
        field=or_null("field"),
        note=pair("note"),
    )


# ── Publishers and themes ────────────────────────────────────────────────────────────────────────


def public_publishers():
    return Publisher.objects.filter(Exists(public_sources().filter(publisher=OuterRef("pk"))))


def publisher_document() -> JSONObject:
    parent = JSONObject(slug=F("parent__slug"), name=F("parent__name"))
    return JSONObject(
        slug=F("slug"),
        url=Concat(Value("/sources/?publisher="), F("slug"), output_field=TextField()),
        name=F("name"),
        kind=F("kind"),
        country=or_null("country"),
        country_basis=or_null("country_basis"),
        home_page=or_null("home_page"),
        parent=Case(When(Exists(public_publishers().filter(children=OuterRef("pk"))), then=parent)),
    )


def public_themes():
    """Themes of published entries and their ancestors."""
    links = Initiative.themes.through.objects.filter(
        theme=OuterRef("pk"), initiative__state="published"
    )
    used = Theme.objects.filter(Exists(links)).annotate(
        line=Lineage("pk", function="theme_lineage")
    )
    return Theme.objects.filter(slug__in=used.values(each=Func(F("line"), function="unnest")))


def theme_document() -> JSONObject:
    children = Theme.objects.filter(parent=OuterRef("pk"), pk__in=public_themes().values("pk"))
    return JSONObject(
        slug=F("slug"),
        url=_url("themes"),
        name=pair("name"),
        definition=pair("definition"),
        parent=Case(
            When(
                parent__isnull=False,
                then=JSONObject(slug=F("parent__slug"), name=pair("parent__name")),
            )
        ),
        children=listed(children.order_by("slug"), JSONObject(slug=F("slug"), name=pair("name"))),
    )
