"""``format=csv|ndjson|xlsx`` of a list: all that its filters choose, as one file.

Everything that can be wrong is said before the first byte, as a problem document. Then the file is
read from the database while it is sent, in the reader's transaction, which lasts as long.
"""

from contextlib import ExitStack, closing
from datetime import UTC, datetime
from tempfile import TemporaryFile
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..exports import about, delimited, rows, stream, workbook
from ..exports import lines as ready
from ..exports.claims import ROWS_OF
from ..exports.turns import NoTurn, turn
from ..publication import reader, reading
from .base import FORMATS
from .pagination import address
from .problems import BadParameters, Busy

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_PAGES = ("page_size", "cursor")
_LANGUAGES = [code for code, _name in settings.LANGUAGES]
_WITH_A_PAGE = ("initiatives", "partners", "investments", "sources", "themes")


class File(StreamingHttpResponse):
    """A file and what it needs (``stack``) while it is sent.

    ``reads_on``: the transaction of the request as well (``tracker.middleware``).
    """

    def __init__(self, pieces, stack: ExitStack, *, reads_on: bool):
        super().__init__(pieces)
        self.reads_on = reads_on
        self._resource_closers.append(stack.close)


def format_of(request) -> str | None:
    """The format of the file asked for; ``None`` where none is, or one that is not known."""
    given = request.GET.getlist("format")
    return given[0] if given and given[0] in TYPES else None


def answer(view, request) -> HttpResponse:
    """The file that ``request`` asks for of a ``CollectionViewSet``."""
    suffix = format_of(request)
    filterset = _checked(view, request, suffix)
    told = _about(view, request, filterset)
    state = filterset.counter if suffix == "ndjson" else f"{filterset.counter}-{told.day}"
    if unchanged := view.unchanged(request, state):
        return unchanged
    made = _nothing() if request.method == "HEAD" else _made(view, filterset, told, suffix)
    made["Content-Type"] = TYPES[suffix]
    made["Content-Disposition"] = _disposition(told, suffix)
    made["Link"] = f'<{told.view}>; rel="alternate"'
    return view.fresh(made)


def _checked(view, request, suffix: str):
    """The filter set. Raises ``BadParameters``."""
    cut = [name for name in _IN_PAGES if name in request.GET]
    if cut:
        detail = "A file holds everything that the filters choose, so it has no pages."
        raise BadParameters([{"parameter": each, "detail": detail, "allowed": []} for each in cut])
    choices = {}
    if suffix != "ndjson":
        made_of = [rows.ENTRIES, rows.CLAIMS] if view.basename in ROWS_OF else [rows.ENTRIES]
        choices = {"lang": _LANGUAGES, "rows": made_of}
    return view.check_parameters(
        request,
        view.filterset_class,
        without=_IN_PAGES,
        formats=[*FORMATS, *TYPES],
        choices=choices,
    )


def _about(view, request, filterset) -> about.About:
    language = request.GET.get("lang", "en")
    query = request.GET.copy()
    for name in ("format", "lang", "rows"):
        query.pop(name, None)
    place = f"/{language}" if view.basename in _WITH_A_PAGE else "/api/v1"
    with override(language):
        asked = about.in_words(filterset)
    return about.About(
        collection=view.basename,
        rows=request.GET.get("rows", rows.ENTRIES),
        filter=asked,
        counter=filterset.counter,
        day=datetime.now(UTC).date(),
        view=address(request, f"{place}/{view.basename}/")
        + (f"?{query.urlencode()}" if query else ""),
        site=address(request, "/").removesuffix("/"),
        language=language,
    )


def _made(view, filterset, told: about.About, suffix: str) -> HttpResponse:
    table = rows.table_of(told.collection, told.rows)
    with ExitStack() as stack:
        try:
            stack.enter_context(turn())
        except NoTurn:
            raise Busy from None
        if suffix == "xlsx":
            _refuse_too_many(filterset)
        reader.take_time(reading.connection(), settings.EXPORT_SECONDS)
        if not told.filter:
            reader.walk_in_order(reading.connection())
        queryset = filterset.in_order()
        is_ready = (suffix, told.collection, told.rows) == ("csv", ready.COLLECTION, rows.ENTRIES)
        lines = stack.enter_context(
            closing(
                stream.lines_or_documents(queryset, told.language, ready.layout())
                if is_ready
                else view.lines(queryset)
            )
        )
        match suffix:
            case "ndjson":
                pieces = stream.in_pieces(lines)
            case "csv":
                pieces = delimited.pieces(table, lines, told)
            case _:
                file = stack.enter_context(TemporaryFile())
                try:
                    workbook.write(file, table, stream.decoded(lines), told)
                except workbook.TooManyRows:
                    raise _too_many() from None
                file.seek(0)
                pieces = iter(lambda: file.read(stream.PIECE), b"")
        begun = stream.begun(pieces)
        return File(begun, stack.pop_all(), reads_on=suffix != "xlsx")


def _refuse_too_many(filterset) -> None:
    """Raises ``BadParameters`` before anything is written. One query."""
    if filterset.qs.order_by().values("pk")[: workbook.MOST_ROWS + 1].count() > workbook.MOST_ROWS:
        raise _too_many()


def _too_many() -> BadParameters:
    detail = (
        f"A workbook holds at most {workbook.MOST_ROWS:,} rows. Ask for less, or for format=csv, "
        "which has no limit."
    )
    return BadParameters([{"parameter": "format", "detail": detail, "allowed": ["csv", "ndjson"]}])


def _nothing() -> HttpResponse:
    """What a HEAD gets: streamed, so that nobody takes its length for the file's."""
    return StreamingHttpResponse(())


def _disposition(told: about.About, suffix: str) -> str:
    """Two names: one for everybody, one in the words of the language."""
    name = told.file_name(suffix)
    with override(told.language):
        spoken = name.replace(f"-{told.collection}-", f"-{about.COLLECTIONS[told.collection]}-", 1)
        part = _("selection")
        spoken = spoken.replace("-selection-", f"-{part}-", 1).lower()
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(spoken)}"
