"""The project's own gold sentences: that the file is sound, and that the shipped model does not fall on them."""

import pandas as pd
import pytest
from conftest import ROOT, filled

from analysis.lexicon import country_names
from analysis.stance import StanceModel

FOLDER = ROOT / "data" / "gold"
FLOOR = 0.785  # accuracy over all rows
GOLD = pd.read_csv(FOLDER / "stance.csv", keep_default_na=False)


def counts() -> str:
    """The table of counts in the file's README, made from the rows."""
    lines = ["| phenomenon | sentences | targets | negative | neutral | positive |", "|---|---|---|---|---|---|"]
    groups = [*sorted(GOLD.groupby("phenomenon")), ("all", GOLD)]
    for name, part in groups:
        sizes = [part.sentence.nunique(), len(part), *((part.label == value).sum() for value in (-1, 0, 1))]
        lines.append(f"| {name} | {' | '.join(map(str, sizes))} |")
    holders = ", ".join(f"{name} {size}" for name, size in GOLD.holder[GOLD.label != 0].value_counts().items())
    return "\n".join([*lines, "", f"Countries: {GOLD.country.nunique()}. Holders where the label is not 0: {holders}."])


def test_the_readme_counts_what_is_there():
    text = (FOLDER / "README.md").read_text(encoding="utf8")
    assert text == filled(text, counts())


def test_fields():
    assert list(GOLD.columns) == ["sentence", "target", "country", "label", "holder", "phenomenon", "why"]
    assert (GOLD.drop(columns=["label", "holder"]) == GOLD.drop(columns=["label", "holder"]).map(str.strip)).all().all()
    assert (GOLD.drop(columns="holder") != "").all().all()


def test_there_are_enough():
    assert GOLD.sentence.nunique() >= 300
    assert (GOLD.groupby("phenomenon").size() >= 20).all()


def test_a_target_stands_once_in_its_sentence():
    found = [sentence.count(target) for sentence, target in zip(GOLD.sentence, GOLD.target, strict=True)]
    assert found == [1] * len(GOLD)


def test_labels_holders_and_countries():
    assert set(GOLD.label) == {-1, 0, 1}
    assert GOLD.holder[GOLD.label != 0].isin(["author", "other"]).all()
    assert (GOLD.holder[GOLD.label == 0] == "").all()
    assert set(GOLD.country) <= set(country_names())


@pytest.mark.parametrize("columns", [["sentence", "target"], ["sentence", "country"]])
def test_no_pair_comes_twice(columns):
    assert not GOLD.duplicated(columns).any()


def test_the_model_does_not_fall():
    starts = [sentence.index(target) for sentence, target in zip(GOLD.sentence, GOLD.target, strict=True)]
    spans = [(start, start + len(target)) for start, target in zip(starts, GOLD.target, strict=True)]
    right = StanceModel.load().score(GOLD.sentence, spans).label == GOLD.label
    print(right.groupby(GOLD.phenomenon).agg(["mean", "size"]).sort_values("mean").round(3).to_string())
    assert right.mean() >= FLOOR


if __name__ == "__main__":
    path = FOLDER / "README.md"
    path.write_text(filled(path.read_text(encoding="utf8"), counts()), encoding="utf8")
