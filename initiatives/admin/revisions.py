"""The desk for revisions."""

from django.contrib import admin

from ..models import Revision
from .revision_list import RevisionList


@admin.register(Revision)
class RevisionAdmin(RevisionList):
    def get_fields(self, request, obj=None):
        return self.list_display

    def get_readonly_fields(self, request, obj=None):
        return self.list_display
