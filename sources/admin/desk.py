"""What every page of the desk does alike: one transaction for a save, sentences for a refusal."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..audit import check_constraints_now
from ..fields import FuzzyDateField
from ..folding import LOOKUP
from ..models import Citation
from ..vocabulary import CodeField
from .changelist import DeskChangeList
from .forms import DeskForm, LinesField, with_reason
from .formsets import DeskFormSet
from .refusals import Refusal, database_refusals
from .widgets import LoadedSelect, LoadedSelectMultiple, MomentInput, PassageSelect
from .written import WrittenDateField, tell

# Entered, with the request, inside the transaction of every save and delete; one that raises
# ``Refusal`` on leaving undoes it. ``initiatives`` adds the one that guards the public record.
SAFEGUARDS: list[Callable[..., AbstractContextManager]] = []

# Called, inside that transaction, with the request and a row that is about to be written or
# deleted: as it is stored, and as it shall be.
BEFORE_WRITING: list[Callable[..., None]] = []

# Asked, with the request and a row: does its page have a field for a correction's public reason?
REASON_ASKED: list[Callable[..., bool]] = []

# The routes, which take a slug, of the public pages of models that have one and are published as
# ``published_row``; ``initiatives`` fills it.
PUBLIC_PAGES: dict[type[models.Model], str] = {}


class DeskFields:
    """Fields of a page or of an inline row."""

    form = DeskForm
    formfield_overrides = {
        ArrayField: {"form_class": LinesField},
        FuzzyDateField: {"form_class": WrittenDateField},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_readonly_fields(self, request, obj=None):
        computed = [
            field.name for field in self.opts.fields if field.generated or not field.editable
        ]
        return [*super().get_readonly_fields(request, obj), *computed]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if isinstance(db_field, CodeField):  # desk_vocabulary.js says what the value means
            field.widget.attrs["data-vocabulary"] = db_field.vocabulary.name
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            picker = PassageSelect if db_field.related_model is Citation else LoadedSelect
            kwargs.setdefault("widget", picker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LoadedSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskInline(DeskFields):
    """An inline that loads, in a fixed number of queries, what its rows show."""

    extra = 0
    formset = DeskFormSet
    classes = ("collapse",)
    loads: tuple[str, ...] = ()  # what else a row needs to name itself

    def get_queryset(self, request):
        chosen = [self.opts.get_field(name) for name in self.get_autocomplete_fields(request)]
        single = [field.name for field in chosen if not field.many_to_many]
        several = [field.name for field in chosen if field.many_to_many]
        rows = super().get_queryset(request)
        if related := [*single, *self.loads]:
            rows = rows.select_related(*related)
        return rows.prefetch_related(*several)


class DeskAdmin(DeskFields, admin.ModelAdmin):
    """A page of the desk.

    A save or a delete that is refused, by a rule or by the database, is undone whole; the form
    comes back as it was typed, with the reasons.
    """

    class Media:
        css = {"all": ["tracker/css/desk_lists.css"]}

    list_per_page = 50
    show_full_result_count = False  # counting a large table twice helps nobody

    # ── Saving ──────────────────────────────────────────────────────────────────────────────────
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        name = self.opts.verbose_name  # Django's titles put "de" before it, which French elides
        title = _("Add: %(name)s") % {"name": name} if object_id is None else capfirst(name)
        extra_context = {"title": title, **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with self._writing(request):
                if object_id is not None:
                    self.lock(request, self.get_object(request, unquote(object_id)))
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refusal, request.refused_field = tuple(refusal.reasons), refusal.field
            return super().changeform_view(request, object_id, form_url, extra_context)

    def lock(self, request, obj):
        """Keep others from writing what ``obj`` (if any) belongs to until this save ends."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.asks_reason(request, obj):
            kwargs.setdefault("form", with_reason(self.form))
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", ())
        form.refused_field = getattr(request, "refused_field", None)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.asks_reason(request, obj):
            return fieldsets
        return [*fieldsets, (_("Correction"), {"fields": ["reason"]})]

    def asks_reason(self, request, obj) -> bool:
        """Whether the page of ``obj`` has the field for the public reason of a correction."""
        if getattr(request, "refused_field", None) == "reason":
            return True
        return obj is not None and any(asked(request, obj) for asked in REASON_ASKED)

    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.filter(pk=obj.pk).first() if change else None
        for row in filter(None, (stored, obj)):
            self.before_writing(request, row)
        super().save_model(request, obj, form, change)

    @staticmethod
    def before_writing(request, row):
        for told in BEFORE_WRITING:
            told(request, row)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        check_constraints_now()  # deferred ones too, while they can still be a sentence
        changed = form.has_changed() or any(formset.has_changed() for formset in formsets)
        self.after_save(request, form, changed=changed)
        tell(self, request, form, formsets)

    def after_save(self, request, form, *, changed: bool):
        """Called when the row, its inline rows and its links are written, in the same transaction.

        ``changed`` is false when the form came back as it was shown.
        """

    # ── Deleting, acting on several ─────────────────────────────────────────────────────────────
    def reason_to_keep(self, row) -> str | None:
        """The sentence that refuses to delete ``row``, whoever asks; ``None`` where it may go."""

    def reasons_to_keep(self, rows) -> list[str]:
        """The same for several at once."""
        return [reason for row in rows if (reason := self.reason_to_keep(row))]

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        may_ask = row is not None and self.has_delete_permission(request)
        if may_ask and (reason := self.reason_to_keep(row)):
            self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(self.page("change", object_id))
        try:
            with self._writing(request):
                return super().delete_view(request, object_id, extra_context)
        except Refusal as refusal:
            self._say(request, refusal)
            page = "delete" if refusal.field == "reason" else "change"
            return HttpResponseRedirect(self.page(page, object_id))

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def get_deleted_objects(self, objs, request):
        self._keep(objs)  # before anybody is asked whether they are sure
        request.asks_reason = any(self.asks_reason(request, row) for row in objs)
        return super().get_deleted_objects(objs, request)

    def _keep(self, rows):
        if reasons := self.reasons_to_keep(rows):
            raise Refusal(reasons)

    def delete_queryset(self, request, queryset):
        self._keep(queryset)
        for row in queryset:  # one by one: each announces that it is gone
            self.before_writing(request, row)
            row.delete()
        check_constraints_now()

    def changelist_view(self, request, extra_context=None):
        """An action that is not the user's is refused; Django passes over it."""
        asked = set(request.POST.getlist("action")) - {""}
        if asked - self.get_actions(request).keys():
            raise PermissionDenied
        return super().changelist_view(request, extra_context)

    def response_action(self, request, *args, **kwargs):
        try:
            with self._writing(request):
                return super().response_action(request, *args, **kwargs)
        except Refusal as refusal:
            self._say(request, refusal)
            return HttpResponseRedirect(request.get_full_path())

    @contextmanager
    def _writing(self, request):
        with ExitStack() as stack:
            stack.enter_context(database_refusals())
            stack.enter_context(transaction.atomic())
            for safeguard in SAFEGUARDS:
                stack.enter_context(safeguard(request))
            yield

    def _say(self, request, refusal):
        for reason in refusal.reasons:
            self.message_user(request, reason, messages.ERROR)

    def get_view_on_site_url(self, obj=None):
        if self.model not in PUBLIC_PAGES or not hasattr(obj, "published_row"):
            return super().get_view_on_site_url(obj)
        return reverse(PUBLIC_PAGES[self.model], args=[obj.published_row.slug])

    def page(self, name, *args) -> str:
        """The address of one of the model's own pages: ``changelist``, ``change``, ``delete``…"""
        return reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args
        )

    # ── Searching ───────────────────────────────────────────────────────────────────────────────
    def get_search_fields(self, request):
        """Every search, a list's and a picker's, is blind to accents and capitals."""
        return [f"{path}__{LOOKUP}" for path in super().get_search_fields(request)]

    def get_changelist(self, request, **kwargs):
        return DeskChangeList

    def get_search_results(self, request, queryset, search_term):
        # PostgreSQL keeps no NUL in a text, so nothing can match one, and asking is an error.
        return super().get_search_results(request, queryset, search_term.replace("\0", " "))

    def for_autocomplete(self, request, queryset):
        """The rows a picker found, loaded and ordered as it offers them."""
        return queryset

    def option_texts(self, rows: list, term: str = "") -> list[str]:
        """What a picker says of each row; ``term`` is what was searched."""
        return [str(row) for row in rows]

    def get_changelist_instance(self, request):
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise IncorrectLookupParameters
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # the year 99999 of a date hierarchy
            raise IncorrectLookupParameters from error


class ViewOnlyAdmin(DeskAdmin):
    """Rows that code writes: looked at here, never typed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
