from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("Sources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import signals
        from .audit import chain

        signals.connect()
        post_migrate.connect(chain.never_ignore, sender=self, dispatch_uid="sources-audit")
