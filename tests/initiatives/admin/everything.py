"""One row of every model of the desk, for tests that walk it."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from initiatives import models as claims
from initiatives.revisions import workflow
from sources import models as evidence

from ...factories import (
    make_alias,
    make_analyst,
    make_article,
    make_citation,
    make_disagreement,
    make_editor,
    make_initiative,
    make_investment,
    make_market_remark,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_person,
    make_rate,
    make_statement,
    make_status,
    make_suggestion,
    make_theme,
    make_translation,
)


def make_everything():
    """Rows of a published entry and of a draft: at least one of each model."""
    published, draft = make_initiative(), make_initiative()
    for entry in (published, draft):
        make_rows_of(entry)
    published.themes.add(make_theme())
    workflow.publish_many([published, published.parents.get()], by=None)
    make_reference_rows()
    make_rows_of_review(published)
    make_suggestion(published)
    make_market_remark()


def make_rows_of(entry):
    citation, partner = make_citation(), make_partner()
    make_participation(initiative=entry, partner=partner)
    make_investment(initiative=entry, investors=[partner])
    make_milestone(initiative=entry, actor=partner)
    make_status(initiative=entry, citations=None)
    make_translation(initiative=entry)
    make_parent(entry, make_initiative())
    make_statement(initiative=entry, partner=partner)
    metric = make_metric(initiative=entry)
    claims.MetricClaimant.objects.create(metric=metric, partner=partner)
    claims.InitiativeAlias.objects.create(initiative=entry, surface="Le 39", citation=citation)
    claims.InitiativeDate.objects.create(initiative=entry, kind="announced", date="2017-12")
    claims.EditorialHint.objects.create(initiative=entry, hint="Look for the filing.")


def make_rows_of_review(entry):
    author, now = make_analyst(), timezone.now()
    tomorrow = now + timedelta(days=1)  # whoever was last seen a while ago is seen no more
    revision = workflow.propose(
        entry,
        by=author,
        write=lambda e: claims.Initiative.objects.filter(pk=e.pk).update(title="Labo renommé"),
    )
    claims.ReviewNote.objects.create(revision=revision, author=author, body="Which source?")
    claims.PreviewLink.objects.create(
        revision=revision,
        label="Alliancy",
        document="{}",
        created_by=author,
        expires_at=now + timedelta(days=7),
    )
    claims.Presence.objects.create(initiative=entry, user=author, seen_at=tomorrow, opened_at=now)
    workflow.publish_due()


def make_reference_rows():
    partner, person, citation = make_partner(), make_person(), make_citation()
    make_alias(partner=partner, citations=[citation])
    claims.PartnerCitation.objects.create(partner=partner, citation=citation, field="country")
    role = claims.PersonRole.objects.create(
        person=person, partner=partner, title_as_stated="PDG", title_fr="PDG", title_en="CEO"
    )
    claims.PersonRoleCitation.objects.create(role=role, citation=citation)
    make_disagreement(partner)
    make_theme(parent=make_theme())
    make_rate()
    article = make_article(publisher=make_article().publisher)
    evidence.ArticleCitation.objects.create(article=article, citation=citation)
    evidence.PublisherCitation.objects.create(publisher=article.publisher, citation=citation)
    evidence.ExcludedMention.objects.create(surface="La Poste", article=article, reason="A place.")
    evidence.TextVersion.objects.create(
        article=article, sha256="0" * 64, extractor="test", extractor_version="1", text="Texte."
    )
    load = claims.DatasetLoad.objects.create(name="dataset")
    claims.LoadedRow.objects.create(
        load=load, model="theme", row_id="theme-1", key="1", digest="0" * 64
    )
    connection.check_constraints()  # seals, as commit does
    seal = evidence.AuditSeal.objects.first()
    claims.PublishedAuditHead.objects.create(
        day="2026-03-12", seq=seal.seq, hash=seal.hash, events=seal.seq
    )
    claims.PageText.make_missing()
    claims.PublishedPageText.objects.create(
        page="about",
        number=1,
        text_fr="## Objet",
        text_en="## Purpose",
        changed_at=timezone.now(),
        reason="Plus court.",
    )
    claims.PublishedLine.objects.create(
        pk=1, updated_at=timezone.now(), layout="0" * 16, fr="a,b", en="a,b"
    )
    claims.PublishedWordsDue.objects.create(pk=1)
    claims.PublishedCorrection.objects.create(
        key=f"partner:{partner.pk}",
        at=timezone.now(),
        type="partner",
        slug=partner.slug,
        label={"fr": "Orange", "en": "Orange"},
        changes=[],
        reason="Nom officiel.",
        entry_count=1,
        corrected_by=make_editor(),
    )
    claims.PublishedRedirect.objects.create(type="partner", slug="old", target=partner.slug)
