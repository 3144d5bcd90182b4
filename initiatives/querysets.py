"""Chainable reads of the desk's rows. What the public reads is in ``publication``."""

from django.db import models


class InitiativeQuerySet(models.QuerySet):
    def published(self):
        """Entries whose latest version is public."""
        return self.filter(state="published")
