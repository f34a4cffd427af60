"""Measure in a browser how quickly the panel of notebooks answers, on 100,000 sentences.

    python data/benchmarks/panel.py DATA

writes `panel.csv`: milliseconds from a change of a control until the browser has painted the table of sentences, and
the chart, and from the start of the cell until the first view; at the median and at most, in headless Chromium and a
JupyterLab of our own. The sentences of DATA are put together as in `scale.py`, once with one in five about a target,
once with all of them, which is the most that a panel can be given. `filter_ms` is what pandas takes, in the same
notebook, to filter the scores by target and voice.
"""

import json
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Page, sync_playwright
from scale import write_corpus
from stages import read_pool

from analysis import analyse, read_articles
from analysis.export import export
from analysis.tone import vader

sys.path.append(str(Path(__file__).parents[2] / "tests"))
from browser.conftest import serve_lab

ARTICLES, ROUNDS, PATIENCE = 5_000, 10, 300_000  # some 20 sentences to an article; milliseconds
PAUSE = 0.4  # seconds a reader takes, at least, before the next change
CELLS = [
    "from analysis import explore\nfrom analysis.reprint import read_run\nstudy = read_run('run')",
    "explore(study)",
    """import time
taken = []
for _ in range(9):
    begin = time.perf_counter()
    study.scores[(study.scores.country == "USA") & (study.scores.voice == "author")]
    taken.append(1000 * (time.perf_counter() - begin))
print(sorted(taken)[4])""",
]
# Waits for elements that are new, since looking at every frame would take the processor that the panel needs.
CHANGE = """async ([label, value]) => {
  const panel = document.querySelector('.stance-panel');
  const words = (text) => text.replace(/\\s+/g, ' ').trim();
  const painted = () => new Promise(requestAnimationFrame);
  let begin, table = null, chart = null;
  const done = new Promise((resolve, reject) => {
    setTimeout(() => reject(`no answer to ${label}: ${value}`), 30000);
    new MutationObserver(async (changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1);
      const has = (what) => added.some((node) => node.matches(what) || node.querySelector(what));
      if (table === null && has('tbody mark')) { await painted(); table = performance.now() - begin; }
      if (chart === null && has('figure img')) {
        await panel.querySelector('figure img').decode(); await painted(); chart = performance.now() - begin;
      }
      if (table !== null && (chart !== null || value === null)) resolve([table, chart]);
    }).observe(panel, {childList: true, subtree: true});
  });
  const named = (element) => words((element.labels?.[0] ?? element).textContent) === label;
  const control = [...panel.querySelectorAll('select, button')].find(named);
  begin = performance.now();
  if (value === null) control.click();
  else {
    control.selectedIndex = [...control.options].findIndex((option) => words(option.text) === value);
    control.dispatchEvent(new Event('change', {bubbles: true}));
  }
  return await done;
}"""
FIRST = """async () => {
  const begin = performance.now();
  let image = null;
  while (!(image = document.querySelector('.stance-panel figure img'))) await new Promise((go) => setTimeout(go, 10));
  await image.decode();
  return performance.now() - begin;
}"""


def changes() -> list[tuple[str, str, str | None]]:
    """What is changed: how the row of the table calls it, the label of the control, and its new value."""
    targets = ("Russia", "United States")
    planned: list[tuple[str, str, str | None]] = []
    for number in range(ROUNDS):
        planned += [
            ("target, all outlets", "Target", targets[number % 2]),
            ("page", "Next page", None),
            ("outlet", "Outlet", f"Outlet {number % 8 + 1}"),
            ("target, one outlet", "Target", targets[(number + 1) % 2]),
            ("voice, one outlet", "Voice", "quote"),
            ("", "Voice", "all"),
            ("", "Target", targets[number % 2]),
            ("outlet back to all", "Outlet", "all"),
        ]
    return planned


def measure(page: Page, address: str) -> list[dict[str, Any]]:
    """Open the notebook, run its cells, change the controls."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/lab/tree/panel.ipynb?reset", wait_until="domcontentloaded")
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    idle.first.wait_for()
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-InputPrompt", has_text="[1]:").wait_for()
    page.keyboard.press("Shift+Enter")
    found = [{"change": "first view", "chart": page.evaluate(FIRST)}]
    for name, label, value in changes():
        time.sleep(PAUSE)
        table, chart = page.evaluate(CHANGE, [label, value])
        found += [{"change": name, "table": table, "chart": chart}] if name else []
    page.locator(".jp-Notebook .jp-CodeCell").last.click()
    page.keyboard.press("Shift+Enter")
    plain = float(page.locator(".jp-OutputArea-output pre").last.inner_text())
    return [row | {"filter": plain} for row in found]


def write_study(folder: Path, pool: tuple[list[str], list[str]]) -> tuple[int, int]:
    """Write a run and a notebook on it; give the number of its sentences, and of those about a target."""
    write_corpus(folder / "corpus.jsonl", pool, ARTICLES)
    study = analyse(read_articles(folder / "corpus.jsonl"), scorer=vader)
    export(study, folder / "run")
    cells = [{"cell_type": "code", "id": str(n), "source": cell} for n, cell in enumerate(CELLS)]
    book = {"cells": [cell | {"metadata": {}, "outputs": [], "execution_count": None} for cell in cells]}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book |= {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "panel.ipynb").write_text(json.dumps(book))
    return len(study.sentences), len(study.scores)


def main() -> None:
    """Measure both mixtures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    named, others = read_pool(parser.parse_args().data)
    rows = []
    for pool in ((named, others), (named, named)):
        with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
            sentences, scored = write_study(Path(place), pool)
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            with serve_lab(Path(place)) as address:
                found = measure(browser.new_page(viewport={"width": 1280, "height": 1400}), address)
        rows += [{"sentences": sentences, "scored": scored} | row for row in found]
    grouped = pd.DataFrame(rows).groupby(["sentences", "scored", "change"], sort=False)
    table = grouped.agg(
        n=("chart", "size"),
        table_ms=("table", "median"),
        table_most_ms=("table", "max"),
        chart_ms=("chart", "median"),
        chart_most_ms=("chart", "max"),
        filter_ms=("filter", "median"),
    ).reset_index()
    table.round(0).to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")
    print(table.round(0).to_string(index=False))


if __name__ == "__main__":
    main()
