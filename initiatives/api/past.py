"""``as_of``: entries as they were public at a moment, by the rules of the pages of past versions.

A version says what was published with it; later names of what it quotes came without a version of
their own. What left the public side since is left out of it, and what a withdrawal closed stays
closed, because the reason for it may stand in there.
"""

import json
from collections.abc import Iterable

from django.http import HttpResponse
from rest_framework.exceptions import NotFound

from .. import filters
from ..publication.models import PublishedInitiative, PublishedVersion
from ..publication.past import past
from .selection import described
from .serializers import InitiativeSerializer


class PastViews:
    """The list and the detail of initiatives where ``as_of`` is given."""

    @property
    def selecting(self):
        names = super().selecting
        if self.is_of_the_past(self.request):
            return [name for name in names if name != "expand"]
        return [*names, "as_of"]

    @staticmethod
    def is_of_the_past(request) -> bool:
        return request is not None and any(each.strip() for each in request.GET.getlist("as_of"))

    def unknown(self, name, known):
        fault = super().unknown(name, known)
        others = (*filters.InitiativeFilterSet.base_filters, "expand")
        if name in others and self.is_of_the_past(self.request):
            detail = f"“{name}” reads the record as it is now, and cannot be asked with “as_of”."
            return {**fault, "detail": detail}
        return fault

    def list(self, request):
        if not self.is_of_the_past(request):
            return super().list(request)
        filterset = self.check_parameters(request, filters.PastInitiativeFilterSet)
        if unchanged := self.unchanged(request, filterset.counter, filterset.opening.moved_at):
            return unchanged
        page = filterset.page("document", "published_at")
        moment = json.dumps(filterset.values["as_of"].isoformat())
        results = _as_served(page.rows)
        return self.listed(request, page, results, filterset, beside=f'"as_of": {moment}')

    def retrieve(self, request, **kwargs):
        if not self.is_of_the_past(request):
            return super().retrieve(request, **kwargs)
        filterset = self.check_parameters(
            request, filters.PastInitiativeFilterSet, without=filters.PAGING
        )
        opening = filterset.opening
        if unchanged := self.unchanged(request, opening.counter, is_there=False):
            return unchanged
        self.moved_at = opening.moved_at
        self.moment = filterset.values["as_of"]
        return self.find(request, kwargs["slug"])

    def found(self, request, row):
        if not self.is_of_the_past(request):
            return super().found(request, row)
        slug = self.kwargs["slug"]
        entry = PublishedInitiative.objects.filter(slug=slug).values("pk")
        public = filters.public_at(self.moment).filter(initiative__in=entry)
        for body in _as_served(public.values_list("document", "published_at")):
            if unchanged := self.not_changed_since(request, self.moved_at):
                return unchanged
            return self.answer(self.selection.applied([body])[0][0] if self.selection else body)
        versions = PublishedVersion.objects.filter(initiative__in=entry)
        return self.not_public_then(slug, versions.order_by("-number"))

    def not_public_then(self, slug: str, versions) -> HttpResponse:
        """410 for what was withdrawn by then, or since. Raises ``NotFound``: not public yet."""
        if not versions.filter(published_at__lte=self.moment).exists():
            raise NotFound(f"The initiative “{slug}” was not public at that moment.")
        reason = versions.filter(action="withdrawn").values_list("reason", flat=True).first()
        return self.gone("What was public of this initiative at that moment is withdrawn.", reason)


def _as_served(rows: Iterable[tuple]) -> list[str]:
    """The documents of versions, each with when it was published, as the API shows them now.

    Two queries.
    """
    rows = list(rows)
    if not rows:
        return []
    shown = past(document for document, _published_at in rows)
    documents = (
        {"updated_at": at.isoformat(), **each.document}
        for each, (_document, at) in zip(shown, rows, strict=True)
    )
    # Without what only pages ask, such as whether a name still leads somewhere.
    return [
        json.dumps(described(each, InitiativeSerializer), ensure_ascii=False) for each in documents
    ]
