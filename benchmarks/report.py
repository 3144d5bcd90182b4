"""One line for each case: a figure, its target, and whether it is met; as JSON and as Markdown."""

import json
from collections.abc import Iterable
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


def line(
    case: str, figure: float | None, unit: str, target: float, detail: str, *, least=False
) -> dict:
    """``target`` is the most that is right or, with ``least``, the least; no figure is a miss."""
    met = figure is not None and (figure >= target if least else figure <= target)
    return {
        "case": case,
        "figure": figure,
        "unit": unit,
        "target": target,
        "ok": met,
        "detail": f"at {'least' if least else 'most'} {target:g}: {detail}",
    }


def table(lines: Iterable[dict]) -> str:
    rows = ["| case | figure | target | | |", "|---|---|---|---|---|"]
    for each in lines:
        figure = "none" if each["figure"] is None else f"{each['figure']:g} {each['unit']}"
        verdict = "ok" if each["ok"] else "**missed**"
        bound, _, how = each["detail"].partition(": ")
        rows.append(f"| {each['case']} | {figure} | {bound} | {verdict} | {how} |")
    return "\n".join(rows)


def write(lines: list[dict], heading: str, raw: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n")
    (RESULTS / "latest.md").write_text(f"{heading}\n\n{table(lines)}\n\n{raw}\n")
