"""The desk for people, only as they speak or act in a public capacity."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.cited import CitedAdmin
from sources.admin.dates import fuzzy_date, fuzzy_date_column
from sources.admin.desk import DeskInline
from sources.admin.links import LinkAdmin
from sources.admin.passages import PassagesForm, ShowsPassages, passages_of

from ..models import Person, PersonRole, PersonRoleCitation
from .reference import NamedAdmin, PublicFlagAdmin

_ROLE = [
    (
        None,
        {
            "fields": [
                "title_as_stated",
                ("title_fr", "title_en"),
                "partner",
                ("partner_inferred", "partner_basis"),
                "passages",
            ]
        },
    ),
    (_("As of"), {"classes": ["collapse"], "fields": [*fuzzy_date("as_of"), "position"]}),
]


class PersonRoleInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = PersonRole
    form = PassagesForm
    autocomplete_fields = ["partner"]
    fieldsets = _ROLE


@admin.register(Person)
class PersonAdmin(CitedAdmin, PublicFlagAdmin):
    list_display = ["__str__", "role", "public", "slug"]
    list_filter = ["public"]
    search_fields = [
        "name",
        "slug",
        "roles__title_fr",
        "roles__title_en",
        "roles__partner__name",
        "roles__partner__aliases__surface",
    ]
    search_help_text = _("Name, title or organisation.")
    ordering = ["name", "slug"]
    inlines = [PersonRoleInline]
    fields = ["name", "slug", "public", "desk_note"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("roles__partner")

    @admin.display(description=_("role"), empty_value="—")
    def role(self, person):
        return next(iter(person.roles.all()), None)


@admin.register(PersonRole)
class PersonRoleAdmin(ShowsPassages, NamedAdmin):
    form = PassagesForm
    list_display = [
        "person",
        "title_as_stated",
        "partner",
        fuzzy_date_column("as_of", _("as of")),
        "passage_count",
    ]
    list_filter = ["partner_inferred"]
    list_select_related = ["person", "partner"]
    search_fields = ["title_as_stated", "title_fr", "title_en", "person__name", "partner__name"]
    ordering = ["person", "position", "id"]
    autocomplete_fields = ["person", "partner"]
    fieldsets = [(None, {"fields": ["person"]}), *_ROLE]

    @admin.display(description=_("passages"))
    def passage_count(self, role):
        return len(passages_of(role))


@admin.register(PersonRoleCitation)
class PersonRoleCitationAdmin(LinkAdmin, NamedAdmin):
    subject = "role"

    def get_list_select_related(self, request):
        return [*super().get_list_select_related(request), "role__partner"]
