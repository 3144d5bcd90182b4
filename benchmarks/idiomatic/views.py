"""A view set and a list page, as the documentation of DRF and Django teaches, with prefetching."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F
from django.db.models.functions import ExtractYear
from django.views.generic import ListView
from rest_framework.viewsets import ReadOnlyModelViewSet

from initiatives.models import Initiative, Participation

from .serializers import InitiativeSerializer

_PASSAGES = "evidence__citation__article__publisher"


def published():
    return Initiative.objects.filter(state="published").prefetch_related(
        *("themes", "translations", "statuses", _PASSAGES),
        *("participations__partner", f"participations__{_PASSAGES}"),
        *("investments__investors", "investments__recipient", f"investments__{_PASSAGES}"),
        *("milestones__actor", f"milestones__{_PASSAGES}"),
    )


class InitiativeViewSet(ReadOnlyModelViewSet):
    serializer_class = InitiativeSerializer
    lookup_field = "slug"

    def get_queryset(self):
        entries = published().order_by("-published_at", "-pk")
        words = self.request.query_params.get("q")
        if not words:
            return entries
        query = SearchQuery(words, config="simple")
        return (
            entries.filter(published_row__words_row__search=query)
            .annotate(rank=SearchRank(F("published_row__words_row__search"), query))
            .order_by("-rank", "-pk")
        )


class InitiativeListView(ListView):
    template_name = "initiative_list.html"
    paginate_by = 50

    def get_queryset(self):
        return published().order_by("-published_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, facets=facets())


def facets() -> dict[str, list]:
    """Six of them, by GROUP BY on the base tables."""
    entries = Initiative.objects.filter(state="published")
    rows = {
        "kind": entries.values(value=F("kind")),
        "status": entries.values(value=F("statuses__status")),
        "theme": entries.values(value=F("themes__name_en")),
        "country": entries.values(value=F("country")),
        "year": entries.values(value=ExtractYear("start_earliest")),
        "partner": Participation.objects.filter(initiative__state="published").values(
            value=F("partner__name")
        ),
    }
    return {
        name: list(
            grouped.annotate(
                count=Count("initiative" if name == "partner" else "pk", distinct=True)
            ).order_by("-count")[:20]
        )
        for name, grouped in rows.items()
    }
