"""The columns of each published table, as expressions over the desk rows they are made of."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from ..models import (
    Evidence,
    Initiative,
    InitiativeAlias,
    InitiativeParent,
    Investment,
    Metric,
    Milestone,
    Participation,
    Partner,
    PartnerAlias,
    StatementCitation,
    Theme,
    Translation,
)
from . import claims, document, quotes, references
from .expressions import (
    AllVectors,
    Folded,
    IndexedName,
    IndexedWords,
    JoinedWords,
    Lineage,
    SortedSet,
    article_title,
    text,
    texts,
    title_in,
    words_in,
)
from .models import (
    PublishedInitiative,
)

PREFIX = "p_"  # annotations may not be called like the desk's own columns


def _as(**columns) -> dict:
    return {f"{PREFIX}{name}": expression for name, expression in columns.items()}


def _sources(links, more=()) -> dict:
    """The ``sources`` and ``publishers`` columns: slugs of where the passages come from."""
    article = "citation__article"
    return {
        "sources": SortedSet(*(texts(each, F(f"{article}__slug")) for each in (links, *more))),
        "publishers": SortedSet(
            *(texts(each, F(f"{article}__publisher__slug")) for each in (links, *more))
        ),
    }


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────


def entry() -> dict:
    """Every entry that is or was public. What is gone keeps its address and reason, no more."""
    own = OuterRef("pk")
    known = document.first_known()
    words = StatementCitation.objects.filter(statement__initiative=own)
    also_words = StatementCitation.objects.filter(statement__also_about=own)
    leads = Participation.objects.filter(initiative=own, role="lead", partner__public=True)
    themes = Initiative.themes.through.objects.filter(initiative=own)
    shown = _as(
        document=text(document.initiative()),
        quotes=quotes.of_initiative(),
        title_fr=Coalesce(title_in("fr"), F("title"), output_field=TextField()),
        title_en=Coalesce(title_in("en"), F("title"), output_field=TextField()),
        sort_title=Folded(F("title")),
        kind=F("kind"),
        lifecycle=Coalesce(document.current_status(), Value("")),
        evidence_level=F("evidence_level"),
        themes=SortedSet(
            texts(themes, Func(Lineage("theme", function="theme_lineage"), function="unnest"))
        ),
        countries=SortedSet(
            texts(Initiative.objects.filter(pk=own).exclude(country=""), F("country")),
            texts(leads.exclude(partner__country=""), F("partner__country")),
        ),
        **_sources(Evidence.objects.filter(initiative=own), (words, also_words)),
        parents=SortedSet(
            texts(
                InitiativeParent.objects.filter(child=own, parent__state="published"),
                F("parent__slug"),
            )
        ),
        has_conflict=Exists(claims.conflicts_of_entry()),
        first_known_earliest=Cast(
            Coalesce(KeyTextTransform("earliest", known), KeyTextTransform("latest", known)),
            DateField(),
        ),
        first_known_latest=Cast(KeyTextTransform("latest", known), DateField()),
        prose=words_in("summary"),
    )
    columns = {name: _while_published(name, expression) for name, expression in shown.items()}
    return columns | _as(
        initiative_id=F("pk"),
        slug=F("slug"),
        state=F("state"),
        reason=F("withdrawal_reason"),
        merged_into=Coalesce(F("merged_into__slug"), Value("")),
        version=F("version"),
        published_at=F("published_at"),
    )


def _while_published(name: str, expression) -> Case:
    """The column's value for a published entry, nothing for one that is gone."""
    columns = {field.attname: field for field in PublishedInitiative._meta.concrete_fields}
    field = columns[name.removeprefix(PREFIX)]
    nothing = None if field.null else [] if isinstance(field, ArrayField) else field.get_default()
    return Case(
        When(state="published", then=expression),
        default=Value(nothing, output_field=field),
        output_field=field,
    )


def entry_words() -> dict:
    return _as(
        initiative_id=F("pk"),
        published_at=F("published_at"),
        search=AllVectors(*_own_words(), *names_of_partners()),
    )


def _own_words() -> list:
    """What a search finds an entry by: its names, then its prose and what it is about, then its
    claims.
    """
    own = OuterRef("pk")
    translations = Translation.objects.filter(initiative=own)
    participations = claims.public_participations().filter(initiative=own)
    milestones = Milestone.objects.filter(initiative=own)
    metrics = Metric.objects.filter(initiative=own)
    investments = Investment.objects.filter(initiative=own)
    themes = Theme.objects.filter(initiatives=own)
    aliases = InitiativeAlias.objects.filter(initiative=own)
    return [
        IndexedName(F("title"), "A"),
        IndexedName(F("title_as_stated"), "A"),
        IndexedName(_words_of(translations, "title"), "A"),
        IndexedName(_words_of(aliases, "surface"), "A"),
        IndexedWords(_words_of(themes, "name_fr", "name_en"), "C"),
        IndexedName(F("city_fr"), "C"),
        IndexedName(F("city_en"), "C"),
        IndexedWords(F("place_name_fr"), "C"),
        IndexedWords(F("place_name_en"), "C"),
        IndexedWords(F("summary"), "C"),
        IndexedWords(F("description"), "C"),
        IndexedWords(_words_of(translations, "summary", "description"), "C"),
        IndexedWords(F("audience_fr"), "D"),
        IndexedWords(F("audience_en"), "D"),
        IndexedWords(_words_of(participations, "how_fr", "how_en"), "D"),
        IndexedWords(_words_of(milestones, "what_fr", "what_en"), "D"),
        IndexedWords(_words_of(metrics, "name_fr", "name_en"), "D"),
        IndexedWords(_words_of(investments, "scope_fr", "scope_en"), "D"),
    ]


def names_of_partners() -> list:
    """And who takes part, which alone has the weight B and comes last: so that it can be replaced
    where nothing but a name has changed (``renaming``).
    """
    own = OuterRef("pk")
    partners = Partner.objects.filter(participations__initiative=own, public=True)
    spellings = PartnerAlias.objects.filter(
        partner__participations__initiative=own, partner__public=True, match=True
    )
    return [
        IndexedName(_words_of(partners, "name", "name_fr", "name_en"), "B"),
        IndexedName(_words_of(spellings, "surface"), "B"),
    ]


def _words_of(queryset, *columns) -> JoinedWords:
    return JoinedWords(SortedSet(*(texts(queryset, F(column)) for column in columns)))


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────


def participation() -> dict:
    return _as(
        id=F("pk"),
        initiative_id=F("initiative_id"),
        document=text(claims.participation()),
        partner=F("partner__slug"),
        lineage=Lineage("partner", function="partner_lineage"),
        role=F("role"),
        position=F("position"),
        **_sources(Evidence.objects.filter(participation=OuterRef("pk"))),
    )


def investment() -> dict:
    investors = Partner.objects.filter(investments_made=OuterRef("pk"), public=True)
    received = Partner.objects.filter(investments_received=OuterRef("pk"), public=True)
    twin = Partner.objects.filter(also_initiative=OuterRef("initiative"), public=True)
    own = Case(When(recipient_kind="self", then=texts(twin, F("slug"))))
    own_line = Case(When(recipient_kind="self", then=texts(twin, _line())))
    return _as(
        id=F("pk"),
        initiative_id=F("initiative_id"),
        document=text(claims.investment()),
        partners=SortedSet(texts(investors, F("slug")), texts(received, F("slug")), _or_none(own)),
        lineage=SortedSet(texts(investors, _line()), texts(received, _line()), _or_none(own_line)),
        kind=F("kind"),
        stage=F("stage"),
        disclosure=F("disclosure"),
        currency=F("currency"),
        amount_min=F("amount_min"),
        amount_max=F("amount_max"),
        part_of=Case(When(part_of__initiative__state="published", then=F("part_of"))),
        date_earliest=F("date_earliest"),
        date_latest=F("date_latest"),
        has_conflict=Exists(_public_disagreements().filter(subjects__investment=OuterRef("pk"))),
        **_sources(Evidence.objects.filter(investment=OuterRef("pk"))),
    )


def _line() -> Func:
    return Func(Lineage("pk", function="partner_lineage"), function="unnest")


def _or_none(array) -> Coalesce:
    return Coalesce(array, Value([], output_field=ArrayField(TextField())))


def _public_disagreements():
    return claims.Disagreement.objects.filter(public=True)


def milestone() -> dict:
    return _as(
        id=F("pk"),
        initiative_id=F("initiative_id"),
        document=text(claims.milestone()),
        kind=F("kind"),
        state=F("state"),
        date_earliest=F("date_earliest"),
        date_latest=F("date_latest"),
        **_sources(Evidence.objects.filter(milestone=OuterRef("pk"))),
    )


def statement() -> dict:
    also_about = Initiative.objects.published().filter(also_statements=OuterRef("pk"))
    return _as(
        id=F("pk"),
        initiative_id=F("initiative_id"),
        document=text(claims.statement()),
        quotes=quotes.of_statement(),
        also_about=SortedSet(texts(also_about, F("slug"))),
        partner=Coalesce(
            Case(When(partner__public=True, then=F("partner__slug"))),
            Value(""),
            output_field=TextField(),
        ),
        lineage=_or_none(
            Case(When(partner__public=True, then=Lineage("partner", function="partner_lineage")))
        ),
        type=F("type"),
        is_market_remark=Case(
            When(~Q(topic_en=""), then=True), default=False, output_field=BooleanField()
        ),
        date_earliest=F("date_earliest"),
        date_latest=F("date_latest"),
        search=AllVectors(
            IndexedWords(F("topic_fr"), "A"),
            IndexedWords(F("topic_en"), "A"),
            IndexedWords(F("paraphrase_fr"), "B"),
            IndexedWords(F("paraphrase_en"), "B"),
        ),
        **_sources(StatementCitation.objects.filter(statement=OuterRef("pk"))),
    )


# ── What entries name ────────────────────────────────────────────────────────────────────────────


def partner() -> dict:
    spellings = PartnerAlias.objects.filter(partner=OuterRef("pk"))
    parent = Partner.objects.filter(subsidiaries=OuterRef("pk"), public=True)
    return _as(
        partner_id=F("pk"),
        slug=F("slug"),
        document=text(references.partner_document()),
        quotes=quotes.of_partner(),
        sort_title=Folded(F("name")),
        kind=F("kind"),
        country=F("country"),
        parents=SortedSet(texts(parent, F("slug"))),
        search=AllVectors(
            IndexedName(F("name"), "A"),
            IndexedName(F("name_fr"), "A"),
            IndexedName(F("name_en"), "A"),
            IndexedName(JoinedWords(texts(spellings, F("surface"))), "B"),
        ),
    )


def source() -> dict:
    return _as(
        article_id=F("pk"),
        slug=F("slug"),
        document=text(references.source_document()),
        quotes=quotes.of_source(),
        sort_title=Folded(article_title("")),
        kind=F("kind"),
        publisher=F("publisher__slug"),
        date_earliest=F("published_earliest"),
        date_latest=F("published_latest"),
        search=AllVectors(
            IndexedName(F("title"), "A"),
            IndexedWords(F("description_fr"), "A"),
            IndexedWords(F("description_en"), "A"),
            IndexedName(F("publisher__name"), "B"),
        ),
    )


def publisher() -> dict:
    return _as(
        publisher_id=F("pk"),
        slug=F("slug"),
        document=text(references.publisher_document()),
        quotes=quotes.of_publisher(),
        sort_title=Folded(F("name")),
        kind=F("kind"),
        country=F("country"),
        search=AllVectors(
            IndexedName(F("name"), "A"),
            IndexedName(JoinedWords(F("aliases")), "B"),
        ),
    )


def theme() -> dict:
    parent = Theme.objects.filter(children=OuterRef("pk"))
    return _as(
        theme_id=F("pk"),
        slug=F("slug"),
        document=text(references.theme_document()),
        quotes=quotes.of_theme(),
        sort_title=Folded(F("name_en")),
        parents=SortedSet(texts(parent, F("slug"))),
        search=AllVectors(
            IndexedName(F("name_fr"), "A"),
            IndexedName(F("name_en"), "A"),
            IndexedWords(F("definition_fr"), "C"),
            IndexedWords(F("definition_en"), "C"),
        ),
    )
