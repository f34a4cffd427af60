"""A run in parts gives what one look at the whole gives, whoever makes the parts, and goes on where it stopped."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT
from pandas import testing
from upath import UPath

from analysis import InputError, analyse, lots, parts, pipeline, read_articles, run
from analysis.pipeline import Long
from analysis.reprint import read_run
from analysis.run import run_corpus
from analysis.tone import vader

SENTENCES = [
    "Russia won a great war.",
    "“We thank America,” said Ann Lee, a farmer.",
    "China helped Iran and attacked nobody.",
    "Washington condemned the terrible strikes on Iraq.",
    "According to Moscow, the talks in France were a success.",
    "It rained.",
]
ARTICLES = [" ".join(SENTENCES[(number * k) % 6] for k in (1, 2, 5)) for number in range(60)]
ASKED = {"targets": ("USA", "RUS"), "scorer": "vader"}


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A folder with sixty articles by three outlets, cut into lots of some five, and a place to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lots, "ARTICLES", 5)
    monkeypatch.setattr("analysis.export.draw_all", lambda _: [])  # they take most of the time
    rows = [
        {"id": f"n{number}", "text": text, "outlet": "ABC"[number % 3], "date": f"2020-01-{number % 28 + 1:02}"}
        for number, text in enumerate(ARTICLES[:50])
    ]
    Path("news").mkdir()
    pd.DataFrame(rows).to_csv("news/table.csv", index=False)
    for number, text in enumerate(ARTICLES[50:]):
        Path(f"news/{number}.txt").write_text(text)
    return Path("news")


def assert_same(found: pd.DataFrame, expected: pd.DataFrame, name: str) -> None:
    """To the last bit; whether pandera made the one and pyarrow the other does not matter."""
    testing.assert_frame_equal(found, expected, check_exact=True, check_frame_type=False, obj=name)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def counted(monkeypatch):
    """How many articles each part that is made has."""
    made = []

    def study(articles, *rest):
        made.append(len(articles))
        return pipeline.study(articles, *rest)

    monkeypatch.setattr(parts, "study", study)
    return made


def test_parts_give_what_the_whole_gives(news, counted):
    found, problems = run_corpus(news, out="out", jobs=1, **ASKED)
    assert len(counted) > 5
    assert problems.empty
    whole = analyse(read_articles(news), targets=ASKED["targets"], scorer=vader)
    for name, table in whole.tables.items():
        assert_same(found.tables[name], table, name)
    assert found.source == whole.source
    again = read_run("out")
    for name, table in whole.tables.items():
        assert_same(again.tables[name], table, name)


def test_processes_and_clusters_write_the_same_bytes(news, counted):
    run_corpus(news, out="one", jobs=1, **ASKED)
    made = len(counted)
    run_corpus(news, out="two", jobs=2, **ASKED)
    run_corpus(news, out="dask", jobs=2, scheduler="", **ASKED)
    assert len(counted) == made  # in this process
    one = contents(Path("one"))
    assert contents(Path("two")) == one
    assert contents(Path("dask")) == one
    assert sorted(path.name for path in Path().iterdir()) == ["dask", "news", "one", "two"]


def test_a_run_makes_only_what_is_missing_or_changed(news, counted):
    run_corpus(news, out="out", jobs=1, **ASKED)
    before, parts_made = contents(Path("out")), len(counted)
    run_corpus(news, out="out", jobs=1, **ASKED)
    assert len(counted) == parts_made
    assert contents(Path("out")) == before
    Path("news/3.txt").write_text("Russia lost.")
    run_corpus(news, out="out", jobs=1, **ASKED)
    assert len(counted) == parts_made + 1
    run_corpus(news, out="fresh", jobs=1, **ASKED)
    assert contents(Path("fresh")) == contents(Path("out"))
    run_corpus(news, out="out", jobs=1, targets=("CHN",), scorer="vader")
    assert len(counted) > 3 * parts_made


def test_a_run_that_failed_goes_on(news, counted, monkeypatch):
    whole = contents(Path(run_corpus(news, out="whole", jobs=1, **ASKED) and "whole"))
    made = len(counted)

    def fail_late(lot, folder, settings):
        if len(counted) == made + 4:
            raise OSError(28, "No space left on device", str(folder))
        return parts.make_part(lot, folder, settings)

    monkeypatch.setattr(run, "make_part", fail_late)
    with pytest.raises(OSError, match="No space left"):
        run_corpus(news, out="out", jobs=1, **ASKED)
    assert not Path("out").exists()
    monkeypatch.setattr(run, "make_part", parts.make_part)
    run_corpus(news, out="out", jobs=1, **ASKED)
    assert len(counted) == 2 * made
    assert contents(Path("out")) == whole


def test_a_part_that_is_not_whole_is_made_anew(news, counted):
    """As a SIGKILL leaves it: under a name that no part has."""
    Path(".out-parts/.abc").mkdir(parents=True)
    Path(".out-parts/.abc/articles.parquet").write_bytes(b"PAR1")
    run_corpus(news, out="out", jobs=1, **ASKED)
    assert sum(counted) == 60
    assert not Path(".out-parts").exists()


def test_bad_articles_are_told_of_each_time(news):
    Path("news/5.txt").write_text("")
    with pytest.raises(InputError, match=r"^news/5\.txt: empty"):
        run_corpus(news, out="out", jobs=1, **ASKED)
    for _ in range(2):
        _, problems = run_corpus(news, out="out", jobs=1, skip_bad=True, **ASKED)
        assert problems.source.to_list() == ["news/5.txt"]
        assert pd.read_csv("out/tables/problems.csv").source.to_list() == ["news/5.txt"]


def test_nothing_to_read(news):
    for path in news.iterdir():
        path.unlink()
    (news / "a.txt").write_text("")
    with pytest.raises(InputError, match=r"^news/a\.txt: empty"):
        run_corpus(news, out="out", skip_bad=True, **ASKED)
    assert not Path("out").exists()


def test_a_large_corpus_is_summed_up_whole_and_shown_by_a_sample(news, monkeypatch):
    whole, _ = run_corpus(news, out="whole", jobs=1, **ASKED)
    monkeypatch.setattr(pipeline, "SAMPLE", 10)
    found, _ = run_corpus(news, out="out", jobs=1, **ASKED)
    assert found.sampled
    for name in ("corpus", "counts", "comentions", "stance", "comparisons", "timeline", "sources", "frames"):
        assert_same(found.tables[name], whole.tables[name], name)
    assert len(found.articles) == 10
    assert set(found.articles.article_id) <= set(whole.scores.article_id)
    assert set(found.scores.article_id) == set(found.articles.article_id)
    for name in Long._fields:
        there = pd.read_parquet(Path("out", "tables", f"{name}.parquet"))
        assert_same(there, whole.tables[name], name)
        assert not Path("out", "tables", f"{name}.csv").exists()
    again = read_run("out")
    for name, table in found.tables.items():
        assert_same(again.tables[name], table, name)
    page = Path("out/index.html").read_text()
    assert "60 articles of 4 outlets" in page
    assert "drawn by chance" in page
    assert json.loads(Path("out/manifest.json").read_text())["sample"] == found.articles.article_id.to_list()


def test_targets_all_are_those_of_the_whole_corpus(news):
    found, _ = run_corpus(news, out="out", jobs=1, targets=("all",), scorer="vader")
    whole = analyse(read_articles(news), targets="all", scorer=vader)
    assert found.targets == whole.targets
    assert_same(found.stance, whole.stance, "stance")


def test_the_command_line_takes_a_cluster(news):
    command = [sys.executable, "-m", "analysis", "run", "news", "--scorer", "vader", "--out", "out"]
    done = subprocess.run(
        [*command, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (2, "stance: tcp://127.0.0.1:9: no Dask scheduler answers there\n")


def test_articles_and_output_in_a_store(news, counted):
    run_corpus(news, out="out", jobs=1, **ASKED)
    made, store = len(counted), "memory://news-of-a-test"
    for path in news.iterdir():
        (UPath(store) / "news" / path.name).write_bytes(path.read_bytes())
    for _ in range(2):  # the second time all parts are there
        run_corpus(f"{store}/news", out=f"{store}/out", jobs=1, **ASKED)
    assert len(counted) == 2 * made
    local = contents(Path("out"))
    names = {name for name in local if name != "manifest.json"}  # which tells where the articles came from
    assert {name: (UPath(store) / "out" / name).read_bytes() for name in names} == {n: local[n] for n in names}
    assert json.loads((UPath(store) / "out/manifest.json").read_text())["files"] == sorted(names)
    assert sorted(path.name for path in UPath(store).iterdir()) == ["news", "out"]


def test_a_store_that_nothing_reaches():
    with pytest.raises(InputError, match=r"^nowhere://a: "):
        run_corpus("nowhere://a", out="out", **ASKED)
