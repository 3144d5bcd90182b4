"""Loading a dataset: read, plan, write and publish, all of it or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction

from initiatives import models as claims
from initiatives.affected import keys_of
from initiatives.models import DatasetLoad, Initiative
from initiatives.publication import publish
from initiatives.revisions import workflow
from sources import models as evidence
from sources.audit import is_event

from .plan import make_plan
from .planner import Planner
from .read import Problems, read_files
from .write import Outcome, Writer

OWN_DATASET = Path(__file__).parent
CORRECTION = (
    "Correction of the dataset this entry comes from."  # public, as the reason of a version
)
_TURN = 0x4C4F4144  # "LOAD": the advisory lock of loads


class Rejected(Exception):
    """The dataset cannot be loaded; nothing was written. ``problems``: why, one sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Report:
    """What a load did, row by row and in public."""

    rows: Outcome
    published: list[str] = field(default_factory=list)

    @property
    def left_alone(self) -> list[str]:
        return self.rows.left_alone


def check_dataset(folder: Path = OWN_DATASET) -> Planner:
    """Read and check a dataset without touching the database. Raises ``Rejected``."""
    problems = Problems()
    planner = make_plan(read_files(folder, problems), problems)
    if sentences := problems.in_order():
        raise Rejected(sentences)
    return planner


def load_dataset(
    folder: Path = OWN_DATASET, say: Callable[[str], None] = lambda line: None
) -> Report:
    """Load a dataset in one transaction, and publish the entries it calls public.

    Two loads take turns. Raises ``Rejected`` before the first write when the files are wrong, and
    with nothing written when the database or the gate refuses.
    """
    planner = check_dataset(folder)
    say(f"{len(planner.plan)} rows checked in {folder}.")
    try:
        with transaction.atomic():
            return _load(planner, say)
    except (IntegrityError, DataError) as error:
        raise Rejected([_sentence(error)]) from error


def _load(planner: Planner, say: Callable[[str], None]) -> Report:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    meta = planner.files["meta"]
    load, _created = DatasetLoad.objects.get_or_create(name=meta["name"], defaults={"meta": meta})
    if load.meta != meta:
        load.meta = meta
        load.save()
    writer = Writer(planner.plan, load)
    report = Report(writer.write())
    say(f"{report.rows.created.total()} rows created, {report.rows.updated.total()} updated.")
    drafts, corrected = _to_publish(planner, writer)
    _gather_statistics()
    _publish(drafts)
    _publish(corrected, reason=CORRECTION)
    _refresh_quoting(report.rows.changed)
    report.published = [entry.slug for entry in (*drafts, *corrected)]
    say(f"{len(report.published)} entries published.")
    return report


# ── Publication


def _to_publish(planner: Planner, writer: Writer) -> tuple[list[Initiative], list[Initiative]]:
    """Drafts of ours that the files call public, and public entries of which a row changed."""
    changed = set(_entries_of(writer.outcome.changed))
    rows = [row for row in planner.plan.rows(Initiative) if row.ref in writer.keys]
    there = Initiative.objects.in_bulk([writer.keys[row.ref] for row in rows])
    drafts, corrected = [], []
    for row in rows:
        entry = there[writer.keys[row.ref]]
        wanted = row.id in planner.published
        if entry.state == "published" and not wanted:
            writer.outcome.leave(row, "it is published, and the files call it a draft")
        if entry.state == "published" and entry.pk in changed:
            corrected.append(entry)
        if entry.state == "draft" and wanted and row.ref not in writer.touched:
            drafts.append(entry)
    return drafts, corrected


def _gather_statistics():
    """Tell the planner what was written: publishing reads it back by one large query, which takes
    a minute instead of a second where the tables are still thought to be as they were.
    """
    configs = (apps.get_app_config(label) for label in ("sources", "initiatives"))
    models_ = (each for config in configs for each in config.get_models(include_auto_created=True))
    written = (each for each in models_ if not each._meta.proxy and not is_event(each))
    tables = [connection.ops.quote_name(each._meta.db_table) for each in written]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _publish(entries: list[Initiative], reason: str = ""):
    """Publish entries together, in nobody's name. Raises ``Rejected`` when the gate refuses one."""
    try:
        workflow.publish_many(entries, by=None, reason=reason)
    except workflow.Refused as refusal:
        alone = f"{entries[0]}: " if len(entries) == 1 else ""
        raise Rejected([f"{alone}{each}" for each in refusal.reasons]) from refusal


def _entries_of(changed: Iterable[models.Model]) -> Iterable:
    """The entries whose document the rows are part of."""
    for row in changed:
        match row:
            case Initiative():
                yield row.pk
            case claims.InitiativeParent():
                yield row.child_id
            case claims.MetricClaimant():
                yield row.metric.initiative_id
            case claims.StatementCitation():
                yield row.statement.initiative_id
            case _ if hasattr(row, "initiative_id") and not isinstance(
                row, claims.EditorialHint | claims.DisagreementSubject
            ):
                yield row.initiative_id


# The reference row that a changed row belongs to, as the model and the way to its key.
_QUOTED: dict[type[models.Model], tuple[type[models.Model], str]] = {
    evidence.Publisher: (evidence.Publisher, "pk"),
    evidence.PublisherCitation: (evidence.Publisher, "publisher_id"),
    evidence.SourceArticle: (evidence.SourceArticle, "pk"),
    evidence.ArticleCitation: (evidence.SourceArticle, "article_id"),
    evidence.Citation: (evidence.SourceArticle, "article_id"),
    claims.Theme: (claims.Theme, "pk"),
    claims.Partner: (claims.Partner, "pk"),
    claims.PartnerAlias: (claims.Partner, "partner_id"),
    claims.AliasCitation: (claims.Partner, "alias.partner_id"),
    claims.Person: (claims.Person, "pk"),
    claims.PersonRole: (claims.Person, "person_id"),
    claims.PersonRoleCitation: (claims.Person, "role.person_id"),
    claims.Statement: (claims.Statement, "pk"),
    claims.StatementCitation: (claims.Statement, "statement_id"),
    claims.Disagreement: (claims.Disagreement, "pk"),
    claims.DisagreementSubject: (claims.Disagreement, "disagreement_id"),
    claims.DisagreementPosition: (claims.Disagreement, "disagreement_id"),
    claims.PositionCitation: (claims.Disagreement, "stand.disagreement_id"),
}


def _refresh_quoting(changed: Iterable[models.Model]):
    """Bring in step what quotes the reference rows written; entries were published by name."""
    quoted = defaultdict(set)
    for row in changed:
        if type(row) in _QUOTED:
            model, path = _QUOTED[type(row)]
            quoted[model].add(attrgetter(path)(row))
    keys: set[str] = set()
    for model, pks in quoted.items():
        for row in model._default_manager.filter(pk__in=pks):
            keys |= keys_of(row)
    publish.refresh(keys)


# ── Refusals of the database


def _sentence(error: IntegrityError | DataError) -> str:
    """The message of the constraint that refused, or what the database says."""
    details = getattr(error.__cause__, "diag", None)
    name = getattr(details, "constraint_name", None)
    for model in (*vars(claims).values(), *vars(evidence).values()):
        if isinstance(model, type) and issubclass(model, models.Model):
            for constraint in model._meta.constraints:
                if constraint.name == name:
                    subject = model._meta.verbose_name
                    return (
                        f"Refused by the database ({subject}): {constraint.violation_error_message}"
                    )
    return f"Refused by the database: {error}"
