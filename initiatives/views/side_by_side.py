"""Two organisations side by side: what each does, pays and receives, and what they share."""

from collections.abc import Sequence

from django.core.validators import slug_re
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from ..choices import ROLES
from ..filters import PartnerFilterSet
from ..publication.models import (
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedRedirect,
)
from ..publication.organisations import money_of, roles_of, with_subsidiaries
from ..publication.silence import silences
from ..publication.totals import totals
from .pages import LONGEST_LIST, PublishedPage, decoded, documents, today
from .partners import companions_of
from .passages import number_passages
from .role_rows import role_rows

ASKED = "partner"  # as the filters call it, given twice
TO_CHOOSE_FROM = 20
MOST_ASKED = 10  # that are looked up and answered for


class PartnersSideBySideView(PublishedPage):
    """``?partner=a&partner=b``. With one of them, or none, the page helps to find the other: by
    ``q``, or among those that take part in the same initiatives.

    Each organisation is taken alone, whatever is part of it.
    """

    template_name = "initiatives/partners_side_by_side.html"
    changes_with_the_day = True

    def open_reading(self):
        typed = self.request.GET.copy()
        for name in set(typed) - {"q"}:
            del typed[name]
        typed["page_size"] = str(TO_CHOOSE_FROM)
        self.candidates = PartnerFilterSet(typed)
        self.is_valid = self.candidates.check()
        return self.candidates.counter

    def query(self):
        typed = self.request.GET.copy()
        for name in set(typed) - {ASKED, "q"}:
            del typed[name]
        return typed.urlencode()

    def answer(self):
        given = [slug for slug in self.request.GET.getlist(ASKED) if slug]
        asked = list(dict.fromkeys(given))[:MOST_ASKED]
        found = _partners(asked)
        partners = list({each["slug"]: each for each in found.values() if each}.values())
        errors = [_wrong(slug) for slug in asked if not found[slug]]
        if len(partners) > 2:
            errors.append(_("Two organisations at a time: choose the first of them."))
        elif len(partners) == 1 and len(given) > 1 and not errors:
            errors.append(_("This is the same organisation twice: choose another one."))
        if not self.is_valid:
            errors += [each for messages in self.candidates.errors.values() for each in messages]
        context = {
            "partners": partners,
            "errors": errors,
            "is_compared": len(partners) == 2 and not errors,
        }
        context |= self._compared(partners) if context["is_compared"] else self._choice(partners)
        return self.page(context, status=400 if errors else 200)

    def _choice(self, partners: list[dict]) -> dict:
        """Whom the first one can be compared with; anybody where none is chosen yet."""
        words = self.request.GET.get("q", "").strip()
        first = partners[0]["slug"] if len(partners) == 1 else ""
        offered: list[dict] = []
        if len(partners) > 1:
            offered = partners
        elif self.is_valid and (words or not first):
            rows = self.candidates.page("document", "updated_at").rows
            offered = [decoded(*row) for row in rows]
        elif first:
            offered = [each["partner"] for each in companions_of([first])["partners"]]
        return {
            "words": words,
            "first": first,
            "offered": [each for each in offered if each["slug"] != first],
        }

    def _compared(self, partners: list[dict]) -> dict:
        one, other = (each["slug"] for each in partners)
        counts = _role_counts([one, other])
        columns = [self._column(each, counts[each["slug"]]) for each in partners]
        together = roles_of([one, other]).filter(_takes_part(one), _takes_part(other))
        number = together.order_by().values("initiative").distinct().count()
        shared = role_rows(together)
        apart = [
            role_rows(roles_of([slug]).exclude(_takes_part(beside)))
            for slug, beside in ((one, other), (other, one))
        ]
        for column, beside, rows in zip(columns, reversed(partners), apart, strict=True):
            column |= {
                "other": beside,
                "apart": rows,
                "is_cut": len(rows) < column["initiatives"] - number,
            }
        both = PublishedInvestment.objects.filter(lineage__contains=[one, other])
        money = documents(both.filter(partners__contains=[one, other]))
        return {
            "columns": columns,
            "roles": [
                (role, [counts[slug]["roles"].get(role, 0) for slug in (one, other)])
                for role in ROLES.codes
                if any(role in counts[slug]["roles"] for slug in (one, other))
            ],
            "shared": shared,
            "shared_count": number,
            "money_between": money,
            "silences": silences(
                [row["entry"]["slug"] for rows in (shared, *apart) for row in rows], on=today()
            ),
            "kin": _kinship(partners),
            "most_shown": LONGEST_LIST,
            "passages": number_passages(
                money,
                [row["participations"] for row in shared],
                *[[row["participations"] for row in rows] for rows in apart],
            ),
        }

    def _column(self, partner: dict, counts: dict) -> dict:
        paid, received = money_of([partner["slug"]])
        return {
            "partner": partner,
            "initiatives": counts["initiatives"],
            "money_out": totals(paid, put_up_by=[partner["slug"]]),
            "money_in": totals(received),
        }


def _partners(slugs: Sequence[str]) -> dict[str, dict | None]:
    """The document of each slug, also under a name it had before; ``None`` for who is not public.
    Two queries at most.
    """
    possible = [slug for slug in slugs if slug_re.match(slug)]
    moved = PublishedRedirect.objects.filter(type="partner", slug__in=possible)
    renamed = dict(moved.values_list("slug", "target"))
    wanted = {slug: renamed.get(slug, slug) for slug in possible}
    rows = PublishedPartner.objects.filter(slug__in=wanted.values())
    stored = {
        slug: decoded(document, updated_at)
        for slug, document, updated_at in rows.values_list("slug", "document", "updated_at")
    }
    return {slug: stored.get(wanted.get(slug)) for slug in slugs}


def _wrong(slug: str) -> str:
    return _("“%(slug)s” is no organisation on record.") % {"slug": slug}


def _takes_part(slug: str) -> Exists:
    """For participations: ``slug`` takes part in the same initiative."""
    own = PublishedParticipation.objects.filter(partner=slug, initiative=OuterRef("initiative"))
    return Exists(own)


def _role_counts(slugs: Sequence[str]) -> dict[str, dict]:
    """In how many initiatives each one takes part, in all and in each role. Two queries."""
    taken = roles_of(slugs).order_by()
    number = Count("initiative", distinct=True)
    counts: dict[str, dict] = {slug: {"initiatives": 0, "roles": {}} for slug in slugs}
    for slug, count in taken.values_list("partner").annotate(number=number):
        counts[slug]["initiatives"] = count
    for slug, role, count in taken.values_list("partner", "role").annotate(number=number):
        counts[slug]["roles"][role] = count
    return counts


def _kinship(partners: Sequence[dict]) -> dict | None:
    """Which of the two is part of the other, at whatever depth. Two queries."""
    one, other = partners
    for whole, part in ((one, other), (other, one)):
        if part["slug"] in with_subsidiaries(whole["slug"]):
            return {"whole": whole, "part": part}
    return None
