"""``make_<model>(...)``: the smallest valid row of each model; pass only what the test is about."""

import itertools

from django.contrib.auth.models import Group, User
from django.utils import timezone

from initiatives import models as claims
from initiatives.groups import ADMINISTRATORS, ANALYSTS, EDITORS
from sources import models as evidence

_numbers = itertools.count(1)


def _name(prefix: str) -> str:
    return f"{prefix} {next(_numbers)}"


# ── People of the desk ───────────────────────────────────────────────────────────────────────────


def make_user(group=None, **fields):
    fields.setdefault("username", _name("user").replace(" ", "-"))
    user = User.objects.create_user(**{"is_staff": True, **fields})
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_analyst(**fields):
    return make_user(ANALYSTS, **fields)


def make_editor(**fields):
    return make_user(EDITORS, **fields)


def make_administrator(**fields):
    return make_user(ADMINISTRATORS, is_superuser=True, **fields)


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────


def make_publisher(**fields):
    fields.setdefault("name", _name("Gazette"))
    return evidence.Publisher.objects.create(**fields)


def make_article(**fields):
    fields.setdefault("title", _name("Un laboratoire ouvre"))
    fields.setdefault("publisher", fields.get("publisher") or make_publisher())
    fields.setdefault("published", "2017-12-05")
    return evidence.SourceArticle.objects.create(**fields)


def make_citation(**fields):
    fields.setdefault("article", fields.get("article") or make_article())
    fields.setdefault("locator", "paragraph 1")
    fields.setdefault("paraphrase_fr", "Le laboratoire a coûté un demi-million.")
    fields.setdefault("paraphrase_en", "The lab cost half a million.")
    return evidence.Citation.objects.create(**fields)


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────


def make_theme(**fields):
    name = _name("theme")
    names = {"name_fr": name, "name_en": name}
    defaults = {**names, "definition_fr": "Sujet.", "definition_en": "Subject."}
    return claims.Theme.objects.create(**{**defaults, **fields})


def make_partner(**fields):
    return claims.Partner.objects.create(**{"name": _name("Partner"), "public": True, **fields})


def make_person(**fields):
    return claims.Person.objects.create(**{"name": _name("Person"), "public": True, **fields})


def make_initiative(*, citations=None, **fields):
    """A draft that could be published: titled, summarised, of a kind, with one passage."""
    defaults = {"title": _name("Initiative"), "kind": "lab", "summary": "Un laboratoire."}
    initiative = claims.Initiative.objects.create(**{**defaults, **fields})
    _cite(initiative, citations)
    return initiative


def make_participation(*, citations=None, **fields):
    fields.setdefault("initiative", fields.get("initiative") or make_initiative())
    fields.setdefault("partner", fields.get("partner") or make_partner())
    row = claims.Participation.objects.create(**{"role": "lead", **fields})
    _cite(row.initiative, citations, participation=row)
    return row


def make_investment(*, citations=None, investors=(), **fields):
    """EUR 500,000 of capital expenditure, unless told otherwise."""
    fields.setdefault("initiative", fields.get("initiative") or make_initiative())
    defaults = {"kind": "capital-expenditure", "disclosure": "disclosed"}
    if fields.get("disclosure", "disclosed") == "disclosed":
        defaults |= {"amount_min": 500_000, "currency": "EUR"}
    values = {**defaults, **fields}
    values.setdefault("amount_max", values.get("amount_min"))
    row = claims.Investment.objects.create(**values)
    row.investors.set(investors)
    _cite(row.initiative, citations, investment=row)
    return row


def make_milestone(*, citations=None, **fields):
    fields.setdefault("initiative", fields.get("initiative") or make_initiative())
    words = {"what_fr": "Ouverture", "what_en": "Opening"}
    defaults = {**words, "kind": "opening", "date": "2017-12-04"}
    row = claims.Milestone.objects.create(**{**defaults, **fields})
    _cite(row.initiative, citations, milestone=row)
    return row


def make_metric(*, citations=None, **fields):
    fields.setdefault("initiative", fields.get("initiative") or make_initiative())
    defaults = {"name_fr": "surface", "name_en": "floor area", "unit": "m2"}
    if "display" not in fields:
        defaults |= {"value_min": 170, "value_max": 170}
    row = claims.Metric.objects.create(**{**defaults, **fields})
    _cite(row.initiative, citations, metric=row)
    return row


def make_status(*, citations=(), **fields):
    fields.setdefault("initiative", fields.get("initiative") or make_initiative())
    defaults = {"status": "active", "as_of": "2017-12"}
    row = claims.LifecycleStatus.objects.create(**{**defaults, **fields})
    _cite(row.initiative, citations, lifecycle_status=row)
    return row


def make_suggestion(page=None, *, name="Marie", email="marie@example.org", **fields):
    """By a reader who leaves her name, about an entry by default."""
    page = page or make_published_initiative()
    owner = {"sourcearticle": "article"}.get(page._meta.model_name, page._meta.model_name)
    number = next(_numbers)
    defaults = {
        "reference": f"TEST-{number:04}",
        "language": "en",
        "body": "The lab is in Gentilly.",
        "sent_at": timezone.now(),
    }
    row = claims.Suggestion.objects.create(**{**defaults, owner: page, **fields})
    if name or email:
        claims.SuggestionSender.objects.create(suggestion=row, name=name, email=email)
    return row


def make_translation(**fields):
    defaults = {"language": "en", "title": _name("Initiative"), "summary": "A lab."}
    return claims.Translation.objects.create(**{**defaults, **fields})


def make_statement(*, citations=None, **fields):
    defaults = {
        "type": "opinion",
        "paraphrase_fr": "Le numérique changera les soins.",
        "paraphrase_en": "Digital tools will change care.",
        "speaker_description_fr": "La direction",
        "speaker_description_en": "Management",
    }
    row = claims.Statement.objects.create(**{**defaults, **fields})
    for citation in [make_citation()] if citations is None else citations:
        claims.StatementCitation.objects.create(statement=row, citation=citation)
    return row


def make_market_remark(**fields):
    return make_statement(**{"type": "", "topic_fr": "Marché", "topic_en": "Market", **fields})


def make_alias(*, citations=(), **fields):
    fields.setdefault("partner", fields.get("partner") or make_partner())
    row = claims.PartnerAlias.objects.create(**{"surface": _name("Alias"), **fields})
    for citation in citations:
        claims.AliasCitation.objects.create(alias=row, citation=citation, stance="mentions")
    return row


def make_disagreement(*subjects, positions=2, **fields):
    """A public disagreement about ``subjects`` (entries, claims, partners or people)."""
    defaults = {
        "slug": _name("disagreement").replace(" ", "-"),
        "topic_fr": "Budget",
        "topic_en": "Budget",
        "nature": "real",
        "public": True,
    }
    row = claims.Disagreement.objects.create(**{**defaults, **fields})
    for subject in subjects:
        claims.DisagreementSubject.objects.create(
            disagreement=row, **{subject._meta.model_name: subject}
        )
    for number in range(positions):
        stand = claims.DisagreementPosition.objects.create(
            disagreement=row,
            words_fr=f"Position {number}",
            words_en=f"Position {number}",
            position=number,
        )
        claims.PositionCitation.objects.create(stand=stand, citation=make_citation())
    return row


def make_parent(child, parent, **fields):
    return claims.InitiativeParent.objects.create(child=child, parent=parent, **fields)


def make_rate(**fields):
    return claims.ExchangeRate.objects.create(
        **{"currency": "USD", "date": "2023-01-17", "rate": "1.0843", **fields}
    )


def make_published_initiative(**fields):
    """A published entry with one cited claim of each kind."""
    from initiatives.revisions import workflow

    initiative = make_initiative(**fields)
    make_participation(initiative=initiative)
    make_investment(initiative=initiative)
    make_milestone(initiative=initiative)
    make_metric(initiative=initiative)
    workflow.publish(initiative, by=None)
    return initiative


def _cite(initiative, citations, **claim):
    """Link passages; ``None`` means one new passage, an empty list none."""
    for position, citation in enumerate([make_citation()] if citations is None else citations):
        claims.Evidence.objects.create(
            initiative=initiative, citation=citation, position=position, **claim
        )
