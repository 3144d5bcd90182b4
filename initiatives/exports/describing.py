"""What a snapshot says of itself: a Frictionless Data Package (https://specs.frictionlessdata.io/)
for programs, a README in both languages for people.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import override

from . import claims
from .columns import Column
from .delta import COLUMNS as DELTA_COLUMNS
from .delta import Delta
from .snapshots import digest
from .tables import TABLES

_TYPES = {
    "number": "number",
    "integer": "integer",
    "day": "date",
    "moment": "datetime",
    "boolean": "boolean",
}
_README = Path(__file__).with_name("snapshot_readme.md")
GONE = ("slug", "state", "reason", "merged_into", "updated_at")


def package(
    making: Path,
    *,
    name: str,
    created: datetime,
    counter: int,
    counts: Mapping[str, int],
    delta: Delta | None,
) -> dict:
    """The descriptor of the files in ``making``."""
    resources = []
    for path in sorted(making.iterdir(), key=_place):
        collection, language = path.name.split(".")[0], path.name.split(".")[-2]
        rows = delta.count if delta and collection == delta.name else counts[collection]
        resources.append(_resource(path, collection, language, rows))
    return {
        "profile": "data-package",
        "name": f"{slugify(settings.SITE_NAME) or 'export'}-{slugify(name)}",
        "id": settings.SITE_URL + f"/exports/{name}/" if settings.SITE_URL else name,
        "title": f"{settings.SITE_NAME}, {name}",
        "description": (
            "Everything public, with the passages under each claim. An entry that is withdrawn "
            "later stays in the snapshots made before; gone.csv of the newest one names it."
        ),
        "version": name,
        "created": created.replace(microsecond=0).isoformat(),
        "counter": counter,
        **({"homepage": settings.SITE_URL} if settings.SITE_URL else {}),
        "licenses": [
            {
                "name": settings.DATA_LICENCE.replace(" ", "-"),
                "title": settings.DATA_LICENCE,
                "path": settings.DATA_LICENCE_URL,
            }
        ],
        "resources": resources,
    }


def _place(path: Path) -> tuple:
    """Collections in their order, what is gone and what changed at the end."""
    order = [*TABLES, "claims", "gone"]
    collection = path.name.split(".")[0]
    return (order.index(collection) if collection in order else len(order), path.name)


def _resource(path: Path, collection: str, language: str, rows: int) -> dict:
    described = {
        "name": slugify(path.name.replace(".", "-")),
        "path": path.name,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
    }
    if path.suffix == ".gz":
        return described | {
            "profile": "data-resource",
            "type": "file",  # not a table: its lines are documents
            "count": rows,
            "format": "ndjson",
            "compression": "gz",
            "mediatype": "application/x-ndjson",
            "encoding": "utf-8",
        }
    return described | {
        "profile": "tabular-data-resource",
        "rows": rows,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": _schema(collection, language),
    }


def _schema(collection: str, language: str) -> dict:
    if collection == "gone":
        types = {"updated_at": "datetime"}
        fields = [{"name": name, "type": types.get(name, "string")} for name in GONE]
        return {"fields": fields, "primaryKey": ["slug"]}
    if collection.startswith("delta-from-"):
        fields = [{"name": name, "type": "string"} for name in DELTA_COLUMNS]
        return {"fields": fields, "primaryKey": ["collection", "key"]}
    columns = claims.COLUMNS if collection == "claims" else TABLES[collection]
    with override(language):
        schema = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if collection != "claims":
        schema["primaryKey"] = [columns[0].name]
    return schema


def _field(column: Column) -> dict:
    return {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "title": str(column.heading),
    }


def readme(package: dict) -> str:
    """What the folder is, in both languages."""
    values = {
        "site": settings.SITE_NAME,
        "name": package["version"],
        "created": package["created"],
        "counter": package["counter"],
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
        "url": package["id"],
        "year": package["created"][:4],
    }
    return _README.read_text(encoding="utf-8").format(**values)
