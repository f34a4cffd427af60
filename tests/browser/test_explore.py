"""The panel in JupyterLab, in a browser: choose, page, explain, export, by keyboard too."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from browser.conftest import PATIENCE, serve_lab

pytestmark = pytest.mark.browser
CODE = """from analysis import analyse, explore, read_articles
study = analyse(read_articles({articles!r}))
explore(study)"""


def written(folder: Path) -> None:
    """Two articles that hold what a page must not run, and enough sentences to turn pages."""
    praise = [f"Iraqis praised Russia for reason {number}." for number in range(45)]
    text = " ".join(["Washington bombed the <img src=x onerror=document.title='run'> town.", *praise])
    rows = [{"outlet": f"<b>Paper {n}</b>", "title": "=1+1 <script>1</script>", "text": text} for n in range(2)]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    cell["source"] = CODE.format(articles=str(folder / "articles.jsonl"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "panel.ipynb").write_text(json.dumps(notebook), encoding="utf8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("lab")
    written(place)
    return place


@pytest.fixture(scope="module")
def lab(folder, chromium):
    with serve_lab(folder) as address:
        yield address


@pytest.fixture
def page(lab, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{lab}/lab/tree/panel.ipynb?reset", wait_until="domcontentloaded")
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    page.keyboard.press("Shift+Enter")
    page.locator(".stance-panel table").first.wait_for()
    yield page
    page.close()


def test_choose_page_explain_and_export(page, folder, seen):
    from playwright.sync_api import expect

    panel = page.locator(".stance-panel")
    seen(page, "opened")
    assert page.title() != "run"
    assert panel.locator("td b, td script, td img").count() == 0

    panel.get_by_label("Target").select_option(label="Russia")
    expect(panel.get_by_text("Sentences 1 to 20 of 90 by order of the text")).to_be_visible()
    expect(panel.locator("figure img")).to_have_attribute("alt", re.compile("Russia"))
    panel.get_by_label("Outlet").select_option(label="<b>Paper 1</b>")
    expect(panel.get_by_text("Sentences 1 to 20 of 45 by order of the text")).to_be_visible()

    panel.get_by_role("button", name="Next page").focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_text("Sentences 21 to 40 of 45 by order of the text")).to_be_visible()
    panel.get_by_label("Words that made the score of").select_option(label="sentence 22")
    expect(panel.get_by_role("region", name="Words that made the score of sentence 22")).to_be_visible()
    seen(page, "explained")

    panel.get_by_label("Folder").fill("kept")
    panel.get_by_label("Folder").press("Tab")
    panel.get_by_role("button", name="Export selection and figure").click()
    expect(panel.get_by_role("status")).to_contain_text("Written to")
    seen(page, "exported")
    (place,) = (folder / "kept").iterdir()
    assert str(place) in panel.get_by_role("status").inner_text()
    rows = pd.read_csv(place / "selection.csv")
    assert len(rows) == 45
    assert set(rows.country) == {"RUS"}
    assert set(rows.outlet) == {"<b>Paper 1</b>"}
    assert set(rows.title) == {"'=1+1 <script>1</script>"}
    assert (place / "stance.png").read_bytes().startswith(b"\x89PNG")
    assert (place / "stance.pdf").read_bytes().startswith(b"%PDF")
    assert (place / "stance.svg").read_text().count("<svg") == 1
