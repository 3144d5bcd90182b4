"""Which fields of a claim stand together: the same on the entry's page and on the claim's own."""

from django.utils.translation import gettext_lazy as _

from sources.admin.dates import fuzzy_date

PARTICIPATION = [
    (None, {"fields": [("partner", "role", "stated"), ("how_fr", "how_en"), "passages"]}),
    (
        _("From, until"),
        {
            "classes": ["collapse"],
            "fields": [*fuzzy_date("since"), *fuzzy_date("until"), "position"],
        },
    ),
]

INVESTMENT = [
    (
        None,
        {
            "fields": [
                ("kind", "stage"),
                ("amount", "currency"),
                ("qualifier", "period", "disclosure"),
                ("scope_fr", "scope_en"),
                "passages",
            ]
        },
    ),
    (_("Date"), {"classes": ["collapse"], "fields": fuzzy_date("date")}),
    (
        _("Investors and recipient"),
        {
            "classes": ["collapse"],
            "fields": [
                "investors",
                ("investors_complete", "investors_inferred", "investor_share_disclosed"),
                ("recipient_kind", "recipient"),
            ],
        },
    ),
    (
        _("More"),
        {"classes": ["collapse"], "fields": ["part_of", ("note_fr", "note_en"), "position"]},
    ),
]

MILESTONE = [
    (
        None,
        {"fields": [("kind", "state"), ("what_fr", "what_en"), *fuzzy_date("date"), "passages"]},
    ),
    (
        _("Who, and which forecast"),
        {
            "classes": ["collapse"],
            "fields": [("actor", "person"), "fulfils", ("note_fr", "note_en"), "position"],
        },
    ),
]

METRIC = [
    (
        None,
        {
            "fields": [
                ("name_fr", "name_en"),
                ("figure", "unit"),
                ("qualifier", "nature"),
                "display",
                ("scope_fr", "scope_en"),
                "passages",
            ]
        },
    ),
    (_("Date"), {"classes": ["collapse"], "fields": [*fuzzy_date("date"), "position"]}),
]

STATUS = [
    (None, {"fields": ["status", *fuzzy_date("as_of"), "passages"]}),
    (
        _("Inferred from"),
        {"classes": ["collapse"], "fields": ["inferred", ("basis_fr", "basis_en"), "position"]},
    ),
]

STATEMENT = [
    (
        None,
        {
            "fields": [
                ("speaker", "partner", "type"),
                ("speaker_description_fr", "speaker_description_en"),
                ("paraphrase_fr", "paraphrase_en"),
                "passages",
            ]
        },
    ),
    (_("Date"), {"classes": ["collapse"], "fields": fuzzy_date("date")}),
    (
        _("Also"),
        {"classes": ["collapse"], "fields": ["also_said_by", "also_about", "formerly"]},
    ),
    (
        _("Market remark: its topic and figure"),
        {
            "classes": ["collapse"],
            "fields": [
                ("topic_fr", "topic_en"),
                ("figure", "unit", "qualifier"),
                ("scope_fr", "scope_en"),
            ],
        },
    ),
]
