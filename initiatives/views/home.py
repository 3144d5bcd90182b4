"""The first page: what this is, what is on record, what came last."""

from django.db.models import Count, Q

from ..publication.models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)
from .pages import PublishedPage, documents

LATEST = 10


class HomeView(PublishedPage):
    template_name = "initiatives/home.html"

    def get_context(self):
        entries = PublishedInitiative.objects.filter(state="published")
        return {
            "counts": {
                "initiatives": entries.count(),
                "partners": PublishedPartner.objects.count(),
                "participants": PublishedParticipation.objects.aggregate(
                    number=Count("partner", distinct=True)
                )["number"],
                **PublishedInvestment.objects.aggregate(
                    investments=Count("pk"), disclosed=Count("pk", filter=Q(disclosure="disclosed"))
                ),
                "sources": PublishedSource.objects.count(),
                "publishers": PublishedPublisher.objects.count(),
                "themes": PublishedTheme.objects.count(),
            },
            "latest": documents(entries.order_by("-published_at", "-pk")[:LATEST]),
        }
