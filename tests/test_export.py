import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from conftest import ROOT

from analysis import InputError, analyse
from analysis.engine import workers
from analysis.export import export, write_csv
from analysis.pipeline import Long


def contents(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_written_and_named_in_the_manifest(seed, tmp_path):
    written = contents(export(seed, tmp_path / "out"))
    manifest = json.loads(written.pop("manifest.json"))
    assert sorted(written) == manifest["files"]
    files = [f"tables/{name}.parquet" + "/00000.parquet" * (name in Long._fields) for name in seed.tables]
    assert {*files, *(f"tables/{name}.csv" for name in seed.tables)} < written.keys()
    assert {
        f"figures/{n}.{e}" for n in ("strip", "terms") for e in ("svg", "png", "pdf", "txt", "csv")
    } < written.keys()
    assert manifest["parameters"] == {"targets": ["USA", "RUS"], "scorer": "stance"}
    assert [article["source"] for article in manifest["articles"]] == ["seeds/000_fce4307d2c9900bd.txt"]


def test_same_input_same_bytes(seed, tmp_path):
    first = contents(export(seed, tmp_path / "out"))
    assert contents(export(seed, tmp_path / "out")) == first
    with workers(2) as crew:
        assert contents(export(seed, tmp_path / "other", crew=crew)) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "out"]


def test_tables_read_back_as_they_were(seed, tmp_path):
    folder = export(seed, tmp_path / "out")
    for name, table in seed.tables.items():
        found = pd.read_parquet(folder / "tables" / f"{name}.parquet")
        assert found.dtypes.to_dict() == table.dtypes.to_dict()
        assert found.to_csv() == table.to_csv()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_spreadsheet_runs_no_text_as_a_formula(tmp_path, start):
    write_csv(pd.DataFrame({"text": [start + "1+1", "a=b"], "number": [-1.5, 2.0]}), tmp_path / "a.csv")
    found = pd.read_csv(tmp_path / "a.csv")
    assert found.text.to_list() == ["'" + start.replace("\r", "\n") + "1+1", "a=b"]
    assert found.number.to_list() == [-1.5, 2.0]


def test_other_peoples_files_are_left_alone(seed, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds notes\.txt"):
        export(seed, tmp_path)
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_a_failure_leaves_what_was_there(seed, tmp_path, monkeypatch):
    before = contents(export(seed, tmp_path / "out"))
    monkeypatch.setattr("analysis.export.render_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(seed, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_leaves_what_was_there(seed, tmp_path, how):
    out = tmp_path / "out"
    before = contents(export(seed, out))
    command = [sys.executable, "-m", "analysis", "run", str(ROOT / "seeds"), "--out", str(out), "--target", "IRQ"]
    process, known = subprocess.Popen(command, stderr=subprocess.PIPE, text=True), {"out", ".out-parts"}
    while process.poll() is None and {path.name for path in tmp_path.iterdir()} <= known:  # until it begins to write
        time.sleep(0.01)
    process.send_signal(how)
    said = process.communicate()[1]
    assert process.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in said
    assert contents(out) == before


def test_hostile_names_of_speakers_and_outlets_stay_text(articles, tmp_path):
    names = ["=1+1", "<script>alert(1)</script>", "$x_1$\x0b\u202e", "Zamili " * 60]
    text = "“We thank Russia,” said Hakim Zamili. Iraq met America."
    analysis = analyse(articles(*[text] * 4, outlet=names, date=pd.Timestamp("2015-10-01")))
    assert len(analysis.sources) == 4
    folder = export(replace(analysis, sources=analysis.sources.assign(speaker=names)), tmp_path / "out")
    for path in sorted((folder / "figures").glob("*.svg")):
        root = ElementTree.parse(path).getroot()  # well-formed, whatever the names
        assert not [node for node in root.iter() if node.tag.endswith("script")]
    drawn = (folder / "figures" / "sources.svg").read_text()
    assert "&lt;script&gt;alert(1)" in drawn
    assert "$x_1$" in drawn
    assert "Zamili " * 5 not in drawn.split("</desc>")[1]
    assert (folder / "index.html").read_text().count("<script") == 1
    assert pd.read_csv(folder / "tables" / "sources.csv").speaker[0] == "'=1+1"
    assert pd.read_parquet(folder / "tables" / "sources.parquet").speaker[0] == "=1+1"


def test_outlets_over_time_have_figures_and_tables_on_the_page(articles, tmp_path):
    texts = ["Russia won a great war.", "America lost a good friend. Russia met America."] * 4
    days = pd.to_datetime(["2015-10-01", "2015-10-09"] * 4)
    analysis = analyse(articles(*texts, outlet=["Left", "Left", "Right", "Right"] * 2, date=days))
    folder = export(analysis, tmp_path / "out")
    page = (folder / "index.html").read_text()
    for name in ("outlets", "comparisons", "timeline", "shift", "frames"):
        assert f"figures/{name}.svg" in page
        assert (
            "Left"
            in (folder / "figures" / f"{name}.txt").read_text() + (folder / "figures" / f"{name}.svg").read_text()
        )
    for name in ("sources", "aliases", "frames", "comparisons", "timeline", "shift"):
        assert f"tables/{name}.csv" in page
    assert "2015-10-09</td>" in page
