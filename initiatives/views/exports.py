"""Snapshots: the page that lists them, the same for programs, and their files."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..exports import snapshots
from ..exports.about import COLLECTIONS
from .addresses import site_url
from .pages import PublishedPage

SHOWN = 60  # on the page; the list for programs has them all
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
}
_PLAIN = "text/plain; charset=utf-8"


class ExportsView(PublishedPage):
    """The newest first. Asks the folder, and the database nothing."""

    template_name = "initiatives/exports.html"

    def open_reading(self):
        self.found = snapshots.every(settings.EXPORTS_DIR)
        return f"exports-{len(self.found)}-{self.found[0].name if self.found else ''}"

    def get_context(self):
        newest = self.found[0] if self.found else None
        return {
            "index_url": reverse("exports_index"),
            "newest": newest,
            "tables": _tables(newest) if newest else [],
            "others": _others(newest) if newest else [],
            "older": self.found[1 : SHOWN + 1],
            "more": max(0, len(self.found) - SHOWN - 1),
            "cite_url": f"{site_url(self.request)}{_address(newest, snapshots.MANIFEST)}"
            if newest
            else "",
        }


def _tables(snapshot) -> list[dict]:
    """The files of each collection side by side."""
    by_name = {each.name: each for each in snapshot.files}
    found = []
    for collection in [*COLLECTIONS, "claims"]:
        names = (f"{collection}.ndjson.gz", f"{collection}.fr.csv", f"{collection}.en.csv")
        files = [_file(snapshot, by_name[name]) if name in by_name else None for name in names]
        if any(files):
            count = next(each["count"] for each in files if each)
            label = COLLECTIONS.get(collection)
            found.append({"label": label, "count": count, "files": files})
    return found


def _others(snapshot) -> list[dict]:
    return [
        _file(snapshot, each)
        for each in snapshot.files
        if each.name.startswith(("delta-from-", "gone."))
    ]


def _file(snapshot, file) -> dict:
    return {
        "name": file.name,
        "url": _address(snapshot, file.name),
        "bytes": file.bytes,
        "sha256": file.sha256,
        "count": file.count,
    }


def _address(snapshot, name: str) -> str:
    return reverse("exports_file", args=[snapshot.name, name])


@require_safe
def index(request):
    """Every snapshot with its files, for programs."""
    found = snapshots.every(settings.EXPORTS_DIR)
    site = site_url(request)
    body = {
        "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
        "snapshots": [_told(each, site) for each in found],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _told(snapshot, site: str) -> dict:
    return {
        "name": snapshot.name,
        "created": snapshot.created.isoformat(),
        "counter": snapshot.counter,
        "delta_from": snapshot.delta_from,
        "datapackage": f"{site}{_address(snapshot, snapshots.MANIFEST)}",
        "sums": f"{site}{_address(snapshot, snapshots.SUMS)}",
        "files": [
            {**_file(snapshot, each), "url": f"{site}{_address(snapshot, each.name)}"}
            for each in snapshot.files
        ],
    }


@require_safe
def file(request, snapshot, name):
    """One file of a snapshot. Names that its manifest does not have are nobody's."""
    found = snapshots.find(settings.EXPORTS_DIR, snapshot)
    path = found.file(name) if found else None
    if path is None or not path.is_file():
        raise Http404
    tag = f'"{found.name}-{found.tag(name)}"'
    response = get_conditional_response(request, etag=tag)
    if not isinstance(response, HttpResponseNotModified):
        kind = _TYPES.get(path.suffix, _PLAIN)
        if request.method == "HEAD":
            response = HttpResponse(content_type=kind)
            response["Content-Length"] = path.stat().st_size
        else:
            response = FileResponse(path.open("rb"), content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{found.name}-{name}"'
    response["ETag"] = tag
    response["Cache-Control"] = _FOR_EVER
    response["Access-Control-Allow-Origin"] = "*"
    return response
