"""The desk rows of the synthetic database, the same for every run: a seed, a stream of numbers.

At scale 1: 100,000 entries, 30,000 partners, 250,000 participations, 150,000 investments, 200,000
milestones, 300,000 articles with 600,000 passages. Partners, publishers and themes are Zipf-skewed;
one partner is in 12 % of the entries, one kind is that of 12 %.
"""

import datetime
import random
import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from initiatives import choices
from initiatives import models as claims
from sources import models as sources

from .rows import Table
from .words import FILTERED_KIND, FILTERED_SHARE, PLANTED, SEED, Words, zipf

_FIRST_DAY = datetime.date(2010, 1, 1)
_DAYS = 365 * 15
_CURRENCIES = ["EUR", "USD", "GBP", "CHF"]
_COUNTRIES = ["FR", "DE", "BE", "CH", "GB", "US", "IT", "ES", "NL", "CA", "SE", "JP"]


@dataclass(frozen=True)
class Sizes:
    entries: int = 100_000
    partners: int = 30_000
    articles: int = 300_000
    publishers: int = 2_000
    themes: int = 60

    @classmethod
    def at(cls, scale: float) -> "Sizes":
        return cls(*(max(60, round(each * scale)) for each in (100_000, 30_000, 300_000, 2_000)))


def generate(sizes: Sizes) -> dict[str, dict]:
    """Fill the empty desk tables; for each, how many rows and the digest of what was sent."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # No triggers: nothing here was an act of anybody, so it is no part of the audit.
            cursor.execute("SET LOCAL session_replication_role = replica")
        tables = _Desk(sizes).fill()
    return {each.name: {"rows": each.count, "sha256": each.digest.hexdigest()} for each in tables}


class _Desk:
    def __init__(self, sizes: Sizes):
        self.sizes = sizes
        self.rng = random.Random(SEED)
        self.words = Words(self.rng)
        self.partner_weights = zipf(sizes.partners - 1, exponent=0.8)
        self.publisher_weights = zipf(sizes.publishers, exponent=1.0)
        self.theme_weights = zipf(sizes.themes, exponent=0.9)
        self.kinds = [code for code in choices.INITIATIVE_KINDS.codes if code != FILTERED_KIND]
        self.tables: list[Table] = []
        self.article = 0

    # ── Numbers ──────────────────────────────────────────────────────────────────────────────────

    def below(self, limit: int) -> int:
        return int(self.rng.random() * limit)

    def one(self, options):
        """The first ones more often."""
        return options[min(self.below(len(options)), self.below(len(options)))]

    def day(self) -> str:
        """A date as precise as a source may be."""
        day = (_FIRST_DAY + datetime.timedelta(days=self.below(_DAYS))).isoformat()
        return day[: (10, 10, 10, 7, 4)[self.below(5)]]

    def zipf(self, weights: list[float]) -> int:
        """A primary key, 1 the most frequent."""
        return self.rng.choices(range(1, len(weights) + 1), cum_weights=weights)[0]

    def partner(self) -> int:
        return self.zipf(self.partner_weights) + 1  # the first partner is dealt out by hand

    def key(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────

    def table(self, model, *given: str) -> Table:
        table = Table(model, *given)
        self.tables.append(table)
        return table

    def fill(self) -> list[Table]:
        self.references()
        self.entries()
        for table in self.tables:
            table.flush()
        with connection.cursor() as cursor:
            for model in (claims.Initiative, claims.Partner, sources.SourceArticle):
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id))"
                    f" FROM {model._meta.db_table}",
                    [model._meta.db_table],
                )
        return self.tables

    def references(self) -> None:
        themes = self.table(
            claims.Theme,
            *("id", "slug", "name_fr", "name_en", "definition_fr", "definition_en", "parent_id"),
        )
        for pk in range(1, self.sizes.themes + 1):
            name = " ".join(self.words.some(2)).capitalize()
            parent = 1 + self.below(pk - 1) if pk > 10 else None
            said = (self.words.sentence(), self.words.sentence())
            themes.add(pk, f"theme-{pk}", f"{name} {pk}", f"{name} no {pk}", *said, parent)
        publishers = self.table(
            sources.Publisher, "id", "slug", "name", "kind", "country", "country_basis"
        )
        for pk in range(1, self.sizes.publishers + 1):
            name = " ".join(self.words.some(2)).title()
            kind = "company" if pk % 5 == 0 else "media"
            publishers.add(pk, f"publisher-{pk}", f"{name} {pk}", kind, "FR", "text")
        partners = self.table(
            claims.Partner,
            *("id", "slug", "name", "kind", "country", "country_basis"),
            *("parent_id", "parent_relation", "parent_basis", "public"),
        )
        for pk in range(1, self.sizes.partners + 1):
            name = " ".join(self.words.some(2)).title()
            kind, country = self.one(choices.PARTNER_KINDS.codes), self.one(_COUNTRIES)
            parent = 2 + self.below(pk // 2) if pk > 10 and pk % 20 == 0 else None
            kin = (parent, "subsidiary-of", "text") if parent else (None, "", "")
            partners.add(
                pk, f"partner-{pk}", f"{name} {pk}", kind, country, "common-knowledge", *kin, True
            )

    def entries(self) -> None:
        self.rows = {
            "entry": self.table(
                claims.Initiative,
                *("id", "slug", "title", "kind", "summary", "description", "city_fr", "city_en"),
                *("country", "start", "state", "version", "first_published_at", "published_at"),
            ),
            "words": self.table(
                claims.Translation,
                *("id", "initiative_id", "language", "title", "summary", "description"),
                *("of_title", "of_summary", "of_description"),
            ),
            "theme": self.table(claims.Initiative.themes.through, "initiative_id", "theme_id"),
            "status": self.table(claims.LifecycleStatus, "id", "initiative_id", "status", "as_of"),
            "participation": self.table(
                claims.Participation,
                *("id", "initiative_id", "partner_id", "role", "how_fr", "how_en", "position"),
            ),
            "investment": self.table(
                claims.Investment,
                *("id", "initiative_id", "kind", "stage", "scope_fr", "scope_en", "disclosure"),
                *("amount_min", "amount_max", "currency", "qualifier", "date", "position"),
            ),
            "investor": self.table(
                claims.Investment.investors.through, "investment_id", "partner_id"
            ),
            "milestone": self.table(
                claims.Milestone,
                *("id", "initiative_id", "date", "what_fr", "what_en", "kind", "position"),
            ),
            "article": self.table(
                sources.SourceArticle,
                *("id", "slug", "title", "publisher_id", "kind", "url", "published"),
            ),
            "passage": self.table(
                sources.Citation,
                *("id", "article_id", "locator", "paragraph"),
                *("paraphrase_fr", "paraphrase_en", "quote"),
            ),
            "evidence": self.table(
                claims.Evidence,
                *("id", "initiative_id", "citation_id", "field", "position"),
                *("participation_id", "investment_id", "milestone_id"),
            ),
        }
        for n in range(self.sizes.entries):
            self.entry(n)

    def entry(self, n: int) -> None:
        pk, add = n + 1, self.rows
        title, french, english = self.prose(n)
        kind = FILTERED_KIND if self.rng.random() < FILTERED_SHARE else self.one(self.kinds)
        moment = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(
            minutes=7 * n
        )
        city = self.words.some(1)[0].capitalize()
        place = (city, city, self.one(_COUNTRIES)) if n % 3 else ("", "", "")
        add["entry"].add(
            *(pk, f"entry-{pk}", title, kind, *french, *place, self.day()),
            *("published", 1, moment, moment),
        )
        add["words"].add(self.key(), pk, "en", f"{title} (en)", *english, title, *french)
        for theme in sorted({self.zipf(self.theme_weights) for _ in range(1 + self.below(3))}):
            add["theme"].add(pk, theme)
        status = self.one(choices.LIFECYCLE_STATUSES.codes)
        add["status"].add(self.key(), pk, status, self.day())
        self.passages = self.articles(n)
        self.cited: set[str] = set()
        self.claims(n, pk)
        for place_in_list, passage in enumerate(self.passages):
            if passage not in self.cited:  # every passage stands under something public
                self.evidence(pk, passage, place_in_list)

    def prose(self, n: int):
        """A title, then a summary and a description in each language, with the planted words."""
        title = self.words.title()
        prose = [[self.words.sentence() for _ in range(count)] for count in (2, 4, 2, 4)]
        for word, stands_in in PLANTED.items():
            if stands_in(n, self.rng.random()):
                where = self.rng.random()
                if where < 0.07:
                    title.append(word)
                else:
                    prose[0 if where < 0.6 else 1].append(f"{word.capitalize()}.")
        french, english = prose[:2], prose[2:]
        return (
            f"{' '.join(title).capitalize()} {n + 1}",
            [" ".join(each) for each in french],
            [" ".join(each) for each in english],
        )

    def articles(self, n: int) -> list[str]:
        """The entry's own articles, two passages each, until all of them are dealt out."""
        entries, articles = self.sizes.entries, self.sizes.articles
        share = articles * (n + 1) // entries - self.article
        wanted = share if n == entries - 1 else max(1, min(share, 1 + self.below(6)))
        passages = []
        for _ in range(wanted):
            self.article += 1
            pk, title = self.article, " ".join(self.words.some(7)).capitalize()
            publisher = self.zipf(self.publisher_weights)
            kind = "press-release" if publisher % 5 == 0 else "article"
            url = f"https://publisher-{publisher}.example/{pk}"
            self.rows["article"].add(
                pk, f"article-{pk}", title, publisher, kind, url, self.day()[:10]
            )
            for paragraph in (1 + self.below(5), 6 + self.below(9)):
                key = self.key()
                said = (self.words.sentence(), self.words.sentence())
                quote = self.words.sentence() if paragraph % 3 == 0 else ""
                self.rows["passage"].add(key, pk, f"paragraph {paragraph}", paragraph, *said, quote)
                passages.append(key)
        return passages

    def claims(self, n: int, pk: int) -> None:
        partners = {self.partner() for _ in range(1 + self.below(4))}
        if self.rng.random() < FILTERED_SHARE:
            partners.add(1)
        for position, partner in enumerate(sorted(partners)):
            key = self.key()
            role = "lead" if position == 0 else self.one(choices.ROLES.codes)
            how = (self.words.sentence()[:300], self.words.sentence()[:300])
            self.rows["participation"].add(key, pk, partner, role, *how, position)
            self.evidence(pk, self.passage(), 0, participation=key)
        for position in range(self.below(4)):
            key = self.key()
            stage = self.one(choices.INVESTMENT_STAGES.codes)
            scope = (self.words.sentence(), self.words.sentence())
            self.rows["investment"].add(
                *(key, pk, self.one(choices.INVESTMENT_KINDS.codes), stage, *scope),
                *(*self.money(), self.day(), position),
            )
            for partner in sorted({self.partner() for _ in range(1 + self.below(2))}):
                self.rows["investor"].add(key, partner)
            self.evidence(pk, self.passage(), 0, investment=key)
        for position in range(self.below(5)):
            key = self.key()
            what = (self.words.sentence(), self.words.sentence())
            kind = self.one(choices.MILESTONE_KINDS.codes)
            self.rows["milestone"].add(key, pk, self.day(), *what, kind, position)
            self.evidence(pk, self.passage(), 0, milestone=key)

    def money(self) -> tuple:
        if self.rng.random() < 0.25:
            return "not-mentioned", None, None, "", "exact"
        low = 1000 * 10 ** self.below(6) * (1 + self.below(9))
        high, qualifier = (low * 2, "range") if self.below(6) == 0 else (low, "exact")
        return "disclosed", f"{low}.00", f"{high}.00", self.one(_CURRENCIES), qualifier

    def passage(self) -> str:
        return self.passages[self.below(len(self.passages))]

    def evidence(self, entry: int, passage, position: int, **claim) -> None:
        self.cited.add(passage)
        of = [claim.get(name) for name in ("participation", "investment", "milestone")]
        self.rows["evidence"].add(self.key(), entry, passage, "", position, *of)
