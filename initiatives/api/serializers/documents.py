"""The document of each collection, and the lines of the change feed."""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    ListField,
    Serializer,
    UUIDField,
)

from sources import choices as sources

from ... import choices
from .claims import (
    ConflictSerializer,
    InvestmentClaimSerializer,
    MetricSerializer,
    MilestoneClaimSerializer,
    ParticipationSerializer,
    StatementClaimSerializer,
)
from .fields import CodeField, basis, nullable, text
from .pieces import (
    ArticleNameSerializer,
    BilingualSerializer,
    CitationSerializer,
    FuzzyDateSerializer,
    InitiativeNameSerializer,
    PartnerNameSerializer,
    PassageSerializer,
    PublisherNameSerializer,
    ThemeNameSerializer,
)


class DocumentSerializer(Serializer):
    """What every document of a collection has."""

    updated_at = DateTimeField(help_text="When anything in the document last changed.")


class AliasSerializer(Serializer):
    name = CharField()
    citation = nullable(PassageSerializer)


class PartnerAliasSerializer(Serializer):
    name = CharField()
    citations = CitationSerializer(many=True)


class StatusSerializer(Serializer):
    """A status, from a date on."""

    status = CodeField("LifecycleStatus", choices.LIFECYCLE_STATUSES)
    as_of = nullable(FuzzyDateSerializer)
    inferred = BooleanField()
    basis = BilingualSerializer()
    citations = CitationSerializer(many=True)


class LifecycleSerializer(StatusSerializer):
    """The latest status; the others are its history."""

    history = StatusSerializer(many=True)


class PlaceSerializer(Serializer):
    name = BilingualSerializer()
    city = text()
    cities = BilingualSerializer()
    department = text()
    country = text(help_text="ISO 3166-1.")
    inferred = BooleanField()
    citations = CitationSerializer(many=True)


class DatedAsSerializer(Serializer):
    kind = CodeField("DateKind", choices.DATE_KINDS)
    date = nullable(FuzzyDateSerializer)


class ParentSerializer(InitiativeNameSerializer):
    basis = BilingualSerializer(
        help_text="What the link is inferred from, where no source states it."
    )


class SupportSerializer(Serializer):
    """How well the initiative is supported. A dispatch and its copies are one origin."""

    origins = IntegerField()
    independent = IntegerField(help_text="Origins that are not the organisations' own words.")
    company = IntegerField(help_text="Origins that are.")
    publishers = IntegerField()
    articles = IntegerField()
    passages = IntegerField()
    archived = IntegerField(help_text="Articles with an archived copy.")


class InitiativeSerializer(DocumentSerializer):
    """One public entry, with everything the record holds about it."""

    slug = CharField()
    url = CharField(help_text="The path of its page, without language or host.")
    version = IntegerField(help_text="How many times it was published.")
    language = CharField(help_text="The language it was written in.")
    title = BilingualSerializer()
    title_coined = BooleanField(help_text="The title is ours, no source prints it.")
    title_as_stated = text()
    translation_stale = BooleanField(help_text="The original changed after it was translated.")
    kind = CodeField("InitiativeKind", choices.INITIATIVE_KINDS, allow_null=True)
    subkind = CodeField("InitiativeSubkind", choices.INITIATIVE_SUBKINDS, allow_null=True)
    lifecycle = nullable(LifecycleSerializer)
    summary = BilingualSerializer()
    description = BilingualSerializer(help_text="Markdown.")
    audience = BilingualSerializer()
    aliases = AliasSerializer(many=True)
    themes = ThemeNameSerializer(many=True)
    place = nullable(PlaceSerializer)
    country = text(help_text="ISO 3166-1: of the place, else of the lead partner.")
    country_basis = basis()
    start = nullable(FuzzyDateSerializer)
    end = nullable(FuzzyDateSerializer)
    first_known = nullable(FuzzyDateSerializer)
    dates = DatedAsSerializer(many=True)
    evidence_level = CodeField("EvidenceLevel", choices.EVIDENCE_LEVELS)
    parents = ParentSerializer(many=True)
    children = InitiativeNameSerializer(many=True)
    related = InitiativeNameSerializer(many=True)
    also_partner = nullable(
        PartnerNameSerializer, help_text="The organisation that the initiative also is."
    )
    participations = ParticipationSerializer(many=True)
    investments = InvestmentClaimSerializer(many=True)
    milestones = MilestoneClaimSerializer(many=True)
    metrics = MetricSerializer(many=True)
    statements = StatementClaimSerializer(many=True)
    citations = CitationSerializer(
        many=True, help_text="Of the entry itself, not of one of its claims."
    )
    conflicts = ConflictSerializer(many=True)
    evidence = nullable(SupportSerializer)
    first_published_at = DateTimeField()
    published_at = DateTimeField()
    last_verified_on = DateField(allow_null=True)


class InvestmentSerializer(DocumentSerializer, InvestmentClaimSerializer):
    """An investment, by itself."""


class MilestoneSerializer(DocumentSerializer, MilestoneClaimSerializer):
    """A milestone, by itself."""


class StatementSerializer(DocumentSerializer, StatementClaimSerializer):
    """A statement, by itself."""


class IdentifiersSerializer(Serializer):
    wikidata = text()
    lei = text()
    siren = text()


class KinSerializer(PartnerNameSerializer):
    relation = CodeField("PartnerRelation", choices.PARTNER_RELATIONS, allow_null=True)
    basis = basis()


class PartnerSerializer(DocumentSerializer):
    """One public organisation. What it takes part in is at `/initiatives/?partner=`."""

    slug = CharField()
    url = CharField(help_text="The path of its page, without language or host.")
    name = CharField()
    names = BilingualSerializer()
    kind = CodeField("PartnerKind", choices.PARTNER_KINDS, allow_null=True)
    country = text(help_text="ISO 3166-1, or EU.")
    country_basis = basis()
    home_page = text()
    identifiers = IdentifiersSerializer()
    founded = nullable(FuzzyDateSerializer)
    ended = nullable(FuzzyDateSerializer)
    aliases = PartnerAliasSerializer(many=True)
    parent = nullable(KinSerializer)
    children = KinSerializer(many=True)
    shareholders = PartnerNameSerializer(many=True)
    also_initiative = nullable(InitiativeNameSerializer)
    citations = CitationSerializer(many=True)
    conflicts = ConflictSerializer(many=True)


class AgencySerializer(Serializer):
    name = CharField()
    form = text(help_text="How the article names it.")


class FactSerializer(Serializer):
    """A published fact that a passage stands under."""

    type = ChoiceField(
        [
            "initiative",
            "participation",
            "investment",
            "milestone",
            "metric",
            "lifecycle",
            "statement",
        ]
    )
    id = UUIDField()
    initiative = nullable(InitiativeNameSerializer)
    label = BilingualSerializer()
    stance = CodeField("Stance", sources.STANCES)
    field = text()
    note = BilingualSerializer()


class PassageWithFactsSerializer(Serializer):
    id = UUIDField()
    locator = CharField()
    quote = text()
    paraphrase = BilingualSerializer()
    facts = FactSerializer(many=True)


class SourceSerializer(DocumentSerializer):
    """One article that the record cites, with every fact it supports. Never its text."""

    slug = CharField()
    url = CharField(help_text="The path of its page, without language or host.")
    title = text()
    description = BilingualSerializer(help_text="What it is, where its title is not known.")
    publisher = PublisherNameSerializer()
    agency = nullable(AgencySerializer)
    authors = ListField(child=CharField(), help_text="As printed.")
    kind = CodeField("SourceKind", sources.ARTICLE_KINDS)
    language = CharField()
    access = CodeField("Access", sources.ACCESS_LEVELS, allow_null=True)
    source_url = text()
    archive_url = text()
    published = nullable(FuzzyDateSerializer)
    updated = nullable(FuzzyDateSerializer)
    body_status = CodeField("BodyStatus", sources.BODY_STATUSES)
    same_dispatch_as = nullable(ArticleNameSerializer)
    passages = PassageWithFactsSerializer(many=True)


class PublisherSerializer(DocumentSerializer):
    """Who publishes sources."""

    slug = CharField()
    url = CharField(help_text="The path of the page of its articles, without language or host.")
    name = CharField()
    kind = CodeField("PublisherKind", sources.PUBLISHER_KINDS)
    country = text(help_text="ISO 3166-1.")
    country_basis = basis()
    home_page = text()
    parent = nullable(PublisherNameSerializer)


class ThemeSerializer(DocumentSerializer):
    """What initiatives are about. A filter by a theme includes the themes below it."""

    slug = CharField()
    url = CharField(help_text="The path of its page, without language or host.")
    name = BilingualSerializer()
    definition = BilingualSerializer()
    parent = nullable(ThemeNameSerializer)
    children = ThemeNameSerializer(many=True)


class ChangeSerializer(Serializer):
    """One line of the change feed."""

    seq = IntegerField(help_text="Grows from change to change; give the last one as `since`.")
    action = ChoiceField(["published", "corrected", "refreshed", "withdrawn", "merged"])
    type = ChoiceField(
        [
            "initiative",
            "partner",
            "source",
            "publisher",
            "theme",
            "statement",
            "person",
            "disagreement",
        ],
        help_text="`statement`: one of no initiative. The last two are corrected, nothing else.",
    )
    slug = text(help_text="Of a statement its id; null for what has no address of its own.")
    version = IntegerField(allow_null=True, help_text="Of an initiative.")
    at = DateTimeField()
    location = text(help_text="The path of its page now; null where there is none any more.")
