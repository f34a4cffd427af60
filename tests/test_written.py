"""The written sentences are what their datasheet says: fields, labels, blocks and counts."""

import json

import pandas as pd
import pytest
from conftest import ROOT, filled

from analysis.lexicon import country_names

FOLDER = ROOT / "data" / "written"
SECOND, THIRD = ("powers", "wire", "grammar"), ("conflict", "relations", "society")
LINES = (FOLDER / "written.jsonl").read_text(encoding="utf8").strip().split("\n")
ROWS = pd.DataFrame(list(map(json.loads, LINES)))
POLARITY = {-1: "negative", 0: "neutral", 1: "positive"}


def counts() -> str:
    """The tables of counts in the datasheet, made from the rows."""
    kind = ROWS["id"].str.rsplit("_", n=1).str[0]
    second, third = kind.isin(SECOND), kind.isin(THIRD)
    lines = ["| rows | sentences | blocks | targets | negative | neutral | positive | countries |", "|" + "---|" * 8]
    parts = {"first part": ~second & ~third, "second part": second, "third part": third, "all": kind != ""}
    for name, chosen in (parts | {f"`{name}_`": kind == name for name in kind.unique()}).items():
        part = ROWS[chosen]
        labels = [f"{(part.polarity == value).sum():,}" for value in POLARITY]
        sizes = [f"{size:,}" for size in (part["id"].nunique(), part.block.nunique(), len(part))]
        lines.append(f"| {' | '.join([name, *sizes, *labels, str(part.country.nunique())])} |")
    lines += ["", "| voice | negative | neutral | positive |", "|---|---|---|---|"]
    for voice, part in ROWS.groupby("voice"):
        lines.append(f"| {voice} | {' | '.join(f'{(part.polarity == value).sum():,}' for value in POLARITY)} |")
    targets = ROWS.groupby("id").size().value_counts().sort_index()
    differ = (ROWS.groupby("id").polarity.nunique() > 1).sum()
    most = ROWS.country.value_counts().sort_index().sort_values(ascending=False, kind="stable").head(12)
    lines += [
        "",
        f"Sentences by number of targets: {', '.join(f'{size} with {number}' for number, size in targets.items())}; "
        f"{differ:,} have targets whose labels differ.",
        f"The countries most often targets: {', '.join(f'{country} {size}' for country, size in most.items())}.",
    ]
    return "\n".join(lines)


def test_the_datasheet_counts_what_is_there():
    text = (FOLDER / "README.md").read_text(encoding="utf8")
    assert text == filled(text, counts())


def test_the_parts_have_the_sizes_that_the_datasheet_names():
    parts = [ROWS["id"].str.startswith(kinds) for kinds in (SECOND, THIRD)]
    assert [ROWS[part]["id"].nunique() for part in parts] == [960, 1200]
    assert ROWS["id"].nunique() == 1610 + 960 + 1200


def test_fields():
    assert list(ROWS.columns) == [
        "id", "block", "text", "start", "end", "mention", "country", "polarity", "voice", "why"
    ]  # fmt: skip
    assert ROWS.notna().all().all()
    assert (ROWS.why.str.strip() != "").all()


def test_every_span_is_its_mention():
    assert [row.text[row.start : row.end] for row in ROWS.itertuples()] == ROWS.mention.to_list()


def test_labels_voices_and_countries():
    assert set(ROWS.polarity) == set(POLARITY)
    assert set(ROWS.voice) == {"author", "source", "none"}
    assert ((ROWS.voice == "none") == (ROWS.polarity == 0)).all()
    assert set(ROWS.country) <= set(country_names())


@pytest.mark.parametrize(("part", "whole"), [("text", "id"), ("id", "text"), ("id", "block")])
def test_a_sentence_has_one_id_and_one_block(part, whole):
    assert (ROWS.groupby(part)[whole].nunique() == 1).all()


def test_a_block_is_about_ten_neighbours():
    sizes = ROWS.groupby("block")["id"].nunique()
    assert sizes.between(8, 11).all()
    assert (ROWS.block != ROWS.block.shift()).sum() == len(sizes)


def test_no_pair_comes_twice():
    assert not ROWS.duplicated(["text", "start", "end"]).any()


def test_a_country_has_one_label_in_a_sentence():
    assert (ROWS.groupby(["text", "country"]).polarity.nunique() == 1).all()


def test_no_gold_sentence_is_in_it():
    gold = pd.read_csv(ROOT / "data" / "gold" / "stance.csv", keep_default_na=False)
    assert set(gold.sentence).isdisjoint(ROWS.text)


if __name__ == "__main__":
    path = FOLDER / "README.md"
    path.write_text(filled(path.read_text(encoding="utf8"), counts()), encoding="utf8")
