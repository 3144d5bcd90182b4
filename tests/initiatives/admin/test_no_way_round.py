"""No page of the desk writes the rows of a published entry: every route there is a proposal.

Walks the registry of the admin, so that a page added tomorrow is tried too.
"""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction

from initiatives.models import (
    Initiative,
    PublishedCorrection,
    PublishedInitiative,
    Revision,
    Translation,
)
from initiatives.revisions import aggregate, workflow
from initiatives.revisions.aggregate import PARTS

from ...factories import make_editor, make_initiative, make_partner, make_theme
from .desk import address, typed
from .everything import make_reference_rows, make_rows_of

pytestmark = pytest.mark.django_db

# A change of one row of each kind, by the names of its form.
CHANGES = {
    "initiative": {"title": "Changed"},
    "initiativedate": {"date": "2018"},
    "initiativealias": {"surface": "Changed"},
    "initiativeparent": {"basis_fr": "Changé", "basis_en": "Changed"},
    "translation": {"title": "Changed"},
    "lifecyclestatus": {"as_of": "2018"},
    "participation": {"how_fr": "Changé", "how_en": "Changed"},
    "investment": {"scope_fr": "Changé", "scope_en": "Changed"},
    "milestone": {"what_fr": "Changé", "what_en": "Changed"},
    "metric": {"name_fr": "changé", "name_en": "changed"},
    "metricclaimant": {"position": "7"},
    "statement": {"paraphrase_fr": "Changé", "paraphrase_en": "Changed"},
    "statementcitation": {"note_fr": "Changé", "note_en": "Changed"},
    "editorialhint": {"hint": "Changed"},
    "evidence": {"note_fr": "Changé", "note_en": "Changed"},
}
ACTS = {"publish", "withdraw"}  # actions that are acts of the workflow, tested as such
OF_ENTRIES = [part.model for part in PARTS]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """A published entry with a row of every kind, a draft like it, and rows of all else."""
    with django_db_blocker.unblock(), transaction.atomic():
        entry, draft = make_initiative(title="39BIS"), make_initiative(title="Draft")
        for each in (entry, draft):
            make_rows_of(each)
        entry.themes.add(make_theme())
        workflow.publish_many([entry, entry.parents.get()], by=None)
        make_reference_rows()
        yield {"entry": entry, "draft": draft, "editor": make_editor()}
        transaction.set_rollback(True)


@pytest.fixture
def entry(site):
    return site["entry"]


@pytest.fixture
def desk(site, client):
    client.force_login(site["editor"])
    return client


class Kept:
    """The rows and the document of an entry, to be found as they were."""

    def __init__(self, entry):
        self.entry = entry
        self.rows = aggregate.snapshot(entry.pk)
        self.document = self.public()

    def public(self):
        return PublishedInitiative.objects.get(pk=self.entry.pk).document

    def check(self, what, *, document=True):
        assert aggregate.snapshot(self.entry.pk) == self.rows, what
        if document:
            assert self.public() == self.document, what


def press(client, url, data):
    """Post a form; once more where it comes back with the token of what there is now."""
    data = {name: value for name, value in data.items() if value is not None}
    response = client.post(url, data)
    if response.status_code == 200 and response.context and "adminform" in response.context:
        token = typed(response).get("edit_token")
        response = client.post(url, {**data, "edit_token": token or ""})
    return response


def row_of(model, entry):
    part = aggregate.BY_NAME[model._meta.model_name]
    return model._base_manager.filter(**{part.path or "pk": entry.pk}).first()


def test_every_kind_of_row_has_its_change_here():
    assert set(CHANGES) == {part.name for part in PARTS}


def test_no_list_is_edited_in_place():
    editable = [model for model, page in admin.site._registry.items() if page.list_editable]

    assert editable == []


@pytest.mark.parametrize("model", OF_ENTRIES)
def test_a_change_on_its_own_page_is_a_proposal(desk, entry, model):
    row, kept = row_of(model, entry), Kept(entry)
    url = address(row, "change")

    press(desk, url, typed(desk.get(url)) | CHANGES[model._meta.model_name])

    kept.check(model)
    assert Revision.objects.filter(initiative=entry).exists()


@pytest.mark.parametrize("popup", [{}, {"_popup": "1"}], ids=["page", "popup"])
@pytest.mark.parametrize("model", [model for model in OF_ENTRIES if model is not Initiative])
def test_a_row_added_to_it_is_a_proposal(desk, site, model, popup):
    """What the same row of a draft shows, typed anew for the published entry."""
    entry, draft = site["entry"], site["draft"]
    if model is Translation:  # there is but one other language
        entry.translations.all().delete()
    kept, part = Kept(entry), aggregate.BY_NAME[model._meta.model_name]
    like = typed(desk.get(address(row_of(model, draft), "change"))) | CHANGES[part.name]
    data = {name: value for name, value in like.items() if name.count("-") < 2}
    data |= {name: "0" for name in data if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
    column, _sep, further = part.path.partition("__")
    owner = model._meta.get_field(column).related_model
    data[column] = row_of(owner, entry).pk if further else entry.pk
    if model._meta.model_name == "evidence":
        data |= dict.fromkeys(["participation", "investment", "milestone", "metric"], "")
        data["lifecycle_status"] = ""
    if model._meta.model_name == "initiativeparent":
        data["parent"] = make_initiative().pk
    if model._meta.model_name == "metricclaimant":
        data["partner"] = make_partner().pk
    if model._meta.model_name == "initiativedate":
        data["kind"] = "created"

    press(desk, address(model, "add"), data | popup)

    kept.check(model)
    proposed = Revision.objects.get(initiative=entry).document[part.name]
    assert proposed.keys() - kept.rows[part.name].keys()


@pytest.mark.parametrize("model", OF_ENTRIES)
def test_a_row_of_a_draft_is_not_moved_to_it(desk, site, model):
    if model is Initiative:
        return
    entry, part = site["entry"], aggregate.BY_NAME[model._meta.model_name]
    row, kept = row_of(model, site["draft"]), Kept(entry)
    column, _sep, further = part.path.partition("__")
    owner = model._meta.get_field(column).related_model
    url = address(row, "change")

    target = row_of(owner, entry).pk if further else entry.pk
    press(desk, url, typed(desk.get(url)) | {column: target})

    kept.check(model)


@pytest.mark.parametrize("model", OF_ENTRIES)
def test_its_deletion_is_a_proposal_or_refused(desk, entry, model):
    row, kept = row_of(model, entry), Kept(entry)

    desk.post(address(row, "delete"), {"post": "yes", "reason": "Wrong."})
    kept.check(model)
    chosen = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [str(row.pk)], "post": "yes"}
    desk.post(address(model, "changelist"), chosen)

    kept.check(model)
    assert model is Initiative or Revision.objects.filter(initiative=entry).exists()


def test_no_deletion_of_anything_takes_a_row_along(desk, entry):
    """A partner, a theme, an article, a passage, a person: whatever the desk has a page for."""
    kept = Kept(entry)
    for model in admin.site._registry:
        for row in list(model._base_manager.all()[:20]):
            with transaction.atomic():
                desk.post(address(row, "delete"), {"post": "yes", "reason": "Wrong."})
                kept.check((model, row), document=not PublishedCorrection.objects.exists())
                transaction.set_rollback(True)


def test_no_action_writes_a_row(desk, entry):
    kept = Kept(entry)
    for model, page in admin.site._registry.items():
        rows = desk.get(address(model, "changelist"))
        if rows.status_code != 200:
            continue
        keys = [str(pk) for pk in model._base_manager.values_list("pk", flat=True)[:50]]
        for action in set(page.get_actions(rows.wsgi_request)) - ACTS:
            with transaction.atomic():
                desk.post(
                    address(model, "changelist"),
                    {"action": action, ACTION_CHECKBOX_NAME: keys, "post": "yes", "reason": "No."},
                )
                kept.check((model, action), document=not PublishedCorrection.objects.exists())
                transaction.set_rollback(True)


def test_no_inline_row_of_any_page_writes_a_row(desk, entry):
    """Every inline row of every page is taken off, and the page is saved."""
    kept = Kept(entry)
    for model, page in admin.site._registry.items():
        if not page.inlines:
            continue
        for row in list(model._base_manager.all()[:20]):
            url = address(row, "change")
            with transaction.atomic():
                data = typed(desk.get(url))
                counts = [name for name in data if name.endswith("-INITIAL_FORMS")]
                for name in counts:
                    prefix = name.removesuffix("-INITIAL_FORMS")
                    data |= {f"{prefix}-{n}-DELETE": "on" for n in range(int(data[name]))}
                press(desk, url, data | {"reason": "Wrong."})
                kept.check((model, row), document=not PublishedCorrection.objects.exists())
                transaction.set_rollback(True)


def test_no_page_of_what_it_names_writes_its_lists(desk, site):
    """Many-to-many fields are written from one side only: the entry's own."""
    written = {
        (model, field.name)
        for model, page in admin.site._registry.items()
        for field in model._meta.get_fields()
        if field.many_to_many and field.auto_created and field.related_model in OF_ENTRIES
        for fields in [page.get_form(_request(site), None).base_fields]
        if field.get_accessor_name() in fields
    }

    assert written == set()


def _request(site):
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = site["editor"]
    return request
