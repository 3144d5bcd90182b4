"""The heads of the audit's chain, day by day: what anybody may note to hold the record to it."""

from datetime import date

from ..publication.models import PublishedAuditHead
from . import errors
from .pages import PublishedPage

DAYS_ON_A_PAGE = 60


class AuditView(PublishedPage):
    """Newest first; ``before`` a day reads on from there. Two queries."""

    template_name = "initiatives/audit.html"

    def query(self):
        before = self.request.GET.get("before", "")
        return f"before={before}" if before and _day(before) else ""

    def answer(self):
        before = self.request.GET.get("before", "").strip()
        if before and _day(before) is None:
            return errors.bad_request(self.request, None)
        heads = PublishedAuditHead.objects.all()
        if before:
            heads = heads.filter(day__lt=_day(before))
        found = list(heads[: DAYS_ON_A_PAGE + 1])
        heads = found[:DAYS_ON_A_PAGE]
        older = f"before={heads[-1].day.isoformat()}" if len(found) > len(heads) else ""
        return self.page({"heads": heads, "older": older, "is_first": not before})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
