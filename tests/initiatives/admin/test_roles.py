"""Who gets what on the desk: every address x role x method, by a table.

An address that stands in no table fails: whoever adds one says here whom it is for.
"""

from typing import NamedTuple

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from initiatives.models import Initiative, PageText, PreviewLink, ReviewNote, Revision, Suggestion
from sources.models import Citation

from ...factories import (
    make_administrator,
    make_analyst,
    make_citation,
    make_editor,
    make_published_initiative,
    make_user,
)
from ..revisions.proposing import proposed, retitled
from .everything import make_everything

pytestmark = pytest.mark.django_db

# Each may what those before may; the first is of the staff and in no group.
DESK = ["grouped-nowhere", "analyst", "editor", "administrator", "never"]
STRANGERS = ["anonymous", "reader"]  # nobody, and a user who is not of the staff
ANYBODY, ANALYST, EDITOR, ADMINISTRATOR, NEVER = DESK

DONE = (200, 302)


class Rule(NamedTuple):
    """From which role on an address may be read and written, and what it answers then.

    Others get 403; a method without a role is not allowed to anybody of the desk (405).
    """

    reads: str | None
    writes: str | None
    answers: tuple = DONE

    def expected(self, role: str, method: str) -> tuple:
        least = self.reads if method == "GET" else self.writes
        if least is None:
            return (405,)
        return self.answers if DESK.index(role) >= DESK.index(least) else (403,)


def rules(views: str, writes: str) -> dict[str, Rule]:
    """The five pages of a model."""
    return {
        "changelist": Rule(views, views),
        "add": Rule(writes, writes),
        "change": Rule(views, writes),
        "delete": Rule(writes, writes),
        "history": Rule(views, views),
    }


OF_ROWS, OF_EDITORS = rules(ANALYST, ANALYST), rules(ANALYST, EDITOR)
WRITTEN_BY_CODE = rules(ANALYST, NEVER)

MODELS = {
    "auth.user": rules(ADMINISTRATOR, ADMINISTRATOR),
    "auth.group": rules(ADMINISTRATOR, NEVER),
    "initiatives.theme": OF_EDITORS,
    "sources.publisher": OF_EDITORS,
    "initiatives.pagetext": {
        **rules(ANALYST, NEVER),
        "change": Rule(ANALYST, EDITOR),
    },
    **dict.fromkeys(
        [
            "initiatives.datasetload",
            "initiatives.duerun",
            "initiatives.exchangerate",
            "initiatives.keptrows",
            "initiatives.loadedrow",
            "initiatives.presence",
            "initiatives.previewlink",
            "initiatives.publicationcounter",
            "initiatives.publishedaudithead",
            "initiatives.publishedchange",
            "initiatives.publishedcorrection",
            "initiatives.publishedentrywords",
            "initiatives.publishedinitiative",
            "initiatives.publishedinvestment",
            "initiatives.publishedmilestone",
            "initiatives.publishedpagetext",
            "initiatives.publishedparticipation",
            "initiatives.publishedpartner",
            "initiatives.publishedpublisher",
            "initiatives.publishedredirect",
            "initiatives.publishedsource",
            "initiatives.publishedstatement",
            "initiatives.publishedtheme",
            "initiatives.publishedversion",
            "initiatives.publishedline",
            "initiatives.publishedword",
            "initiatives.publishedwordsdue",
            "initiatives.reviewnote",
            "initiatives.revision",
            "initiatives.suggestion",
            "initiatives.suggestionsender",
            "sources.auditseal",
            "sources.textversion",
            "sources.vocabularyterm",
        ],
        WRITTEN_BY_CODE,
    ),
    **dict.fromkeys(
        [
            "initiatives.aliascitation",
            "initiatives.disagreement",
            "initiatives.disagreementposition",
            "initiatives.disagreementsubject",
            "initiatives.editorialhint",
            "initiatives.evidence",
            "initiatives.initiative",
            "initiatives.initiativealias",
            "initiatives.initiativedate",
            "initiatives.initiativeparent",
            "initiatives.investment",
            "initiatives.lifecyclestatus",
            "initiatives.metric",
            "initiatives.metricclaimant",
            "initiatives.milestone",
            "initiatives.participation",
            "initiatives.partner",
            "initiatives.partneralias",
            "initiatives.partnercitation",
            "initiatives.person",
            "initiatives.personrole",
            "initiatives.personrolecitation",
            "initiatives.positioncitation",
            "initiatives.statement",
            "initiatives.statementcitation",
            "initiatives.translation",
            "sources.articlecitation",
            "sources.citation",
            "sources.excludedmention",
            "sources.publishercitation",
            "sources.sourcearticle",
        ],
        OF_ROWS,
    ),
}

# Addresses of no model, or beside a model's five.
OTHERS = {
    "admin:index": Rule(ANYBODY, ANYBODY),
    "admin:app_list": Rule(ANYBODY, ANYBODY, (302,)),
    "admin:autocomplete": Rule(ANALYST, None),
    "admin:jsi18n": Rule(ANYBODY, None),
    "admin:password_change": Rule(ANYBODY, ANYBODY),
    "admin:password_change_done": Rule(ANYBODY, None),
    "admin:view_on_site": Rule(ANYBODY, ANYBODY, (302, 404)),
    "written": Rule(ANYBODY, ANYBODY),
    "admin:auth_user_invitation": Rule(None, ADMINISTRATOR),
    "admin:sources_citation_autocomplete": Rule(ANALYST, None),
    "admin:sources_citation_current_source": Rule(None, ANALYST),
    "admin:sources_citation_new_here": Rule(None, ANALYST, (400,)),
    "admin:initiatives_initiative_add_readiness": Rule(None, ANALYST),
    "admin:initiatives_initiative_readiness": Rule(None, ANALYST),
    "admin:initiatives_initiative_revert": Rule(None, ANALYST),
    "admin:initiatives_initiative_preview": Rule(ANALYST, None),
    "admin:initiatives_initiative_presence": Rule(None, ANALYST),
    "admin:initiatives_initiative_verify": Rule(None, ANALYST),
    "admin:initiatives_pagetext_preview": Rule(None, EDITOR),
    "admin:initiatives_revision_preview": Rule(ANALYST, None),
    "admin:initiatives_revision_share": Rule(None, ANALYST, (400,)),
    "admin:initiatives_revision_revoke": Rule(None, ANALYST),
    "admin:initiatives_revision_assign": Rule(None, ANALYST, (400,)),
    "admin:initiatives_revision_approve": Rule(None, EDITOR),
    "admin:initiatives_revision_reject": Rule(None, EDITOR),
    "admin:initiatives_revision_merge": Rule(EDITOR, EDITOR),
    "admin:initiatives_revision_note": Rule(None, ANALYST),
    "admin:initiatives_revision_resolve": Rule(None, ANALYST),
    "admin:initiatives_suggestion_assign": Rule(None, ANALYST),
    "admin:initiatives_suggestion_decline": Rule(None, ANALYST),
    "admin:initiatives_suggestion_erase": Rule(None, EDITOR),
    "admin:initiatives_suggestion_reopen": Rule(None, ANALYST),
    "admin:initiatives_suggestion_spam": Rule(None, ANALYST),
    "admin:initiatives_suggestion_take_up": Rule(None, ANALYST),
    # Its author alone, who is none of the roles here.
    "admin:initiatives_revision_submit": Rule(None, NEVER),
    "admin:initiatives_revision_recall": Rule(None, NEVER),
    "admin:initiatives_revision_discard": Rule(None, NEVER),
    "admin:initiatives_revision_reopen": Rule(None, NEVER),
}
# For whoever asks, before anybody is logged in.
OPEN = {
    "admin:login",
    "admin:logout",
    "admin_password_reset",
    "password_reset_complete",
    "password_reset_confirm",
    "password_reset_done",
    "set_language",
}

ACTIONS = {
    "publish": EDITOR,
    "withdraw": EDITOR,
    "delete_selected": ANALYST,
}


def addresses(patterns=None, prefix="", namespace=""):
    """The names of all addresses under ``admin/``; those without one are Django's redirects."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if not path.startswith("admin/"):
            continue
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, path, inner)


def standard():
    """Name -> model, page and rule of every model's own pages."""
    for model in admin.site._registry:
        label = model._meta.label_lower
        for page, rule in MODELS.get(label, {}).items():
            yield f"admin:{label.replace('.', '_')}_{page}", model, page, rule


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """Rows of every model, a revision that waits, and one person of each role."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_everything()
        entry = make_published_initiative()
        revision = proposed(entry, make_analyst(), retitled("Renamed"))
        yield {
            "people": {
                "reader": make_user(is_staff=False),
                ANYBODY: make_user(),
                ANALYST: make_analyst(),
                EDITOR: make_editor(),
                ADMINISTRATOR: make_administrator(),
            },
            "entry": entry,
            "revision": revision,
            "note": ReviewNote.objects.create(revision=revision, author=revision.author, body="?"),
            "citation": make_citation(),
            "link": PreviewLink.objects.first(),
            "suggestion": Suggestion.objects.first(),
        }
        transaction.set_rollback(True)


def row_of(model, desk):
    if model is Citation:  # one that no published entry uses
        return desk["citation"]
    if model is Revision:
        return desk["revision"]
    return model._default_manager.first()


def requests(desk):
    """Name, rule, address and what is sent, for everything that is not open to all."""
    for name, model, page, rule in standard():
        args = [] if page in ("changelist", "add") else [row_of(model, desk).pk]
        yield name, rule, reverse(name, args=args), {"post": "yes"} if page == "delete" else {}
    entry, revision = desk["entry"], desk["revision"]
    picker = {"app_label": "initiatives", "model_name": "participation", "field_name": "partner"}
    passages = picker | {"model_name": "evidence", "field_name": "citation"}
    args = {
        "admin:app_list": ["initiatives"],
        "admin:view_on_site": [ContentType.objects.get_for_model(Initiative).pk, entry.pk],
        "admin:auth_user_invitation": [desk["people"][ANYBODY].pk],
        "written": ["date"],
        "admin:initiatives_initiative_readiness": [entry.pk],
        "admin:initiatives_initiative_revert": [entry.pk],
        "admin:initiatives_initiative_preview": [entry.pk],
        "admin:initiatives_initiative_presence": [entry.pk],
        "admin:initiatives_initiative_verify": [entry.pk],
        "admin:initiatives_pagetext_preview": [PageText.objects.first().pk],
    }
    sent = {
        "admin:auth_user_invitation": {"language": "fr"},
        "admin:autocomplete": picker,
        "admin:sources_citation_autocomplete": passages,
        "admin:initiatives_initiative_revert": {"number": "1"},
        "admin:initiatives_revision_approve": {"lock": revision.lock},
        "admin:initiatives_revision_reject": {"lock": revision.lock, "reason": "No."},
        "admin:initiatives_revision_note": {"body": "Why?"},
        "admin:initiatives_revision_resolve": {"note": desk["note"].pk},
        "admin:initiatives_suggestion_decline": {"reason": "No source says so."},
    }
    link = desk["link"]
    args["admin:initiatives_revision_revoke"] = [link.revision_id, link.pk]
    for name, rule in OTHERS.items():
        key = args.get(name, [revision.pk] if "_revision_" in name else [])
        key = [desk["suggestion"].pk] if "_suggestion_" in name else key
        yield name, rule, reverse(name, args=key), sent.get(name, {})


def answers(client, desk, role, method):
    """What everything answered to ``role``: name -> rule, response. Nothing of it stays."""
    for name, rule, url, data in requests(desk):
        with transaction.atomic():
            if role in desk["people"]:
                client.force_login(desk["people"][role])
            yield name, rule, (client.get if method == "GET" else client.post)(url, data)
            transaction.set_rollback(True)


def test_every_address_of_the_desk_stands_in_a_table():
    known = {name for name, *_rest in standard()} | OTHERS.keys() | OPEN

    assert set(addresses()) == known


def test_every_model_of_the_desk_stands_in_the_table():
    assert {model._meta.label_lower for model in admin.site._registry} == MODELS.keys()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", DESK[:-1])
def test_each_role_gets_what_the_table_says(desk, client, role, method):
    wrong = {
        name: (response.status_code, expected)
        for name, rule, response in answers(client, desk, role, method)
        if response.status_code not in (expected := rule.expected(role, method))
    }

    assert wrong == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_are_led_to_the_login(desk, client, role, method):
    wrong = {
        name: response.status_code
        for name, _rule, response in answers(client, desk, role, method)
        if response.status_code != 302 or not response.url.startswith("/admin/login/")
    }

    assert wrong == {}


@pytest.mark.parametrize("role", DESK[1:-1])
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_of_the_list_is_for_whoever_may_do_it(desk, client, role, action):
    client.force_login(desk["people"][role])
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [desk["entry"].pk]}

    with transaction.atomic():
        response = client.post(reverse("admin:initiatives_initiative_changelist"), chosen)
        transaction.set_rollback(True)

    may = DESK.index(role) >= DESK.index(ACTIONS[action])
    assert response.status_code in (DONE if may else (403,))


@pytest.mark.parametrize("name", [name for name, rule in MODELS.items() if rule is WRITTEN_BY_CODE])
def test_no_action_deletes_what_code_writes(desk, client, name):
    model = next(each for each in admin.site._registry if each._meta.label_lower == name)
    client.force_login(desk["people"][ADMINISTRATOR])
    rows = model._default_manager.count()
    chosen = {"action": "delete_selected", "post": "yes"}
    chosen[ACTION_CHECKBOX_NAME] = [row_of(model, desk).pk]

    with transaction.atomic():
        url = reverse(f"admin:{name.replace('.', '_')}_changelist")
        response = client.post(url, chosen)
        left = model._default_manager.count()
        transaction.set_rollback(True)

    assert (response.status_code, left) == (403, rows)
