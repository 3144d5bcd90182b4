"""The form of an entry with forty rows, as a browser loads it from a server like `make run`'s: a
draft's, a published entry's, and the same rows in a proposal that is not public.

A part of ``make bench``, in a process of its own. Prints its lines as JSON.
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

from benchmarks.report import line
from tests.trial_server import ADDRESS, serving

ROWS, TIMES = 40, 7
SLOWEST = 2000  # milliseconds, from the click to the load event
DEAREST = 1.5  # times the form of a published entry: that of a proposal


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("This needs Chromium, which is not installed here: nothing was measured.")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as password,
        sync_playwright() as playwright,
    ):
        paths = forms_of_forty_rows(folder)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page()
        page.goto(f"{ADDRESS}/admin/login/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", password)
        page.click("main [type=submit]")
        loads = {name: [] for name in paths}
        for _ in range(TIMES + 1):  # in turn, so that what else the machine does falls on all
            for name, path in paths.items():
                loads[name].append(load(page, path))
        browser.close()
    report({name: sorted(each[1:]) for name, each in loads.items()})  # the first warms the workers


def forms_of_forty_rows(folder: str) -> dict[str, str]:
    """The addresses of three forms with ten rows of each of four kinds of claim, all cited."""
    os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="tracker.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright has a loop in this thread
    django.setup()
    from django.contrib.auth.models import User

    from initiatives.revisions import workflow
    from tests import factories as make

    passages = [make.make_citation() for _ in range(ROWS // 4)]
    partners = [make.make_partner() for _ in range(ROWS // 4)]

    def fill(entry):
        for passage, partner in zip(passages, partners, strict=True):
            make.make_participation(initiative=entry, partner=partner, citations=[passage])
            make.make_investment(initiative=entry, investors=[partner], citations=[passage])
            make.make_milestone(initiative=entry, actor=partner, citations=[passage])
            make.make_metric(initiative=entry, citations=[passage])

    draft, public, proposed = (
        make.make_initiative(slug=f"forty-rows-{each}") for each in ("draft", "public", "proposed")
    )
    fill(draft)
    fill(public)
    workflow.publish_many([public, proposed], by=None)
    workflow.propose(proposed, by=User.objects.get(username="editor"), write=fill)
    entries = {"draft": draft, "published": public, "proposal": proposed}
    return {
        name: f"/admin/initiatives/initiative/{entry.pk}/change/" for name, entry in entries.items()
    }


def load(page, path: str) -> int:
    page.goto(ADDRESS + path, wait_until="load")
    return round(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def report(loads: dict[str, list[int]]) -> None:
    medians = {name: statistics.median(each) for name, each in loads.items()}
    lines = [
        line(
            f"entry form, {name}, {ROWS} rows, to the load event",
            medians[name],
            "ms",
            SLOWEST,
            f"median of {TIMES}: {', '.join(map(str, each))}",
        )
        for name, each in loads.items()
    ]
    ratio = round(medians["proposal"] / medians["published"], 2)
    case = f"form of a proposal to that of a published entry, {ROWS} rows"
    lines.append(line(case, ratio, "times", DEAREST, "of the medians above"))
    print(json.dumps(lines))


if __name__ == "__main__":
    main()
