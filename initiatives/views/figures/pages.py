"""The pages of figures, their files, and the page to put into somebody else's."""

import datetime

from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.clickjacking import xframe_options_exempt

from ..addresses import site_url
from ..filter_forms import FilterForm
from ..lists import PublishedList
from . import FIGURES, Network, Timeline, files
from .base import Figure

MEDIA_TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}


class FigureView(PublishedList):
    """What shows a figure of the rows that the filters in the address choose."""

    figure_class: type[Figure]
    collection = "initiatives"
    is_embedded = False

    def typed(self):
        """With what can be chosen of the figure besides the filters."""
        typed = super().typed()
        for name, values in self.figure_class.options.items():
            if (value := self.request.GET.get(name)) in values:
                typed[name] = value
        return typed

    def data_url(self):
        given, self.given = self.given, self.given.copy()
        for name in (*self.figure_class.options, "page_size", "ordering"):
            self.given.pop(name, None)
        address = super().data_url()
        self.given = given
        return address

    def found(self):
        return {"figure": self.figure()}

    def figure(self) -> Figure:
        return self.figure_class(self.filterset, self.given, is_embedded=self.is_embedded)


class FigureForm(FilterForm):
    """The filters of a figure: what is drawn has its own order."""

    ordering = None


class FigurePage(FigureView):
    """A page of its own for a figure of initiatives: their filters, the drawing, its table."""

    template_name = "initiatives/figure_page.html"
    form_class = FigureForm
    first_filters = ("kind", "lifecycle", "theme", "partner", "dated_after")

    def found(self):
        found = super().found()
        figure = found["figure"]
        return {**found, "count": figure.count, "count_is_exact": figure.is_exact}


class TimelineView(FigurePage):
    figure_class = Timeline
    filterset_class = Timeline.filterset_class
    heading = gettext_lazy("Timeline")
    dek = gettext_lazy(
        "When each initiative is first known, what was forecast, what happened, and how it stands."
    )


class NetworkView(FigurePage):
    figure_class = Network
    filterset_class = Network.filterset_class
    heading = gettext_lazy("Network")
    dek = gettext_lazy("Which organisations take part in the same initiatives, and in how many.")
    first_filters = ("partner", "role", "kind", "theme", "dated_after")


class NamedFigure(FigureView):
    """A figure by its name in the address."""

    def setup(self, request, *args, name, **kwargs):
        super().setup(request, *args, name=name, **kwargs)
        if name not in FIGURES:
            raise Http404
        self.figure_class = FIGURES[name]
        self.filterset_class = self.figure_class.filterset_class


@method_decorator(csp_update({"style-src": [files.STYLE_HASH]}), name="dispatch")
class FigureFileView(NamedFigure):
    """The figure as SVG, PNG or CSV. A wrong filter is a 400 that says what is wrong.

    The drawings name the day, so that the entity tag moves with it.
    """

    def setup(self, request, *args, kind, **kwargs):
        super().setup(request, *args, kind=kind, **kwargs)
        self.kind = kind

    def open_reading(self):
        self.day = datetime.datetime.now(datetime.UTC).date().isoformat()
        return super().open_reading(), self.day

    def answer(self, *args, **kwargs):
        if not self.is_valid:
            wrong = FilterForm(self.filterset, self.given, ()).messages
            lines = "".join(
                f"{each['label']}{pgettext('colon', ': ')}{each['message']}\n" for each in wrong
            )
            return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
        response = HttpResponse(self._content(), content_type=MEDIA_TYPES[self.kind])
        name = f"veille-{self.figure_class.name}-{self.day}.{self.kind}"
        manner = "attachment" if self.kind == "csv" else "inline"
        response["Content-Disposition"] = f'{manner}; filename="{name}"'
        return response

    def _content(self) -> str | bytes:
        figure, site = self.figure(), site_url(self.request)
        if self.kind == "csv":
            return files.csv_text(figure, site=site)
        drawing = files.svg(figure, site=site, filters=self._filters_in_words(), day=self.day)
        return files.png(drawing) if self.kind == "png" else drawing

    def _filters_in_words(self) -> list[str]:
        chips = FilterForm(self.filterset, self.given, ()).chips
        return [
            pgettext("colon", ": ").join(
                str(part) for part in (chip["label"], chip["value"]) if part
            )
            for chip in chips
        ]


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class FigureEmbedView(NamedFigure):
    """The figure by itself, for an ``<iframe>`` anywhere: the one page that others may frame.

    It sets no cookie, runs no script, and leads back to the page it comes from.
    """

    template_name = "initiatives/figure_embed.html"
    is_embedded = True

    def get_context(self):
        context = {"is_valid": self.is_valid, "site": site_url(self.request)}
        if self.is_valid:
            return {**context, "figure": self.figure()}
        return {**context, "messages": FilterForm(self.filterset, self.given, ()).messages}
