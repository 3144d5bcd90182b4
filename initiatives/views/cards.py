"""The pictures beside shared links: one for each entry, one for all other pages."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ..cards import drawing
from ..publication.models import PublishedInitiative, PublishedPartner, PublishedSource
from ..templatetags import tracker_format as say
from .initiatives import InitiativeDetailView
from .pages import PublishedPage

CACHE_CONTROL = "public, max-age=600"  # a withdrawal takes a little longer to reach a picture


class _Card:
    """A page that is a picture: the template draws it, ``get_context`` says of what."""

    def page(self, context, *, status=200):
        picture = drawing.picture(context["card"].svg)
        return HttpResponse(picture, content_type="image/png", status=status)

    def read(self, request, *args, **kwargs):
        response = super().read(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["Cache-Control"] = CACHE_CONTROL
        return response


class EntryCardView(_Card, InitiativeDetailView):
    """Withdrawn: 410, merged: 308, as the entry's page. It keeps its tag while the entry stays."""

    route = "initiatives:entry_card"

    def open_reading(self):
        row = self.model.objects.filter(slug=self.kwargs["key"]).values_list("updated_at", "state")
        return row.first() or super().open_reading()

    def get_context(self, row, entry):
        return {"card": drawing.of_entry(entry)}


class SiteCardView(_Card, PublishedPage):
    def get_context(self):
        counts = (
            (PublishedInitiative.objects.filter(state="published"), _("initiatives")),
            (PublishedPartner.objects.all(), _("organisations")),
            (PublishedSource.objects.all(), _("articles")),
        )
        known = [(rows.order_by().count(), label) for rows, label in counts]
        told = [(say.number(count), label) for count, label in known if count]
        return {"card": drawing.of_site(told)}
