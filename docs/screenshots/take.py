"""``make screenshots``: the pictures of this folder, from a fresh server with the real dataset.

The server, its database and its accounts live in a temporary folder and are gone afterwards.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.trial_server import ADDRESS, serving

HERE = Path(__file__).resolve().parent

# name, address, width, height (or down to which section), theme
PUBLIC = [
    ("39bis-1280", "/en/initiatives/39bis/", 1280, "disagreements", "light"),
    ("39bis-390", "/en/initiatives/39bis/", 390, "disagreements", "light"),
    ("39bis", "/en/initiatives/39bis/", 1280, 1300, "light"),
    ("39bis-dark", "/fr/initiatives/39bis/", 1280, 1300, "dark"),
    ("home", "/en/", 1280, 1500, "light"),
    ("initiatives", "/en/initiatives/?theme=e-health", 1280, 1100, "light"),
    ("source", "/en/sources/39bis-inauguration/", 1280, 1300, "light"),
]
DESK = [
    ("desk", "/admin/", 1280, 1300, "light"),
    ("entry-form", "/admin/initiatives/initiative/?q=39BIS", 1280, 1500, "light"),
]


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("This needs Chromium, which is not installed here: no picture was taken.")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as password,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for picture in PUBLIC:
            take(browser, *picture)
        for picture in DESK:
            take(browser, *picture, password=password)
        browser.close()


def take(browser, name, path, width, height, theme, password=None):
    """One picture; with a ``password``, of the desk as its editor sees it."""
    context = browser.new_context(
        viewport={"width": width, "height": height if isinstance(height, int) else 900},
        color_scheme=theme,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if password:
        page.goto(f"{ADDRESS}/admin/login/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", password)
        page.click("[type=submit]")
    page.goto(ADDRESS + path)
    if name == "entry-form":
        page.click("#result_list th.field-title a")
    page.reload()  # with the fonts at hand: `font-display: optional` does without them at first
    whole, clip = not isinstance(height, int), None
    if whole:
        end = page.locator(f"#{height}").bounding_box()
        clip = {"x": 0, "y": 0, "width": width, "height": end["y"] + end["height"] + 24}
    page.screenshot(path=HERE / f"{name}.png", full_page=whole, clip=clip)
    print(f"docs/screenshots/{name}.png")
    context.close()


if __name__ == "__main__":
    main()
