"""Articles: the list, and every published fact that one of them supports."""

from ..filters import SourceFilterSet
from ..publication.models import PublishedSource
from .lists import PublishedList
from .pages import PublishedDetail


class SourceListView(PublishedList):
    filterset_class = SourceFilterSet
    template_name = "sources/source_list.html"


class SourceDetailView(PublishedDetail):
    model = PublishedSource
    kind = "source"
    route = "initiatives:source_detail"
    template_name = "sources/source_detail.html"

    def get_context(self, row, source):
        return {"source": source}
