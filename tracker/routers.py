"""Which database a query goes to."""

from contextvars import ContextVar

from django.conf import settings

reading_publicly: ContextVar[bool] = ContextVar("reading_publicly", default=False)


class ReaderRouter:
    """During a public request reads go to the connection of ``READER_URL``, where there is one."""

    def db_for_read(self, model, **hints):
        return "reader" if reading_publicly.get() and "reader" in settings.DATABASES else None

    def allow_migrate(self, db, app_label, **hints):
        return db != "reader"
