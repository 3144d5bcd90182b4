from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import groups, signals
        from .publication import checks, reader  # noqa: F401  registers the system checks
        from .revisions import previewer
        from .suggestions import suggester

        signals.connect()
        post_migrate.connect(groups.make_groups, sender=self, dispatch_uid="initiatives-groups")
        post_migrate.connect(
            signals.mirror_vocabularies, sender=self, dispatch_uid="initiatives-terms"
        )
        post_migrate.connect(reader.prepare_reader, sender=self, dispatch_uid="initiatives-reader")
        post_migrate.connect(
            previewer.prepare_previewer, sender=self, dispatch_uid="initiatives-previewer"
        )
        post_migrate.connect(
            suggester.prepare_suggester, sender=self, dispatch_uid="initiatives-suggester"
        )
