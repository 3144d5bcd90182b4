"""The dataset as the database tells it: for each record of a file, the same record from the rows.

Written from the models alone, without the loader's own code, so that ``test_dataset_values`` can
compare. A key that no function here gives back is a value the database lost.
"""

from collections import defaultdict
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from initiatives import choices
from initiatives import models as claims
from sources import choices as source_choices
from sources import fuzzy_dates
from sources import models as evidence


def key_of(dataset_id):
    return uuid5(NAMESPACE_URL, f"veille:{dataset_id}")


def value(vocabulary, code):
    return vocabulary[code].value if code else None


def editorial(public):
    return "published" if public else "draft"


def number(figure):
    if figure is None:
        return None
    return int(figure) if figure == figure.to_integral_value() else Decimal(figure).normalize()


def date(row, name):
    edtf = getattr(row, name)
    if not edtf:
        return None
    not_before, not_after = getattr(row, f"{name}_not_before"), getattr(row, f"{name}_not_after")
    precision = fuzzy_dates.parse(edtf).precision
    return {
        "edtf": edtf,
        "precision": value(source_choices.DATE_PRECISIONS, precision),
        "inferred": getattr(row, f"{name}_inferred"),
        "basis": getattr(row, f"{name}_basis_en"),
        "basis_fr": getattr(row, f"{name}_basis_fr"),
        "earliest": not_before and not_before.isoformat(),
        "latest": not_after and not_after.isoformat(),
    }


def article_id(article):
    prefix = "art" if article.body_status == "full-text" else "rel"
    return f"{prefix}-{article.slug}"


class Readback:
    """Reads each record back; the links to passages are read once for all."""

    def __init__(self):
        self.links = {}
        for model in (
            claims.AliasCitation,
            claims.Evidence,
            claims.PersonRoleCitation,
            claims.PositionCitation,
            claims.StatementCitation,
            evidence.ArticleCitation,
            evidence.PublisherCitation,
        ):
            rows = model.objects.select_related("citation__article").order_by("position")
            self.links[model] = list(rows)

    def record(self, name, record):
        """What the database has for ``record`` of the file ``name``."""
        return getattr(self, name)(record)

    # ── Passages

    def citations(self, model, field="", **owner):
        groups = defaultdict(list)
        for link in self.links[model]:
            if link.field == field and all(
                getattr(link, name) == wanted for name, wanted in owner.items()
            ):
                groups[link.position // 10].append(link)
        return [self.citation(links) for _position, links in sorted(groups.items())]

    @staticmethod
    def citation(links):
        first = links[0]
        paragraphs = ", ".join(str(link.citation.paragraph) for link in links)
        article = article_id(first.citation.article)
        return {
            "article": article,
            "locator": f"paragraph{'s' if len(links) > 1 else ''} {paragraphs}",
            "lines": [link.citation.line for link in links],
            "support": value(source_choices.STANCES, first.stance),
            "note": first.note_en,
            "note_fr": first.note_fr,
            "passages": [f"{article}-p{link.citation.paragraph}" for link in links],
        }

    def of_entry(self, initiative, field="", **claim):
        none = {f"{name}_id": None for name in claims.CLAIMS}
        return self.citations(
            claims.Evidence, field, initiative_id=initiative.pk, **{**none, **claim}
        )

    # ── Evidence

    def publishers(self, record):
        row = evidence.Publisher.objects.get(slug=record["id"].removeprefix("pub-"))
        return {
            "id": f"pub-{row.slug}",
            "name": row.name,
            "kind": value(source_choices.PUBLISHER_KINDS, row.kind),
            "country": row.country,
            "country_basis": value(source_choices.BASES, row.country_basis),
            "publisher_basis": row.identified_by,
            "parent": row.parent and f"pub-{row.parent.slug}",
            "aliases": row.aliases,
            "citations": self.citations(evidence.PublisherCitation, publisher_id=row.pk),
        }

    def passages(self, record):
        row = evidence.Citation.objects.select_related("article").get(pk=key_of(record["id"]))
        article = article_id(row.article)
        return {
            "id": f"{article}-p{row.paragraph}",
            "article": article,
            "paragraph": row.paragraph,
            "locator": row.locator,
            "paraphrase_fr": row.paraphrase_fr,
            "paraphrase_en": row.paraphrase_en,
        }

    def articles(self, record):
        row = evidence.SourceArticle.objects.get(slug=record["id"].removeprefix("art-"))
        return {
            **self._article(row),
            "authors": [claims.Person.objects.get(name=name).slug for name in row.authors],
            "language": row.language,
            "url": row.url,
            "published": date(row, "published"),
            "updated": date(row, "updated"),
            "access": {
                "level": value(source_choices.ACCESS_LEVELS, row.access),
                "basis": row.access_basis,
                "inferred": row.access_inferred,
            },
            "seed_file": row.received_file,
            "received_sha256": row.received_sha256,
            "paragraphs": row.paragraph_count,
            "syndication": row.agency
            and {
                "agency": f"pub-{row.agency.slug}",
                "form": row.agency_form,
                "citations": self.citations(
                    evidence.ArticleCitation, "syndication", article_id=row.pk
                ),
            },
            "notes": row.desk_note,
            "citations": self.citations(evidence.ArticleCitation, article_id=row.pk),
        }

    @staticmethod
    def _article(row):
        return {
            "id": article_id(row),
            "title": row.title,
            "title_typeset": row.title_typeset,
            "description": row.description_en,
            "description_fr": row.description_fr,
            "publisher": f"pub-{row.publisher.slug}",
            "publisher_inferred": row.publisher_inferred,
        }

    def related_articles(self, record):
        row = evidence.SourceArticle.objects.get(slug=record["id"].removeprefix("rel-"))
        [cited_from] = self.citations(evidence.ArticleCitation, "cited-from", article_id=row.pk)
        return {
            **self._article(row),
            "date": date(row, "published"),
            "body_received": row.body_status == "full-text",
            "cited_from": cited_from,
        }

    def excluded_mentions(self, record):
        row = evidence.ExcludedMention.objects.get(surface=record["surface"])
        return {
            "surface": row.surface,
            "article": article_id(row.article) if row.article else "several",
            "locator": row.locator,
            "reason": row.reason,
        }

    # ── Organisations and people

    def themes(self, record):
        row = claims.Theme.objects.get(slug=record["id"])
        names = ("name_fr", "name_en", "definition_fr", "definition_en")
        return {"id": row.slug, **{name: getattr(row, name) for name in names}}

    def partners(self, record):
        row = claims.Partner.objects.get(slug=record["id"])
        aliases = self._aliases(row)
        also = claims.Initiative.objects.filter(also_partner=row).first()
        parent = row.parent or row.parent_publisher
        return {
            "id": row.slug,
            "name": row.name,
            "name_fr": row.name_fr,
            "name_en": row.name_en,
            "kind": value(choices.PARTNER_KINDS, row.kind),
            "country": row.country,
            "country_basis": value(source_choices.BASES, row.country_basis),
            "editorial": editorial(row.public),
            "notes": row.desk_note,
            "also_initiative": also and also.slug,
            "shareholders": [other.slug for other in row.shareholders.all()],
            "parent": parent
            and {
                "partner": parent.slug,
                "relation": value(choices.PARTNER_RELATIONS, row.parent_relation),
                "basis": value(source_choices.BASES, row.parent_basis),
            },
            "aliases": [alias for alias, _citation in aliases],
            "citations": [citation for _alias, citation in aliases],
        }

    def _aliases(self, partner):
        found = []
        for link in self.links[claims.AliasCitation]:
            if link.alias.partner_id == partner.pk:
                citation = self.citation([link])
                surface = {"surface": link.alias.surface, "match": link.alias.match}
                place = {name: citation[name] for name in ("article", "locator")}
                found.append((link.position, {**surface, **place}, citation))
        return [
            (alias, citation) for _position, alias, citation in sorted(found, key=lambda x: x[0])
        ]

    def people(self, record):
        row = claims.Person.objects.get(slug=record["id"])
        return {
            "id": row.slug,
            "name": row.name,
            "editorial": editorial(row.public),
            "notes": row.desk_note,
            "roles": [self._role(role) for role in row.roles.order_by("position")],
        }

    def _role(self, row):
        return {
            "title_as_stated": row.title_as_stated,
            "title_fr": row.title_fr,
            "title_en": row.title_en,
            "organisation": row.partner.slug,
            "organisation_inferred": row.partner_inferred,
            "organisation_basis": row.partner_basis,
            "as_of": date(row, "as_of"),
            "citations": self.citations(claims.PersonRoleCitation, role_id=row.pk),
        }

    # ── What was said

    def statements(self, record):
        row = claims.Statement.objects.get(pk=key_of(record["id"]))
        about = [row.initiative] if row.initiative else []
        return {
            "id": record["id"],
            "speaker": row.speaker and row.speaker.slug,
            "also_said_by": [person.slug for person in row.also_said_by.all()],
            "speaker_description": row.speaker_description_en,
            "speaker_description_fr": row.speaker_description_fr,
            "organisation": row.partner and row.partner.slug,
            "type": value(choices.STATEMENT_TYPES, row.type),
            "about": [entry.slug for entry in (*about, *row.also_about.all())],
            "paraphrase_en": row.paraphrase_en,
            "paraphrase_fr": row.paraphrase_fr,
            "citations": self.citations(claims.StatementCitation, statement_id=row.pk),
        }

    def market_facts(self, record):
        row = claims.Statement.objects.get(pk=key_of(record["id"]))
        return {
            "id": record["id"],
            "about": row.topic_en,
            "about_fr": row.topic_fr,
            "statement_en": row.paraphrase_en,
            "statement_fr": row.paraphrase_fr,
            "claimed_by": row.partner and row.partner.slug,
            "formerly": row.formerly,
            **figure(row),
            "citations": self.citations(claims.StatementCitation, statement_id=row.pk),
        }

    def conflicts(self, record):
        row = claims.Disagreement.objects.get(slug=record["id"])
        assert row.pk == key_of(record["id"])
        return {
            "id": row.slug,
            "topic": row.topic_en,
            "topic_fr": row.topic_fr,
            "type": row.working_type,
            "nature": value(choices.CONFLICT_NATURES, row.nature),
            "public": row.public,
            "resolution": row.resolution_en,
            "resolution_fr": row.resolution_fr,
            "resolution_basis": value(source_choices.BASES, row.resolution_basis),
            "subjects": [subject_id(subject) for subject in row.subjects.order_by("position")],
            "positions": [
                {
                    "statement": stand.words_en,
                    "statement_fr": stand.words_fr,
                    "citations": self.citations(claims.PositionCitation, stand_id=stand.pk),
                }
                for stand in row.positions.order_by("position")
            ],
        }

    def external_hints(self, record):
        row = claims.EditorialHint.objects.get(pk=key_of(f"{record['about']}/hint-1"))
        return {
            "about": row.initiative.slug if row.initiative else article_id(row.article),
            "hint": row.hint,
            "usable_as_fact": row.usable_as_fact,
        }


def figure(row):
    return {
        "value_min": number(row.value_min),
        "value_max": number(row.value_max),
        "unit": value(choices.METRIC_UNITS, row.unit),
        "qualifier": value(choices.METRIC_QUALIFIERS, row.qualifier),
        "scope": row.scope_en,
        "scope_fr": row.scope_fr,
    }


def claim_id(row):
    """The dataset's name of a claim: it says which entry, which kind, which one."""
    prefix = {"participation": "part", "investment": "inv", "milestone": "mile", "metric": "met"}
    kind = prefix[row._meta.model_name]
    return next(
        f"{row.initiative.slug}/{kind}-{n}"
        for n in range(1, 100)
        if key_of(f"{row.initiative.slug}/{kind}-{n}") == row.pk
    )


def subject_id(subject):
    for name in ("initiative", "partner", "person"):
        if row := getattr(subject, name):
            return row.slug
    claim = subject.participation or subject.investment or subject.milestone or subject.metric
    return claim_id(claim)
