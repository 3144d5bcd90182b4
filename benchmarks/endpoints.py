"""What is asked of each server, over and over, in rounds, and what an answer cost."""

import base64
import json
import math
import statistics
from dataclasses import dataclass, field

from .load import Load, cost, get, load, warm
from .servers import Server
from .words import COMMON, FILTERED_KIND, MID

SIX = ("kind", "lifecycle", "theme", "country", "role", "partner")
PAGE_SIZE = 50
TOO_SLOW = 1000  # milliseconds of a request, of which eight at a time would say no more
_LIST = "/api/v1/initiatives/"


@dataclass
class Endpoint:
    """One address, and what each round found: what a request costs in milliseconds of processor
    time, what one connection got and what eight.
    """

    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    costs: list[float] = field(default_factory=list)
    c1: list[Load] = field(default_factory=list)
    c8: list[Load] = field(default_factory=list)

    def ask(self, database: int) -> None:
        measured, url = [self.server.pid, database], self.server.address + self.path
        warm(self.server.address, self.path, headers=self.headers)
        cpu, clock = cost(self.server.address, self.path, measured, headers=self.headers)
        self.costs.append(cpu)
        self.c1.append(load(url, measured, connections=1, headers=self.headers))
        if clock < TOO_SLOW:
            self.c8.append(load(url, measured, connections=8, headers=self.headers))

    @property
    def cpu(self) -> float:
        return statistics.median(self.costs)

    @property
    def spread(self) -> str:
        return f"{self.cpu:.2f} [{min(self.costs):.2f}-{max(self.costs):.2f}]"

    def median(self, loads: list[Load], name: str) -> float:
        return statistics.median([getattr(each, name) for each in loads] or [math.nan])

    @property
    def foreign(self) -> float:
        return max(each.foreign for each in (*self.c1, *self.c8))


def endpoints(product: Server, bare: Server, idiomatic: Server, entries: int) -> dict:
    """All that is compared, by name."""
    first = get(product.address, _LIST)
    facets = f"fields={','.join(SIX)}"
    entry = f"entry-{entries // 2}"
    return {
        "constant": Endpoint(bare, f"/constant/?bytes={first.size}"),
        "bare list": Endpoint(bare, "/documents/"),
        "list": Endpoint(product, _LIST),
        "idiomatic list": Endpoint(idiomatic, "/api/initiatives/"),
        "bare detail": Endpoint(bare, f"/document/?slug={entry}"),
        "detail": Endpoint(product, f"{_LIST}{entry}/"),
        "idiomatic detail": Endpoint(idiomatic, f"/api/initiatives/{entry}/"),
        "list, unchanged": Endpoint(product, _LIST, {"If-None-Match": first.headers["etag"]}),
        "list, far": Endpoint(product, f"{_LIST}?cursor={_cursor_at(entries * 99 // 100)}"),
        "search, 30 %": Endpoint(product, f"{_LIST}?q={COMMON}"),
        "idiomatic search, 30 %": Endpoint(idiomatic, f"/api/initiatives/?q={COMMON}"),
        "search, 2 %": Endpoint(product, f"{_LIST}?q={MID}"),
        "idiomatic search, 2 %": Endpoint(idiomatic, f"/api/initiatives/?q={MID}"),
        "facets": Endpoint(product, f"/api/v1/facets/?{facets}"),
        "grouped": Endpoint(bare, "/grouped/"),
        "facets, 12 %": Endpoint(product, f"/api/v1/facets/?{facets}&kind={FILTERED_KIND}"),
        "grouped, 12 %": Endpoint(bare, f"/grouped/?kind={FILTERED_KIND}"),
        "facets, 30 % word": Endpoint(product, f"/api/v1/facets/?{facets}&q={COMMON}"),
        "grouped, 30 % word": Endpoint(bare, f"/grouped/?q={COMMON}"),
        "list page": Endpoint(product, "/en/initiatives/"),
        "idiomatic list page": Endpoint(idiomatic, "/initiatives/"),
        "entry page": Endpoint(product, f"/en/initiatives/{entry}/"),
        "idiomatic entry page": Endpoint(idiomatic, f"/initiatives/{entry}/"),
    }


def _cursor_at(row: int) -> str:
    """The cursor behind so many rows of the usual order, or a few less: where the page is as large
    as the first one. Else a place with longer documents would be taken for a slower one.
    """
    from django.db.models.functions import Length

    from initiatives.publication.models import PublishedInitiative

    rows = PublishedInitiative.objects.filter(state="published")
    rows = rows.order_by("-published_at", "-pk").values_list(
        "published_at", "pk", Length("document")
    )
    near = list(rows[row - row // 200 : row + PAGE_SIZE])
    sizes = [size for _moment, _pk, size in near]
    first = sum(size for _moment, _pk, size in rows[:PAGE_SIZE])
    places = range(len(near) - PAGE_SIZE)
    place = min(places, key=lambda n: abs(sum(sizes[n + 1 :][:PAGE_SIZE]) - first))
    moment, pk, _size = near[place]
    text = json.dumps(["-published_at", 0, moment.isoformat(), str(pk)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
