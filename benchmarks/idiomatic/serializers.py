"""Nested model serializers over the desk rows: the members that a published document has."""

from rest_framework import serializers

from initiatives.models import (
    Evidence,
    Initiative,
    Investment,
    LifecycleStatus,
    Milestone,
    Participation,
    Partner,
    Theme,
    Translation,
)
from initiatives.models.evidence import CLAIMS
from sources.models import Citation, Publisher, SourceArticle


class FuzzyDateField(serializers.Serializer):
    """The columns of one fuzzy date as an object; ``source="*"`` and the column's name."""

    def __init__(self, column: str):
        super().__init__(source="*")
        self.column = column

    def to_representation(self, row):
        edtf = getattr(row, self.column)
        if not edtf:
            return None
        return {
            "edtf": edtf,
            "earliest": getattr(row, f"{self.column}_earliest"),
            "latest": getattr(row, f"{self.column}_latest"),
            "inferred": getattr(row, f"{self.column}_inferred"),
            "basis": {
                "fr": getattr(row, f"{self.column}_basis_fr"),
                "en": getattr(row, f"{self.column}_basis_en"),
            },
        }


class PublisherSerializer(serializers.ModelSerializer):
    class Meta:
        model = Publisher
        fields = ["slug", "name"]


class ArticleSerializer(serializers.ModelSerializer):
    publisher = PublisherSerializer()
    published = FuzzyDateField("published")

    class Meta:
        model = SourceArticle
        fields = ["slug", "title", "language", "url", "publisher", "published"]


class CitationSerializer(serializers.ModelSerializer):
    article = ArticleSerializer()

    class Meta:
        model = Citation
        fields = ["id", "article", "locator", "quote", "paraphrase_fr", "paraphrase_en"]


class EvidenceSerializer(serializers.ModelSerializer):
    citation = CitationSerializer()

    class Meta:
        model = Evidence
        fields = ["citation", "stance", "field", "stated_value", "note_fr", "note_en"]


class PartnerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Partner
        fields = ["slug", "name", "name_fr", "name_en"]


class ThemeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Theme
        fields = ["slug", "name_fr", "name_en"]


class TranslationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Translation
        fields = ["language", "title", "summary", "description"]


class StatusSerializer(serializers.ModelSerializer):
    as_of = FuzzyDateField("as_of")

    class Meta:
        model = LifecycleStatus
        fields = ["status", "as_of", "inferred", "basis_fr", "basis_en"]


class ParticipationSerializer(serializers.ModelSerializer):
    partner = PartnerSerializer()
    since = FuzzyDateField("since")
    until = FuzzyDateField("until")
    evidence = EvidenceSerializer(many=True)

    class Meta:
        model = Participation
        fields = [
            *("id", "partner", "role", "stated", "how_fr", "how_en", "since", "until", "evidence"),
        ]


class InvestmentSerializer(serializers.ModelSerializer):
    date = FuzzyDateField("date")
    investors = PartnerSerializer(many=True)
    recipient = PartnerSerializer()
    evidence = EvidenceSerializer(many=True)

    class Meta:
        model = Investment
        fields = [
            *("id", "kind", "stage", "scope_fr", "scope_en", "disclosure", "amount_min"),
            *("amount_max", "currency", "qualifier", "date", "period", "investors"),
            *("investors_complete", "investors_inferred", "recipient_kind", "recipient"),
            *("part_of", "note_fr", "note_en", "evidence"),
        ]


class MilestoneSerializer(serializers.ModelSerializer):
    date = FuzzyDateField("date")
    actor = PartnerSerializer()
    evidence = EvidenceSerializer(many=True)

    class Meta:
        model = Milestone
        fields = [
            *("id", "what_fr", "what_en", "date", "kind", "state", "fulfils", "actor"),
            *("note_fr", "note_en", "evidence"),
        ]


class InitiativeSerializer(serializers.ModelSerializer):
    themes = ThemeSerializer(many=True)
    translations = TranslationSerializer(many=True)
    statuses = StatusSerializer(many=True)
    start = FuzzyDateField("start")
    end = FuzzyDateField("end")
    participations = ParticipationSerializer(many=True)
    investments = InvestmentSerializer(many=True)
    milestones = MilestoneSerializer(many=True)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = Initiative
        fields = [
            *("slug", "version", "language", "title", "title_coined", "title_as_stated", "kind"),
            *("subkind", "statuses", "summary", "description", "audience_fr", "audience_en"),
            *("themes", "translations", "place_name_fr", "place_name_en", "city_fr", "city_en"),
            *("country", "start", "end", "evidence_level", "participations", "investments"),
            *("milestones", "evidence", "first_published_at", "published_at", "updated_at"),
            "last_verified_on",
        ]

    def get_evidence(self, entry):
        own = [
            each
            for each in entry.evidence.all()
            if not any(getattr(each, f"{claim}_id") for claim in CLAIMS)  # no query for each
        ]
        return EvidenceSerializer(own, many=True).data
