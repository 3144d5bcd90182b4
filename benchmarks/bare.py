"""What the machine can do at most: no framework, a constant body or stored documents fetched by
psycopg. Run by the same server with as many workers and threads as the product.
"""

import json
import os
import threading
from functools import lru_cache
from urllib.parse import parse_qs

import psycopg

_PAGE = """
SELECT document, to_json(updated_at)::text FROM (
    SELECT document, updated_at, published_at, id FROM initiatives_publishedinitiative
    WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 50
) page
"""
_ONE = """
SELECT document, to_json(updated_at)::text FROM initiatives_publishedinitiative WHERE slug = %s
"""
_held = threading.local()


def application(environ, start_response):
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    body = _ANSWERS[environ["PATH_INFO"]](asked)
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def _constant(asked) -> bytes:
    return _filler(int(asked["bytes"]))


@lru_cache
def _filler(size: int) -> bytes:
    return json.dumps("x" * (size - 2)).encode()


def _documents(asked) -> bytes:
    rows = _connection().execute(_PAGE, prepare=True).fetchall()
    return f'{{"results": [{", ".join(_spliced(*row) for row in rows)}]}}'.encode()


def _document(asked) -> bytes:
    row = _connection().execute(_ONE, [asked["slug"]], prepare=True).fetchone()
    return _spliced(*row).encode()


def _spliced(document: str, updated_at: str) -> str:
    return f'{{"updated_at": {updated_at}, {document[1:]}'


def _connection() -> psycopg.Connection:
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return _held.connection


# ── Six GROUP BY over desk rows, as somebody would write them who has no published ones ──────────

_ENTRIES = "SELECT id FROM initiatives_initiative WHERE state = 'published'"
_GROUPED = {
    "kind": "SELECT kind, count(*) FROM initiatives_initiative WHERE id IN ({}) GROUP BY 1",
    "lifecycle": "SELECT status, count(DISTINCT initiative_id) FROM initiatives_lifecyclestatus"
    " WHERE initiative_id IN ({}) GROUP BY 1",
    "theme": "SELECT slug, count(DISTINCT initiative_id) FROM initiatives_initiative_themes"
    " JOIN initiatives_theme theme ON theme.id = theme_id WHERE initiative_id IN ({}) GROUP BY 1",
    "country": "SELECT country, count(*) FROM initiatives_initiative WHERE id IN ({}) GROUP BY 1",
    "role": "SELECT role, count(DISTINCT initiative_id) FROM initiatives_participation"
    " WHERE initiative_id IN ({}) GROUP BY 1",
    "partner": "SELECT slug, count(DISTINCT initiative_id) FROM initiatives_participation"
    " JOIN initiatives_partner partner ON partner.id = partner_id WHERE initiative_id IN ({})"
    " GROUP BY 1",
}
_CHOSEN = {
    "kind": " AND kind = %s",
    "q": " AND id IN (SELECT id FROM initiatives_publishedentrywords"
    " WHERE search @@ plainto_tsquery('simple', %s))",
}


def _grouped(asked) -> bytes:
    entries = _ENTRIES + "".join(_CHOSEN[name] for name in asked)
    facets = {}
    for name, statement in _GROUPED.items():
        sql = f"{statement.format(entries)} ORDER BY 2 DESC, 1 LIMIT 200"
        facets[name] = _connection().execute(sql, list(asked.values())).fetchall()
    return json.dumps(facets).encode()


_ANSWERS = {
    "/constant/": _constant,
    "/documents/": _documents,
    "/document/": _document,
    "/grouped/": _grouped,
}
