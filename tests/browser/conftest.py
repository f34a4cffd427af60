"""What the tests in a browser share: the browser, and a folder for pictures.

STANCE_SCREENSHOTS names a folder for pictures of what was seen, to look at them; without it none are made.
"""

import os
import shutil
from pathlib import Path

import pytest

PATIENCE = 600  # seconds, also for a machine that does something else
NEEDED = "needs Chromium on the path, and playwright and axe-playwright-python of the extra test"


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window."""
    api = pytest.importorskip("playwright.sync_api", reason=NEEDED)
    pytest.importorskip("axe_playwright_python", reason=NEEDED)
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if (path := next(found, None)) is None:
        pytest.skip(NEEDED)
    api.expect.set_options(timeout=PATIENCE * 1000)
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture
def seen():
    """Keep a picture of a page, where one is asked for."""

    def keep(page, name: str, **options) -> None:
        if wanted := os.environ.get("STANCE_SCREENSHOTS"):
            page.screenshot(path=Path(wanted) / f"{name}.png", **options)

    return keep
