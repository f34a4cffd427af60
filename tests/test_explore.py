"""The panel in Python: what its controls do to what it shows, and what it writes."""

import base64
import dataclasses
import json
import re
import subprocess
import sys

import pandas as pd
import pytest

from analysis import InputError, analyse
from analysis.explore import explore
from analysis.keep import keep
from analysis.selection import Choice


@pytest.fixture(scope="module")
def many(seed):
    """The seed article three times: more sentences than a page has."""

    def thrice(table):
        copies = [table.assign(article_id=table.article_id + f"-{number}") for number in range(3)]
        return pd.concat(copies, ignore_index=True)

    named = {name: thrice(seed.tables[name]) for name in ("articles", "sentences", "mentions", "targeted", "scores")}
    return dataclasses.replace(seed, **named)


def caption(html: str) -> str:
    return re.search(r"<caption>(.*?)</caption>", html)[1]


def test_it_opens_on_the_first_target(seed):
    panel = explore(seed)
    assert caption(panel.sheet.value) == "Sentences 1 to 11 of 11 by order of the text"
    assert caption(panel.counts.value) == "United States: everything"
    assert panel.sheet.value.count('<mark class="target"') == panel.rows.mentions.sum()


def test_a_target_changes_everything(seed):
    panel = explore(seed)
    chart = panel.chart.value
    panel.target.value = "RUS"
    assert caption(panel.counts.value) == "Russia: everything"
    assert set(panel.rows.country) == {"RUS"}
    assert panel.chart.value != chart
    (drawn,) = re.findall(r"base64,([^\"]+)", panel.chart.value)
    assert b"n = 18" in base64.b64decode(drawn)


def test_pages_begin_anew_after_a_filter(many):
    panel = explore(many)
    assert panel.previous.disabled
    panel.next.click()
    assert caption(panel.sheet.value) == "Sentences 21 to 33 of 33 by order of the text"
    assert panel.next.disabled
    panel.order.value = "score, highest first"
    assert panel.page.value == 1
    panel.next.click()
    panel.voice.value = "quote"
    assert panel.page.value == 1
    assert set(panel.rows.voice) == {"quote"}


def test_words_are_explained_where_asked(seed):
    panel = explore(seed)
    assert 'class="evidence"' not in panel.sheet.value
    panel.evidence.value = 2
    assert panel.sheet.value.count('class="evidence"') == 1
    assert panel.sheet.value.count("<p>") == panel.rows.iloc[2].mentions
    panel.order.value = "score, highest first"
    assert panel.evidence.value == -1
    assert 'class="evidence"' not in panel.sheet.value


def test_a_choice_that_leaves_nothing(seed):
    panel = explore(seed)
    panel.confidence.value = 1.0
    assert "No sentence is like this" in panel.sheet.value
    assert panel.chart.value == ""
    assert panel.export.disabled


def test_an_export_says_where_it_is_and_holds_the_selection(seed, tmp_path):
    panel = explore(seed)
    panel.folder.value = str(tmp_path)
    panel.export.click()
    (folder,) = tmp_path.iterdir()
    assert str(folder) in panel.message.value
    assert pd.read_csv(folder / "selection.csv").sentence_id.to_list() == panel.rows.sentence_id.to_list()
    assert {path.name for path in folder.iterdir()} == {
        "selection.csv", "manifest.json", *(f"stance.{ending}" for ending in ("svg", "png", "pdf", "txt", "csv"))
    }  # fmt: skip
    assert json.loads((folder / "manifest.json").read_text())["choice"]["target"] == "USA"


def test_same_choice_same_files_another_choice_others(seed, tmp_path):
    panel = explore(seed)
    one = keep(panel.rows, panel.figure, panel.choice, "stance", tmp_path)
    before = {path.name: path.read_bytes() for path in one.iterdir()}
    assert keep(panel.rows, panel.figure, panel.choice, "stance", tmp_path) == one
    assert {path.name: path.read_bytes() for path in one.iterdir()} == before
    assert keep(panel.rows, panel.figure, Choice("USA", voice="quote"), "stance", tmp_path) != one


def test_a_target_cannot_lead_out_of_the_folder(seed, tmp_path):
    panel = explore(seed)
    place = keep(panel.rows, panel.figure, Choice("../../x <b>"), "stance", tmp_path)
    assert place.parent == tmp_path


def test_a_folder_that_cannot_be_written(seed, tmp_path):
    panel = explore(seed)
    (tmp_path / "<b>").write_text("a file")
    panel.folder.value = str(tmp_path / "<b>")
    panel.export.click()
    assert "Not written" in panel.message.value
    assert "<b>" not in panel.message.value


HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> \u202emoc\u202c =1+1 Russia'


def test_nothing_of_an_article_is_taken_for_html(articles, tmp_path):
    study = analyse(articles(HOSTILE + " left.", title=HOSTILE, outlet=HOSTILE, source=HOSTILE))
    panel = explore(study)
    shown = panel.counts.value + panel.chart.value + panel.sheet.value
    assert "<script" not in shown
    assert "<img src=x" not in shown
    assert "\u202e" not in shown + "".join(panel.outlet.options[1][0])
    panel.outlet.value = HOSTILE
    assert len(panel.rows) == 1
    assert "<script" not in panel.counts.value


def test_a_speaker_and_a_title_cannot_run_as_a_formula(seed, tmp_path):
    panel = explore(seed)
    rows = panel.rows.assign(title="=1+1", speaker="@x")
    found = pd.read_csv(keep(rows, panel.figure, panel.choice, "stance", tmp_path) / "selection.csv")
    assert set(found.title) == {"'=1+1"}
    assert set(found.speaker) == {"'@x"}


def test_with_vader_there_is_no_probability_and_no_evidence(articles):
    from analysis.tone import vader

    panel = explore(analyse(articles("We praise Russia."), scorer=vader))
    assert panel.confidence.disabled
    assert panel.evidence.layout.display == "none"
    assert "none with VADER" in panel.sheet.value


def test_no_target_is_one_clear_line(articles):
    with pytest.raises(InputError, match="none of the targets is mentioned: USA, RUS"):
        explore(analyse(articles("Peru won.")))


def test_every_control_has_a_label_and_every_table_headers(seed):
    panel = explore(seed)
    controls = [value for value in vars(panel).values() if hasattr(value, "description") and value is not panel.widget]
    labelled = [control for control in controls if hasattr(control, "value") and control not in (
        panel.counts, panel.chart, panel.sheet, panel.message)]  # fmt: skip
    assert len(labelled) == 11
    assert all(control.description for control in labelled)
    for html in (panel.counts.value, panel.sheet.value):
        assert "<caption>" in html
        assert 'scope="col"' in html
        assert 'scope="row"' in html
    assert re.search(r'<img [^>]*alt="[^"]+"', panel.chart.value)


@pytest.mark.parametrize("first", ["import analysis.explore", "from analysis.explore import explore", "pass"])
def test_it_can_be_called_whatever_was_imported_before(first):
    code = f"{first}\nfor _ in 'ab':\n    from analysis import explore\n    assert callable(explore)\n"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_saved_notebook_keeps_what_can_be_read():
    from analysis.committed import LIVE, KeepReadable

    outputs = [{"data": {LIVE: {}, "text/html": "a"}}, {"data": {LIVE: {}}}, {"name": "stdout"}]
    cell, _ = KeepReadable().preprocess_cell({"outputs": outputs}, {}, 0)
    assert [list(output.get("data", {})) for output in cell["outputs"]] == [["text/html"], [LIVE], []]
