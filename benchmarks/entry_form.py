"""The form of an entry with forty rows, as a browser loads it from a server like `make run`'s.

Prints a line of Markdown for each figure and writes ``benchmarks/results/latest.json``.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.trial_server import ADDRESS, serving

RESULTS = Path(__file__).resolve().parent / "results" / "latest.json"
ROWS, TIMES = 40, 7
SLOWEST = 2000  # milliseconds, from the click to the load event


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("This needs Chromium, which is not installed here: nothing was measured.")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as password,
        sync_playwright() as playwright,
    ):
        path = f"/admin/initiatives/initiative/{entry_of_forty_rows(folder)}/change/"
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page()
        page.goto(f"{ADDRESS}/admin/login/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", password)
        page.click("[type=submit]")
        loads = [load(page, path) for _ in range(TIMES + 1)][1:]  # the first one warms the workers
        browser.close()
    report(statistics.median(loads), f"median of {TIMES}: {', '.join(map(str, sorted(loads)))}")


def entry_of_forty_rows(folder: str) -> int:
    """The key of a new entry: ten of each of four kinds of claim, every one with its passage."""
    os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="tracker.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright has a loop in this thread
    django.setup()
    from tests import factories as make

    entry = make.make_initiative(slug="forty-rows")
    for _ in range(ROWS // 4):
        passage, partner = make.make_citation(), make.make_partner()
        make.make_participation(initiative=entry, partner=partner, citations=[passage])
        make.make_investment(initiative=entry, investors=[partner], citations=[passage])
        make.make_milestone(initiative=entry, actor=partner, citations=[passage])
        make.make_metric(initiative=entry, citations=[passage])
    return entry.pk


def load(page, path: str) -> int:
    page.goto(ADDRESS + path, wait_until="load")
    return round(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def report(figure: float, detail: str) -> None:
    case = f"entry form, {ROWS} rows, to the load event"
    line = {"case": case, "figure": figure, "unit": "ms", "target": SLOWEST}
    line |= {"ok": figure <= SLOWEST, "detail": detail}
    print(f"| {case} | {figure:g} ms | <= {SLOWEST} ms | {'ok' if line['ok'] else 'MISSED'} |")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([line], indent=2) + "\n")


if __name__ == "__main__":
    main()
