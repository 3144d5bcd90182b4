"""What holds for accounts whichever screen writes them."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.groups import ADMINISTRATORS, ANALYSTS, EDITORS
from sources.admin.refusals import Refusal

# Group -> what it is called on the screens, what its members may do.
GROUPS = {
    ANALYSTS: (
        gettext_lazy("Analysts"),
        gettext_lazy("add and correct articles, passages and entries; publish nothing"),
    ),
    EDITORS: (
        gettext_lazy("Editors"),
        gettext_lazy("what Analysts do, and publish, withdraw, change themes and publishers"),
    ),
    ADMINISTRATORS: (
        gettext_lazy("Administrators"),
        gettext_lazy("what Editors do, and invite people and manage their accounts"),
    ),
}


def group_label(name: str) -> str:
    return str(GROUPS[name][0]) if name in GROUPS else name


def administrators() -> QuerySet[User]:
    """Those who can log in now and manage accounts. An invitation nobody answered does not count.

    A superuser made by ``createsuperuser`` is one of them, whatever its groups.
    """
    return (
        User.objects.filter(Q(is_superuser=True) | Q(groups__name=ADMINISTRATORS))
        .filter(is_active=True, is_staff=True)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .distinct()
    )


def queue_up() -> bool:
    """Hold back other writes of accounts until this transaction ends; whether there is anybody now.

    Two Administrators who remove one another at the same moment would each see the other still
    there, and two invitations the same free address.
    """
    # NO KEY: whoever only adds a member to the group does not wait.
    list(Group.objects.select_for_update(no_key=True).filter(name=ADMINISTRATORS))
    return administrators().exists()


def refuse_to_leave_nobody() -> None:
    """Raises ``Refusal`` when no Administrator is left."""
    if not administrators().exists():
        raise Refusal(
            [
                _(
                    "This is the last active Administrator: nobody could manage the accounts any "
                    "more. Make somebody else an Administrator first."
                )
            ]
        )


def has_history(user: User) -> bool:
    """Whether anything on record names ``user``: entries, articles, versions, log entries."""
    for relation in user._meta.get_fields(include_hidden=True):  # "+" hides a relation's name
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        users = relation.related_model  # one without a table is pghistory's view of all events
        if not users._meta.concrete_model._meta.managed or users._meta.auto_created:
            continue
        if users._base_manager.filter(**{relation.field.name: user}).exists():
            return True
    return False
