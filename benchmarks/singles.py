"""The cases that are not a ratio of two endpoints: word pairs, exports, a rename, an edit."""

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from .load import get
from .machine import resident_kib
from .report import line
from .servers import Server
from .words import PAIRS

_LIST = "/api/v1/initiatives/"
PAIR_TIMES, EDITS = 5, 20


# ── The worst pair of words ──────────────────────────────────────────────────────────────────────


def word_pairs(product: Server) -> Iterator[dict]:
    """Each pair's first page against the ``count(*)`` of its larger word: what the database does to
    count, rank and choose; then the whole, with 50 documents, over HTTP.
    """
    from django.db import transaction

    words = {word for pair in PAIRS for word in pair}
    counts = {word: _median_seconds(partial(_count, word)) for word in words}
    chosen, whole = [], []
    for pair in PAIRS:
        query = f"q={'+'.join(pair)}"
        larger = max(counts[word] for word in pair)
        with transaction.atomic():  # a request's: what is set before a search lasts as long
            of_pair = [
                (chosen, _median_seconds(_choosing(query))),
                (whole, _median_seconds(partial(get, product.address, f"{_LIST}?{query}"))),
            ]
        for into, took in of_pair:
            detail = f"{' '.join(pair)}: {1000 * took:.1f} ms against {1000 * larger:.1f} ms"
            into.append((took / larger, detail))
    case = f"worst of {len(PAIRS)} word pairs"
    for what, ratios in (("in the database", chosen), ("a page over HTTP", whole)):
        ratio, detail = max(ratios)
        told = f"{case}, {what}, to the count(*) of the larger word, wall clock"
        yield line(told, round(ratio, 2), "times", 2, detail)


def _median_seconds(run) -> float:
    took = []
    for _ in range(PAIR_TIMES):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _count(word: str) -> None:
    from django.db import connection

    sql = (
        "SELECT count(*) FROM initiatives_publishedentrywords"
        " WHERE search @@ plainto_tsquery('simple', %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [word])
        cursor.fetchone()


def _choosing(query: str) -> Callable:
    """The one statement that counts and ranks what a query finds and chooses the first 50, as the
    product writes it.
    """
    from django.db import connection
    from django.http import QueryDict

    from initiatives.filters import InitiativeFilterSet

    written = []

    def keep(execute, sql, params, many, context):
        written.append((sql, params))
        return execute(sql, params, many, context)

    filterset = InitiativeFilterSet(QueryDict(query))
    assert filterset.check(), filterset.errors
    with connection.execute_wrapper(keep):
        _number, _is_exact = filterset.count
    [(sql, params)] = written

    def run():
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchone()

    return run


# ── Exports ──────────────────────────────────────────────────────────────────────────────────────


def exports(product: Server) -> Iterator[dict]:
    for name, share in (("ndjson", 0.6), ("csv", 0.5)):
        yield from _export(product, name, share)


def _export(product: Server, name: str, share: float) -> Iterator[dict]:
    """Bytes a second over HTTP against COPY of the same bytes; first byte; growth of a worker."""
    cases = [
        (f"{name.upper()} export of everything, to raw COPY of the same bytes", "times", share),
        (f"{name.upper()} export of everything, first byte", "s", 0.2),
        (f"{name.upper()} export of everything, memory of a process grows by", "MiB", 16),
    ]
    path = f"{_LIST}?format={name}"
    if get(product.address, path, keep=False).status != 200:  # and warms up what is read
        for at, (case, unit, target) in enumerate(cases):
            yield line(case, None, unit, target, f"{name} is not served", least=at == 0)
        return
    before = resident_kib(product.pid)
    with _Peak(product.pid) as peak:
        answers = [get(product.address, path, keep=False) for _ in range(3)]
    best = min(answers, key=lambda answer: answer.seconds)
    copied = _copy_seconds(get(product.address, path).body)
    ratio = round(copied / best.seconds, 2)
    detail = f"{best.size / 2**20:.0f} MiB in {best.seconds:.2f} s against {copied:.2f} s"
    figures = [
        (ratio, detail),
        (round(max(answer.first_byte for answer in answers), 3), "the slowest of three"),
        (round((peak.kib - before) / 1024, 1), f"from {before / 1024:.0f} MiB"),
    ]
    for at, ((case, unit, target), (figure, said)) in enumerate(zip(cases, figures, strict=True)):
        yield line(case, figure, unit, target, said, least=at == 0)


def _copy_seconds(body: bytes) -> float:
    """The seconds in which COPY sends the lines of ``body``, from a table of nothing else."""
    from django.db import connection, transaction

    how = "(FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE exported (line text) ON COMMIT DROP")
        with cursor.copy(f"COPY exported FROM STDIN {how}") as copy:
            for at in range(0, len(body), 2**20):
                copy.write(body[at : at + 2**20])
        took = []
        for _ in range(3):
            began = time.perf_counter()
            with cursor.copy(f"COPY exported TO STDOUT {how}") as copy:
                for _piece in copy:
                    pass
            took.append(time.perf_counter() - began)
    return min(took)


class _Peak:
    """The largest resident set of a tree of processes while the block runs."""

    def __init__(self, root: int):
        self.root, self.kib = root, 0

    def __enter__(self):
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._run)
        self._watch.start()
        return self

    def _run(self):
        while not self._over.wait(0.05):
            self.kib = max(self.kib, resident_kib(self.root))

    def __exit__(self, *error):
        self._over.set()
        self._watch.join()


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────


def rename(product: Server) -> Iterator[dict]:
    """The partner of 12 % of the entries gets another name and its own back: by itself, then while
    pages are read as fast as they come. A page is mixed when it shows both names.
    """
    from initiatives.models import Partner
    from initiatives.publication.models import PublishedParticipation

    partner = Partner.objects.get(slug="partner-1")
    quoted = PublishedParticipation.objects.filter(partner=partner.slug).count()
    case = "rename of the partner of 12 % of the entries"
    _named_otherwise(partner)  # compiles the statements
    renames = [_named_otherwise(partner), _named_otherwise(partner)]
    took, words = zip(*renames, strict=True)
    said = f"quoted in {quoted} documents, the slower of two"
    more = f"the words by which its entries are found follow in {max(words):.1f} s"
    yield line(case, round(max(took), 2), "s", 5, f"{said}; {more}")
    with _Reading(product, partner.slug) as readers:
        renames = [_named_otherwise(partner), _named_otherwise(partner)]
    took, words = zip(*renames, strict=True)
    _named_otherwise(partner)  # its own name again
    more = f"the words in {max(words):.1f} s"
    yield line(f"{case}, while pages are read", round(max(took), 2), "s", 5, f"{said}; {more}")
    detail = f"of {len(readers.seconds)} read meanwhile; {readers.mixed} mixed"
    yield line(f"{case}, pages mixed", readers.mixed, "pages", 0, detail)
    slowest = 1000 * max(readers.seconds)
    median = 1000 * statistics.median(readers.seconds)
    said = f"median {median:.0f} ms, while two processors also write"
    yield line(f"{case}, slowest page read meanwhile", round(slowest), "ms", 1000, said)


def _named_otherwise(partner) -> tuple[float, float]:
    """The seconds until a name is committed, and those until everything is found by it."""
    from django.db import transaction

    suffix = " renamed"
    is_renamed = partner.name.endswith(suffix)
    partner.name = partner.name.removesuffix(suffix) if is_renamed else partner.name + suffix
    committed = []
    began = time.perf_counter()
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.perf_counter()))
        partner.save()
    return committed[0] - began, time.perf_counter() - committed[0]


class _Reading:
    """Two clients read pages of a partner's entries until the block ends."""

    def __init__(self, product: Server, partner: str):
        self.product, self.partner = product, partner
        self.path = f"{_LIST}?partner={partner}&page_size=20"
        self.seconds: list[float] = []
        self.mixed = 0

    def __enter__(self):
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(2)]
        for thread in self._threads:
            thread.start()
        return self

    def _run(self):
        while not self._over.is_set():
            answer = get(self.product.address, self.path)
            self.seconds.append(answer.seconds)
            entries = json.loads(answer.body)["results"]
            names = {
                each["partner"]["name"]
                for entry in entries
                for each in entry["participations"]
                if each["partner"]["slug"] == self.partner
            }
            self.mixed += len(names) != 1

    def __exit__(self, *error):
        self._over.set()
        for thread in self._threads:
            thread.join()


def edit(entries: int) -> Iterator[dict]:
    """What publishing one edit adds for the entry's own document, with the words by which it is
    found as well, and for all that it touches.
    """
    from django.db import transaction

    from initiatives.exports import lines
    from initiatives.models import Initiative
    from initiatives.publication import projections, publish, syncing
    from initiatives.publication.models import PublishedEntryWords, PublishedInitiative
    from initiatives.publication.quotes import key

    document, of_words = projections.PROJECTIONS[:2]
    assert (document.model, of_words.model) == (PublishedInitiative, PublishedEntryWords)
    own, words, whole, rows = [], [], [], []
    for n in range(EDITS + 1):
        pk = 1 + n * (entries // (EDITS + 1))
        for steps in (
            [
                (own, lambda pk: syncing.Sync(document, {pk}).run()),
                (words, lambda pk: syncing.Sync(of_words, {pk}).run()),
            ],
            [
                (whole, lambda pk: publish.refresh({key("initiative", pk)})),
                (rows, lambda pk: lines.refresh({pk})),
            ],
        ):
            with transaction.atomic():
                Initiative.objects.filter(pk=pk).update(summary=f"Edited {n} {len(steps)} {pk}.")
                for taken, run in steps:
                    began = time.perf_counter()
                    run(pk)
                    taken.append(1000 * (time.perf_counter() - began))
                transaction.set_rollback(True)
    both = [sum(each) for each in zip(own, words, strict=True)]
    case = "one edit published, for its document"
    for told, taken in ((case, own), (f"{case} and the words by which it is found", both)):
        # The first compiles the statements.
        figure = statistics.median(taken[1:])
        detail = f"median of {EDITS}, at most {max(taken[1:]):.1f}"
        if taken is both:
            others, after = (statistics.median(each[1:]) for each in (whole, rows))
            detail += (
                f"; its claims, partners and sources as well: {others:.0f} ms; after the commit"
                f" its rows of the CSV: {after:.1f} ms"
            )
        yield line(told, round(figure, 1), "ms", 10, detail)
