"""The audit's chain, to look at: the database writes it."""

from django.contrib import admin

from ..models import AuditSeal
from .desk import ViewOnlyAdmin


@admin.register(AuditSeal)
class AuditSealAdmin(ViewOnlyAdmin):
    list_display = ["seq", "sealed_at", "event_table", "event_id", "hash"]
    list_filter = ["event_table"]
    search_fields = ["hash", "event_table"]
    fields = ["seq", "sealed_at", "event_table", "event_id", "digest", "hash"]
    readonly_fields = fields
