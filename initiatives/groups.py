"""Who may do what on the desk: the three groups, made after every migration."""

from django.apps import apps as installed
from django.db.models import Q

ANALYSTS, EDITORS, ADMINISTRATORS = "Analysts", "Editors", "Administrators"

# Rows that many entries quote, and whether they are public: Editors only.
_EDITORS_ONLY = {"theme", "publisher", "pagetext"}
_READ_ONLY = {
    "publishedversion",
    "publishedchange",
    "vocabularyterm",
    "auditseal",
    "exchangerate",
    "datasetload",
    # Written by the workflow alone.
    "revision",
    "keptrows",
    "reviewnote",
    "previewlink",
    "presence",
    "duerun",
    # Written by readers, answered by acts of their own.
    "suggestion",
    "suggestionsender",
}


def make_groups(using="default", **kwargs):
    """Create the groups and give each exactly its permissions. Idempotent; runs after migrations.

    Django's own receiver, which creates the permissions, may come after this one: hence the call.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in ("sources", "initiatives", "auth"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=using)
    desk = Permission.objects.using(using).filter(
        content_type__app_label__in=["sources", "initiatives"]
    )
    viewable = desk.filter(codename__startswith="view_")
    writable = (
        desk.filter(codename__regex="^(add|change|delete)_")
        .exclude(content_type__model__startswith="published")
        .exclude(content_type__model__in=[*_READ_ONLY, "publicationcounter", "loadedrow"])
    )
    analysts = viewable | writable.exclude(content_type__model__in=_EDITORS_ONLY)
    editors = (
        viewable
        | writable
        | desk.filter(codename__in=["publish_initiative", "withdraw_initiative", "review_revision"])
    )
    # What a group may do is decided here, so nobody edits one.
    accounts = Permission.objects.using(using).filter(content_type__app_label="auth")
    administrators = editors | accounts.filter(
        Q(content_type__model="user") | Q(codename="view_group")
    )
    for name, permissions in (
        (ANALYSTS, analysts),
        (EDITORS, editors),
        (ADMINISTRATORS, administrators),
    ):
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(permissions.distinct())
