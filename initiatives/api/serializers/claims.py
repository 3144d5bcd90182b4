"""What an initiative claims, and where sources disagree about it."""

from rest_framework.serializers import BooleanField, CharField, ListField, Serializer, UUIDField

from ... import choices
from .fields import AmountField, CodeField, basis, nullable, text
from .pieces import (
    BilingualSerializer,
    CitationSerializer,
    FuzzyDateSerializer,
    InitiativeNameSerializer,
    MoneySerializer,
    PartnerNameSerializer,
    PartnerOrPersonSerializer,
)


class ClaimSerializer(Serializer):
    id = UUIDField()
    initiative = InitiativeNameSerializer()
    citations = CitationSerializer(many=True)


class ParticipationSerializer(ClaimSerializer):
    """A partner in a role."""

    partner = PartnerNameSerializer()
    role = CodeField("Role", choices.ROLES)
    stated = CodeField("Stated", choices.STATED)
    how = BilingualSerializer()
    until = nullable(FuzzyDateSerializer)

    def get_fields(self):
        return {**super().get_fields(), "from": nullable(FuzzyDateSerializer)}


class RecipientSerializer(Serializer):
    """Who gets the money; for `self`, the organisation that the initiative also is, if any."""

    collection = "partners"

    kind = CodeField("RecipientKind", choices.RECIPIENT_KINDS)
    slug = text()
    name = text()
    names = BilingualSerializer()


class InvestmentClaimSerializer(ClaimSerializer):
    """Money put into an initiative."""

    url = CharField(help_text="The path of its page, without language or host.")
    kind = CodeField("InvestmentKind", choices.INVESTMENT_KINDS)
    stage = CodeField("InvestmentStage", choices.INVESTMENT_STAGES, allow_null=True)
    scope = BilingualSerializer(help_text="What the money is for.")
    money = MoneySerializer()
    date = nullable(FuzzyDateSerializer)
    period = CodeField("InvestmentPeriod", choices.INVESTMENT_PERIODS)
    investors = PartnerNameSerializer(many=True)
    investors_complete = BooleanField(help_text="All investors are named.")
    investors_inferred = BooleanField(help_text="No source names the investors; they are inferred.")
    investor_share_disclosed = BooleanField(
        allow_null=True, help_text="What each investor puts in is known."
    )
    recipient = RecipientSerializer()
    part_of = UUIDField(
        allow_null=True, help_text="The larger investment this one is part of: never add both."
    )
    note = BilingualSerializer()


class MilestoneClaimSerializer(ClaimSerializer):
    """What happened, or was forecast."""

    what = BilingualSerializer()
    date = nullable(FuzzyDateSerializer)
    kind = CodeField("MilestoneKind", choices.MILESTONE_KINDS)
    state = CodeField("MilestoneState", choices.MILESTONE_STATES)
    fulfils = UUIDField(allow_null=True, help_text="The forecast that this event realises.")
    fulfilled_by = ListField(child=UUIDField(), help_text="The events that realise this forecast.")
    who = nullable(PartnerOrPersonSerializer)
    note = BilingualSerializer()


class MetricSerializer(ClaimSerializer):
    """A figure that is not money. In words only: both values null, `display` set."""

    name = BilingualSerializer()
    value_min = AmountField(allow_null=True)
    value_max = AmountField(allow_null=True)
    unit = CodeField("Unit", choices.METRIC_UNITS)
    qualifier = CodeField("Qualifier", choices.METRIC_QUALIFIERS, allow_null=True)
    nature = CodeField("MetricNature", choices.METRIC_NATURES)
    display = text()
    scope = BilingualSerializer()
    claimed_by = PartnerOrPersonSerializer(many=True)
    date = nullable(FuzzyDateSerializer)


class FigureSerializer(Serializer):
    value_min = AmountField()
    value_max = AmountField()
    unit = CodeField("Unit", choices.METRIC_UNITS)
    qualifier = CodeField("Qualifier", choices.METRIC_QUALIFIERS, allow_null=True)
    scope = BilingualSerializer()


class StatementClaimSerializer(Serializer):
    """What somebody said, in our words: a position, never a fact. A market remark has a topic and
    no initiative.
    """

    id = UUIDField()
    initiative = nullable(InitiativeNameSerializer)
    also_about = InitiativeNameSerializer(many=True)
    speaker = text(help_text="The person's name.")
    capacity = BilingualSerializer(help_text="The speaker's title, or who speaks.")
    also_said_by = ListField(child=CharField())
    partner = nullable(PartnerNameSerializer)
    type = CodeField("StatementType", choices.STATEMENT_TYPES, allow_null=True)
    date = nullable(FuzzyDateSerializer)
    paraphrase = BilingualSerializer()
    topic = BilingualSerializer()
    figure = nullable(FigureSerializer)
    citations = CitationSerializer(many=True)


class PositionSerializer(Serializer):
    words = BilingualSerializer()
    citations = CitationSerializer(many=True)


class ConflictSerializer(Serializer):
    """Sources that disagree, side by side."""

    slug = CharField()
    topic = BilingualSerializer()
    nature = CodeField("ConflictNature", choices.CONFLICT_NATURES)
    positions = PositionSerializer(many=True)
    resolution = BilingualSerializer()
    resolution_basis = basis()
