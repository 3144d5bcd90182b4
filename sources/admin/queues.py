"""What waits for somebody: the queues of the desk. The dashboard counts the rows of one, the list
it leads to is filtered to the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PARAMETER = "queue"


@dataclass(frozen=True)
class Queue:
    """``narrow`` keeps the rows that wait for ``user``; ``order`` puts the next one first, the
    same for everybody or, called with the user, hers.

    ``name`` is what a row is called; ``who`` and ``when`` say whose it is, or what, and since when
    (in words or an aware datetime); ``load`` adds what they read of other tables. ``empty`` says
    that there is no row.
    """

    code: str
    title: str
    model: type[Model]
    narrow: Callable[[QuerySet, User], QuerySet]
    order: tuple | Callable[[User], tuple]
    empty: str
    who: Callable[[Model], object]
    when: Callable[[Model], object]
    load: Callable[[QuerySet], QuerySet] = QuerySet.all
    name: Callable[[Model], str] = str

    def rows(self, user: User) -> QuerySet:
        """The rows, in order, with what ``name``, ``who`` and ``when`` read."""
        rows = self.narrow(self.model._default_manager.all(), user)
        return self.load(rows).order_by(*self.order_for(user))

    def order_for(self, user: User) -> tuple:
        return self.order(user) if callable(self.order) else self.order

    def address(self, site: admin.AdminSite) -> str:
        """The list of exactly these rows."""
        meta = self.model._meta
        page = f"{site.name}:{meta.app_label}_{meta.model_name}_changelist"
        return f"{reverse(page)}?{PARAMETER}={self.code}"


class QueueFilter(admin.SimpleListFilter):
    """``?queue=…`` of a list; the queues are those of its admin."""

    title = _("queue")
    parameter_name = PARAMETER

    def __init__(self, request, params, model, model_admin):
        self.queues = {queue.code: queue for queue in model_admin.queues}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(queue.code, queue.title) for queue in model_admin.queues]

    def queryset(self, request, queryset):
        queue = self.queues.get(self.value())
        return queue.narrow(queryset, request.user) if queue else queryset


class HasQueues:
    """For an admin: its list offers ``queues`` first among its filters, each in its own order."""

    queues: tuple[Queue, ...] = ()

    def get_list_filter(self, request):
        return [QueueFilter, *super().get_list_filter(request)]

    def get_ordering(self, request):
        chosen = request.GET.get(PARAMETER)
        for queue in self.queues:
            if queue.code == chosen:
                return queue.order_for(request.user)
        return super().get_ordering(request)
