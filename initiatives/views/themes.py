"""Subject headings: the list, and the entries under one of them."""

from ..filters import ThemeFilterSet
from ..publication import reading
from ..publication.models import PublishedInitiative, PublishedTheme
from .initiatives import entry_row
from .lists import PublishedList
from .pages import PublishedDetail, documents


class ThemeListView(PublishedList):
    filterset_class = ThemeFilterSet
    template_name = "initiatives/theme_list.html"


class ThemeDetailView(PublishedDetail):
    model = PublishedTheme
    kind = "theme"
    route = "initiatives:theme_detail"
    template_name = "initiatives/theme_detail.html"

    def get_context(self, row, theme):
        entries = PublishedInitiative.objects.filter(
            state="published", themes__contains=[row["slug"]]
        )
        count, is_exact = reading.capped_count(entries)
        return {
            "theme": theme,
            "rows": [entry_row(entry) for entry in documents(entries)],
            "count": count,
            "count_is_exact": is_exact,
        }
