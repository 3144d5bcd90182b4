"""The whole plan: every file read once, every value turned into a column, every problem noted."""

from .check import check
from .plan_evidence import plan_evidence
from .plan_initiatives import plan_initiatives
from .plan_organisations import plan_organisations
from .plan_words import plan_words
from .planner import Planner
from .read import Items, Problems, Record


def make_plan(files: dict[str, Record | Items], problems: Problems) -> Planner:
    """The rows a dataset amounts to. What is wrong with it is in ``problems`` afterwards."""
    planner = Planner(files, problems)
    plan_evidence(planner)
    plan_organisations(planner)
    plan_initiatives(planner)
    plan_words(planner)
    check(planner)
    return planner
