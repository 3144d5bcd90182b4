"""The audit: every change of a desk row recorded by the database, and sealed into one hash chain.

django-pghistory's triggers write an *event* for each row inserted, updated or deleted, whoever
writes and by whatever way: a form, a bulk write, psql. Events are only ever added. At commit each
gets an ``AuditSeal``, whose hash covers the event, who and why, and every seal before it.
"""

from .constraints import check_constraints_now
from .reasons import recorded
from .tracking import audited, event_models, is_event

__all__ = ["audited", "check_constraints_now", "event_models", "is_event", "recorded"]
