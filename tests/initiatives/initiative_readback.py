"""Initiatives and their claims as the database tells them, in the shape of ``initiatives.json``."""

from initiatives import choices
from initiatives import models as claims

from .dataset_readback import (
    Readback,
    article_id,
    claim_id,
    date,
    editorial,
    figure,
    key_of,
    number,
    value,
)


class FullReadback(Readback):
    def initiatives(self, record):
        row = claims.Initiative.objects.get(slug=record["id"])
        english = row.translations.get(language="en")
        return {
            "id": row.slug,
            "name": row.title,
            "name_en": english.title,
            "name_coined": row.title_coined,
            "title_as_stated": row.title_as_stated,
            "summary_fr": row.summary,
            "summary_en": english.summary,
            "kind": value(choices.INITIATIVE_KINDS, row.kind),
            "subkind": value(choices.INITIATIVE_SUBKINDS, row.subkind),
            "scope": row.scope,
            "evidence_level": value(choices.EVIDENCE_LEVELS, row.evidence_level),
            "editorial": editorial(row.is_published),
            "also_organisation": row.also_partner and row.also_partner.slug,
            "themes": [theme.name_en for theme in row.themes.all()],
            "related": [other.slug for other in row.related.all()],
            "notes": row.desk_note_en,
            "notes_fr": row.desk_note_fr,
            "market_facts": self._remarks(row),
            "audience": self._audience(row),
            "place": self._place(row),
            "dates": {each.kind.replace("-", "_"): date(each, "date") for each in row.dates.all()},
            **self._status(row),
            **self._parents(row),
            **self._names(row),
            "participations": [self._participation(each) for each in row.participations.all()],
            "investments": [self._investment(each) for each in row.investments.all()],
            "milestones": [self._milestone(each) for each in row.milestones.order_by("position")],
            "metrics": [self._metric(each) for each in row.metrics.all()],
            "citations": self.of_entry(row),
        }

    @staticmethod
    def _remarks(row):
        remarks = row.also_statements.exclude(topic_en="")
        return [
            next(f"mkt-{n}" for n in range(1, 100) if remark.pk == key_of(f"mkt-{n}"))
            for remark in remarks
        ]

    def _audience(self, row):
        return {
            "summary_fr": row.audience_fr,
            "summary_en": row.audience_en,
            "citations": self.of_entry(row, "audience"),
        }

    def _place(self, row):
        if not row.place_name_fr:
            return None
        return {
            "name": {row.place_name_fr, row.place_name_en},
            "name_fr": row.place_name_fr,
            "name_en": row.place_name_en,
            "city": {row.city_fr, row.city_en},
            "city_fr": row.city_fr,
            "city_en": row.city_en,
            "department": row.department,
            "country": row.country,
            "inferred": row.place_inferred,
            "citations": self.of_entry(row, "place"),
        }

    def _status(self, row):
        """The last status is the current one; alone and uncited, it is no history."""
        statuses = list(row.statuses.order_by("as_of_latest", "position"))
        current = statuses[-1]
        history = [
            {
                "status": value(choices.LIFECYCLE_STATUSES, each.status),
                "as_of": date(each, "as_of"),
                "citations": self.of_entry(row, "lifecycle", lifecycle_status_id=each.pk),
            }
            for each in statuses
        ]
        return {
            "status": history[-1]["status"],
            "status_as_of": date(current, "as_of"),
            "status_inferred": current.inferred,
            "status_basis": current.basis_en,
            "status_basis_fr": current.basis_fr,
            "status_history": history,
        }

    @staticmethod
    def _parents(row):
        links = list(row.parent_links.order_by("position"))
        main = links[0] if links else None
        return {
            "parent": main and main.parent.slug,
            "parent_basis": main and main.basis_en,
            "parent_basis_fr": main and main.basis_fr,
            "also_part_of": [link.parent.slug for link in links[1:]],
        }

    @staticmethod
    def _names(row):
        names = row.aliases.select_related("citation__article")
        return {
            "alternative_names": [
                {
                    "name": each.surface,
                    "article": article_id(each.citation.article),
                    "locator": each.citation.locator,
                }
                for each in sorted(
                    names, key=lambda each: each.citation and each.citation.paragraph or 0
                )
                if each.citation
            ],
            "unsourced_spellings": [each.surface for each in names if not each.citation],
        }

    # ── Claims

    def _participation(self, row):
        return {
            "id": claim_id(row),
            "partner": row.partner.slug,
            "role": value(choices.ROLES, row.role),
            "stated": value(choices.STATED, row.stated),
            "how": row.how_en,
            "how_fr": row.how_fr,
            "citations": self.of_entry(row.initiative, participation_id=row.pk),
        }

    def _investment(self, row):
        recipients = {
            "self": row.initiative.slug,
            "partner": row.recipient and row.recipient.slug,
            "unknown": None,
        }
        return {
            "id": claim_id(row),
            "kind": value(choices.INVESTMENT_KINDS, row.kind),
            "amount_min": number(row.amount_min),
            "amount_max": number(row.amount_max),
            "currency": row.currency,
            "disclosed": row.disclosure == "disclosed",
            "disclosure": value(choices.DISCLOSURES, row.disclosure),
            "date": date(row, "date"),
            "investors": [partner.slug for partner in row.investors.all()],
            "investors_complete": row.investors_complete,
            "investors_inferred": row.investors_inferred,
            "investor_share_disclosed": row.investor_share_disclosed,
            "recipient": recipients[row.recipient_kind],
            "note": row.note_en,
            "note_fr": row.note_fr,
            "citations": self.of_entry(row.initiative, investment_id=row.pk),
        }

    def _milestone(self, row):
        return {
            "id": claim_id(row),
            "date": date(row, "date"),
            "what": row.what_en,
            "what_fr": row.what_fr,
            "kind": value(choices.MILESTONE_KINDS, row.kind),
            "state": value(choices.MILESTONE_STATES, row.state),
            "actor": row.actor and row.actor.slug,
            "person": row.person and row.person.slug,
            "realised_by": [claim_id(event) for event in row.fulfilled_by.order_by("position")],
            "note": row.note_en,
            "note_fr": row.note_fr,
            "citations": self.of_entry(row.initiative, milestone_id=row.pk),
        }

    def _metric(self, row):
        claimants = [
            (each.partner or each.person).slug for each in row.claimants.order_by("position")
        ]
        return {
            "id": claim_id(row),
            "name": row.name_en,
            "name_fr": row.name_fr,
            **figure(row),
            "display": row.display,
            "nature": value(choices.METRIC_NATURES, row.nature),
            "claimed_by": claimants[0] if claimants else None,
            "also_claimed_by": claimants[1:],
            "date": date(row, "date"),
            "citations": self.of_entry(row.initiative, metric_id=row.pk),
        }
