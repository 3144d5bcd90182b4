"""The desk for organisations: names and spellings, family, identifiers, and what each rests on."""

import unicodedata
from collections import defaultdict

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.cited import CitedAdmin
from sources.admin.columns import ByCountry, country
from sources.admin.dates import fuzzy_date
from sources.admin.desk import DeskInline
from sources.admin.links import LinkAdmin, LinkInline
from sources.admin.passages import PassagesForm, ShowsPassages, passages_of

from ..models import AliasCitation, Partner, PartnerAlias, PartnerCitation
from .reference import NamedAdmin, PublicFlagAdmin


class PartnerAliasInline(ShowsPassages, DeskInline, admin.TabularInline):
    model = PartnerAlias
    form = PassagesForm
    fields = ["surface", "match", "passages"]


class PartnerCitationInline(LinkInline):
    model = PartnerCitation
    fk_name = "partner"


@admin.register(Partner)
class PartnerAdmin(CitedAdmin, PublicFlagAdmin):
    list_display = ["name", "kind", country, "parent", "parent_relation", "public"]
    list_filter = ["public", "kind", ByCountry, "parent_relation"]
    list_select_related = ["parent"]
    search_fields = [
        "name",
        "name_fr",
        "name_en",
        "slug",
        "aliases__surface",
        "wikidata",
        "lei",
        "siren",
    ]
    search_help_text = _("Name, spelling, or identifier.")
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent", "parent_publisher", "shareholders", "merged_into"]
    inlines = [PartnerAliasInline, PartnerCitationInline]
    fieldsets = [
        (None, {"fields": ["name", ("name_fr", "name_en"), "slug", "kind", "public", "home_page"]}),
        (_("Country"), {"fields": [("country", "country_basis")]}),
        (
            _("Family"),
            {
                "fields": [
                    ("parent", "parent_publisher"),
                    ("parent_relation", "parent_basis"),
                    "shareholders",
                    "merged_into",
                ]
            },
        ),
        (_("Identifiers"), {"classes": ["collapse"], "fields": [("wikidata", "lei", "siren")]}),
        (
            _("Founded, ended"),
            {"classes": ["collapse"], "fields": [*fuzzy_date("founded"), *fuzzy_date("ended")]},
        ),
        (_("Desk"), {"classes": ["collapse"], "fields": ["desk_note"]}),
    ]

    def option_texts(self, rows, term=""):
        """``Orange (OBS), large company``: with the spelling that was searched, and the kind."""
        spellings = defaultdict(list)
        if term:
            for alias in PartnerAlias.objects.filter(partner__in=rows):
                spellings[alias.partner_id].append(alias.surface)
        return [_option(row, spellings[row.pk], term) for row in rows]


def _option(partner, spellings: list[str], term: str) -> str:
    name = str(partner)
    if term and not _holds(name, term):
        found = next((spelling for spelling in spellings if _holds(spelling, term)), None)
        name = f"{name} ({found})" if found else name
    kind = partner.get_kind_display()
    return f"{name}, {kind}" if kind else name


def _holds(text: str, term: str) -> bool:
    """Whether every word of ``term`` stands in ``text``, accents and capitals apart."""
    return all(word in _folded(text) for word in _folded(term).split())


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@admin.register(PartnerAlias)
class PartnerAliasAdmin(ShowsPassages, NamedAdmin):
    form = PassagesForm
    list_display = ["surface", "partner", "match", "passage_count"]
    list_filter = ["match"]
    list_select_related = ["partner"]
    search_fields = ["surface", "partner__name", "partner__slug"]
    ordering = ["surface", "id"]
    autocomplete_fields = ["partner"]
    fields = ["partner", "surface", "match", "passages"]

    @admin.display(description=_("passages"))
    def passage_count(self, alias):
        return len(passages_of(alias))


@admin.register(PartnerCitation)
class PartnerCitationAdmin(LinkAdmin, NamedAdmin):
    subject = "partner"


@admin.register(AliasCitation)
class AliasCitationAdmin(LinkAdmin, NamedAdmin):
    subject = "alias"
