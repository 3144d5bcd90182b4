"""Subject headings: the list, and the entries under one of them."""

from django.utils.translation import gettext_lazy as _

from ..filters import ThemeFilterSet
from ..publication import reading
from ..publication.models import PublishedInitiative, PublishedInvestment, PublishedTheme
from ..publication.remembered import remembered
from ..publication.totals import totals
from .figures import Themes
from .initiatives import entry_row
from .lists import PublishedList
from .pages import LONGEST_LIST, PublishedDetail, documents


class ThemeListView(PublishedList):
    filterset_class = ThemeFilterSet
    template_name = "initiatives/theme_list.html"
    collection = "themes"
    heading = _("Themes")
    dek = _("What initiatives are about; a theme comprises the themes below it.")
    first_filters = ("parent",)

    def found(self):
        return {**super().found(), "figure": Themes(self.filterset, self.given)}


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
        money = PublishedInvestment.objects.filter(initiative__in=entries.values("pk"))
        return {
            "theme": theme,
            "money": remembered(
                self.opening, ("money of a theme", row["slug"]), lambda: totals(money)
            ),
            "rows": [entry_row(entry) for entry in documents(entries)],
            "count": count,
            "count_is_exact": is_exact,
            "most_shown": LONGEST_LIST,
        }
