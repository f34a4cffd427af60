"""Every notebook in JupyterLab, in a browser: all cells run, none fails, as many charts are drawn as are committed."""

import json
import re
import time
from pathlib import Path

import pytest

from browser.conftest import PATIENCE, ROOT, serve_lab

pytestmark = pytest.mark.browser
STARTED = re.compile(r"\[[*\d]")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def outputs(cells: list[dict]) -> list[dict]:
    return [output for cell in cells for output in cell.get("outputs", [])]


def charts(cells: list[dict]) -> int:
    return sum("image/svg+xml" in output.get("data", {}) for output in outputs(cells))


def saved(path: Path) -> list[dict]:
    """The cells of a saved notebook; nothing while it is being saved."""
    try:
        return json.loads(path.read_text(encoding="utf8"))["cells"]
    except ValueError:
        return []


def counts(cells: list[dict]) -> list[int | None]:
    """In which order the cells were run."""
    return [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The notebooks, without what they put out when they were committed."""
    place = tmp_path_factory.mktemp("notebooks")
    for path in NOTEBOOKS:
        notebook = json.loads(path.read_text(encoding="utf8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
        (place / path.name).write_text(json.dumps(notebook), encoding="utf8")
    return place


@pytest.fixture(scope="module")
def lab(folder, chromium):
    with serve_lab(folder) as address:
        yield address


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_all_cells_run_and_every_chart_is_drawn(path, lab, folder, chromium, seen):
    committed = json.loads(path.read_text(encoding="utf8"))["cells"]
    page = chromium.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{lab}/lab/tree/{path.name}?reset", wait_until="domcontentloaded")
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    number = sum(cell["cell_type"] == "code" for cell in committed)
    until = time.monotonic() + PATIENCE
    while counts(cells := saved(folder / path.name)) != list(range(1, number + 1)) and time.monotonic() < until:
        if not any(counts(cells)) and not page.locator(".jp-InputPrompt", has_text=STARTED).count():
            # A menu that is clicked while JupyterLab is still laying itself out does nothing.
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
        page.wait_for_timeout(1000)
        page.keyboard.press("Control+s")
    seen(page, path.stem)
    page.close()
    assert counts(cells) == list(range(1, number + 1))
    assert [output["evalue"] for output in outputs(cells) if output["output_type"] == "error"] == []
    assert charts(cells) == charts(committed)
