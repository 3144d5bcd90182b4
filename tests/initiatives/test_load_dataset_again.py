"""A second load: writes what the files changed, and nothing that somebody touched at the desk."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.dataset.load import CORRECTION, Rejected, load_dataset
from initiatives.models import (
    DatasetLoad,
    Evidence,
    Initiative,
    InitiativeAlias,
    Investment,
    LoadedRow,
    Partner,
    PublicationCounter,
    PublishedInitiative,
    PublishedVersion,
    Theme,
)
from initiatives.revisions import workflow
from initiatives.revisions.drift import written_past_the_workflow
from sources.models import Citation, Publisher

from .dataset_files import edited
from .revisions.proposing import approve, proposed, retitled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dataset")]

PLACE = "Campus Sanofi Val de Bièvre"
NOTE = "Investor implied (Sanofi), not spelled out"


def lab():
    return Initiative.objects.get(slug="39bis")


def test_a_second_load_writes_nothing():
    counter = PublicationCounter.objects.get()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load_dataset()

    assert not report.rows.changed
    assert not report.left_alone
    assert PublicationCounter.objects.get().value == counter.value
    assert [each["sql"] for each in queries if is_write(each["sql"])] == []


def is_write(sql):
    return sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))


def test_an_untouched_row_follows_the_file(tmp_path):
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    report = load_dataset(folder)

    assert report.rows.updated == {Investment: 1}
    assert lab().investments.get().note_en == "Investor not spelled out"


def test_only_the_entry_whose_row_changed_is_published_again(tmp_path):
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    report = load_dataset(folder)

    assert report.published == ["39bis"]
    assert PublishedVersion.objects.get(number=2).reason == CORRECTION
    assert "Investor not spelled out" in PublishedInitiative.objects.get(slug="39bis").document


def test_a_load_leaves_an_open_revision_to_be_merged(tmp_path, analyst, editor):
    revision = proposed(lab(), analyst, retitled("39BIS, rue Jean-Jaurès"))
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    load_dataset(folder)

    with pytest.raises(workflow.Stale, match="merge it first"):
        approve(revision, editor)
    assert workflow.rebase(revision, by=analyst) == []
    approve(revision, editor)
    assert lab().title == "39BIS, rue Jean-Jaurès"
    assert lab().investments.get().note_en == "Investor not spelled out"
    assert list(written_past_the_workflow()) == []


def test_a_touched_row_is_left_alone_and_said_so(tmp_path):
    Investment.objects.filter(initiative__slug="39bis").update(note_en="Checked with the company")
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    report = load_dataset(folder)

    assert lab().investments.get().note_en == "Checked with the company"
    assert report.left_alone == [
        "investment 39bis/inv-1 was left alone: somebody changed it since it was loaded."
    ]


def test_a_set_somebody_changed_counts_as_touched():
    lab().themes.add(Theme.objects.exclude(initiatives__slug="39bis").first())

    assert load_dataset().left_alone == [
        "initiative 39bis was left alone: somebody changed it since it was loaded."
    ]


def test_a_set_follows_the_file(tmp_path):
    folder, _line = edited(
        tmp_path, "initiatives", '"open innovation"', '"AI"', after='"id": "39bis"'
    )

    report = load_dataset(folder)

    assert report.rows.updated == {Initiative: 1}
    assert "ai" in lab().themes.values_list("slug", flat=True)


def test_publishing_an_entry_does_not_touch_it():
    workflow.publish(lab(), by=None, reason="Again")

    assert load_dataset().left_alone == []


def test_what_the_desk_changed_as_the_file_now_does_is_ours_again(tmp_path):
    Investment.objects.filter(initiative__slug="39bis").update(note_en="Investor not spelled out")
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    assert load_dataset(folder).left_alone == []
    edited(tmp_path, "initiatives", "Investor not spelled out", "Investor unknown")
    assert load_dataset(folder).rows.updated == {Investment: 1}


def test_a_deleted_row_stays_deleted():
    InitiativeAlias.objects.filter(surface="RAISE").delete()

    report = load_dataset()

    assert not InitiativeAlias.objects.filter(surface="RAISE").exists()
    assert "it was deleted since it was loaded" in report.left_alone[0]


def test_a_renamed_entry_is_not_created_again():
    Initiative.objects.filter(slug="39bis").update(slug="le-39bis")

    report = load_dataset()

    assert not report.rows.changed
    assert report.left_alone == [
        "initiative 39bis was left alone: somebody changed it since it was loaded."
    ]


def test_a_row_that_was_there_before_is_left_alone():
    LoadedRow.objects.filter(model="initiatives.partner", row_id="altran").delete()

    assert load_dataset().left_alone == [
        "partner altran was left alone: it was there before, and not from this dataset."
    ]


def test_a_row_the_files_no_longer_have_is_left_alone(tmp_path):
    folder, _line = edited(tmp_path, "initiatives", '"RAISE"', "")

    report = load_dataset(folder)

    assert InitiativeAlias.objects.filter(surface="RAISE").exists()
    assert "the files no longer have it" in report.left_alone[0]


def test_what_the_desk_recorded_by_hand_is_not_recorded_twice(tmp_path):
    InitiativeAlias.objects.create(initiative=lab(), surface="Le 39")
    folder, _line = edited(
        tmp_path, "initiatives", '"name": "39Bis"', '"name": "Le 39"', after="alternative_names"
    )

    report = load_dataset(folder)

    assert lab().aliases.filter(surface="Le 39").count() == 1
    assert any("the desk has recorded the same already" in line for line in report.left_alone)


def test_a_new_row_that_needs_a_deleted_one_is_left_alone(tmp_path):
    Theme.objects.filter(slug="ai-ethics").delete()
    folder, _line = edited(tmp_path, "initiatives", '"open innovation"', '"AI ethics"')

    assert any(
        "it needs theme ai-ethics, which is not there" in line
        for line in load_dataset(folder).left_alone
    )


def test_a_withdrawn_entry_is_left_alone(tmp_path):
    withdrawn = Initiative.objects.get(slug="livmeds-round")
    workflow.withdraw(withdrawn, by=None, reason="The round was cancelled.")
    folder, _line = edited(tmp_path, "initiatives", "Whole round;", "The whole round;")

    report = load_dataset(folder)

    assert Initiative.objects.get(slug="livmeds-round").state == "withdrawn"
    assert report.left_alone == [
        "investment livmeds-round/inv-1 was left alone: its entry was withdrawn or merged."
    ]


def test_an_entry_the_desk_published_stays_public_and_is_told():
    workflow.publish(Initiative.objects.get(slug="39bis-showroom"), by=None)

    report = load_dataset()

    assert Initiative.objects.get(slug="39bis-showroom").state == "published"
    assert report.left_alone == [
        "initiative 39bis-showroom was left alone: it is published, and the files call it a draft."
    ]


def test_a_draft_the_files_call_public_now_is_published(tmp_path):
    edited(tmp_path, "meta", '"draft": 16', '"draft": 15')
    edited(tmp_path, "meta", '"published": 53', '"published": 54')
    edited(tmp_path, "meta", '"initiatives": 53', '"initiatives": 54')
    edited(tmp_path, "meta", '"participations": 85', '"participations": 86')
    folder, _line = edited(
        tmp_path, "initiatives", '"editorial": "draft"', '"editorial": "published"'
    )

    assert load_dataset(folder).published == ["39bis-showroom"]


def test_a_changed_partner_is_shown_in_documents_without_a_new_version(tmp_path):
    folder, _line = edited(tmp_path, "partners", '"name": "Altran"', '"name": "Altran Group"')

    report = load_dataset(folder)

    public = PublishedInitiative.objects.get(slug="39bis")
    assert (report.published, public.version) == ([], 1)
    assert "Altran Group" in public.document


def test_a_passage_in_public_use_keeps_its_words(tmp_path):
    old = Evidence.objects.filter(initiative__slug="39bis").first().citation
    folder, _line = edited(
        tmp_path, "passages", old.paraphrase_en[:12], "Reworded: " + old.paraphrase_en[:12]
    )

    load_dataset(folder)

    [new] = Citation.objects.filter(paraphrase_en__startswith="Reworded: ")
    assert Citation.objects.get(pk=old.pk).paraphrase_en == old.paraphrase_en
    assert not Evidence.objects.filter(citation=old).exists()
    assert new.paraphrase_en in PublishedInitiative.objects.get(slug="39bis").document


def test_an_entry_that_may_no_longer_be_public_refuses_the_whole_load(tmp_path):
    investment = lab().investments.get()
    Evidence.objects.filter(investment=investment).delete()
    folder, _line = edited(tmp_path, "initiatives", NOTE, "Investor not spelled out")

    with pytest.raises(Rejected) as rejection:
        load_dataset(folder)

    assert rejection.value.problems == ["39BIS: Investment of EUR 500,000 has no citation."]
    assert lab().investments.get().note_en == NOTE


def test_the_command_refuses_a_wrong_dataset_and_writes_nothing(tmp_path):
    folder, line = edited(tmp_path, "publishers", '"kind": "media"', '"kind": "medium"')
    edited(tmp_path, "publishers", '"name": "Alliancy"', '"name": "Alliancy mag"')

    with pytest.raises(CommandError, match=f"publishers.json, line {line}: pub-alliancy, kind"):
        call_command("load_dataset", path=folder)

    assert Publisher.objects.filter(name="Alliancy").exists()


def test_the_command_checks_without_writing(tmp_path, capsys):
    folder, _line = edited(tmp_path, "partners", '"name": "Altran"', '"name": "Altran Group"')

    call_command("load_dataset", "--check", path=folder)

    assert capsys.readouterr().out == "The dataset is in order: 1487 rows.\n"
    assert Partner.objects.get(slug="altran").name == "Altran"


def test_the_command_tells_what_it_did_and_what_it_left(tmp_path, capsys):
    Partner.objects.filter(slug="cognizant").update(name="Cognizant Inc.")
    folder, _line = edited(tmp_path, "partners", '"name": "Altran"', '"name": "Altran Group"')

    call_command("load_dataset", path=folder)

    told = capsys.readouterr().out
    assert "  updated 1 partners\n" in told
    assert "  partner cognizant was left alone: somebody changed it" in told


def test_a_new_description_of_the_dataset_is_kept(tmp_path):
    folder, _line = edited(tmp_path, "meta", "five French press articles", "five articles")

    load_dataset(folder)

    assert DatasetLoad.objects.get().meta == json.loads((folder / "meta.json").read_text("utf-8"))
