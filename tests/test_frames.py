import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, cases

from analysis.agree import agreement, disagreements, tuning_half
from analysis.frames import find_frames, load_frames, sum_frames
from analysis.framing import frame_shares
from analysis.interval import mean_interval
from analysis.lexicon import read_table

GOLD = pd.read_csv(ROOT / "data" / "gold" / "frames.csv", keep_default_na=False)

CARD = ROOT / "data" / "gold" / "README.md"
MARK = "<!-- agreement -->"


def card() -> str:
    """Agreement on the half that measures, as rows of the table in the card."""
    rows = agreement(GOLD[~tuning_half(GOLD)]).itertuples(index=False)
    head = "| family | frame | labelled | found | precision | recall | kappa |\n|---|---|---|---|---|---|---|\n"
    return head + "\n".join(
        f"| {r.family} | {r.frame} | {r.labelled} | {r.found} | {r.precision:.2f} | {r.recall:.2f} | {r.kappa:.2f} |"
        for r in rows
    )


def mentions(*rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "country"])
    table = table.assign(form="x", kind="name", start=0, end=1)
    return table[["article_id", "sentence_id", "country", "form", "kind", "start", "end"]]


@pytest.mark.parametrize("row", cases("frames"))
def test_frames(row):
    found = {frame for family, frame in find_frames(row["text"]) if family == row["family"]}
    assert found == set(filter(None, row["expected"].split(";")))


def test_shares_by_hand(articles, sentences):
    text = ["The court ruled.", "It rained.", "The judge sang.", "It rained.", "The court met."]
    table = sentences(*text, article_id=[f"a{i}" for i in range(5)], sentence_id=0)
    named = mentions(*((f"a{i}", 0, "RUS") for i in range(5)), ("a0", 0, "RUS"), ("a1", 0, "USA"))
    found = frame_shares(table, named, articles(*"xxxxx")).set_index(["country", "frame"])
    row = found.loc[("RUS", "legality")]
    assert (row.framed, row.sentences, row.share, row.unit) == (3, 5, 0.6, "article")
    ones = pd.Series([1.0, 0, 1, 0, 1]).to_numpy()
    assert (row.low, row.high) == mean_interval(ones, ones.astype(int) * 0 + 1, (0.0, 1.0))
    assert found.loc[("USA", "legality")].framed == 0
    assert len(found) == 2 * len(load_frames().frames)


def test_sums_of_a_part_by_hand(articles, sentences):
    # Two sentences of the one article have the frame, none of three in the other.
    text = ["The court ruled.", "It rained.", "The judge sang.", "It rained.", "It rained.", "It snowed."]
    keys = [("a0", 0), ("a0", 1), ("a0", 2), ("a1", 0), ("a1", 1), ("a1", 2)]
    table = sentences(*text, article_id=[a for a, _ in keys], sentence_id=[n for _, n in keys])
    sums = sum_frames(table, mentions(*((*key, "RUS") for key in keys)), articles("x", "x"))
    found = sums[sums.family != "generic"].set_index(["country", "frame"]).drop(columns=["outlet", "family"])
    assert found.loc[("RUS", "")].to_list() == [2, 6, 18, 18]
    assert found.loc[("RUS", "legality")].to_list() == [1, 2, 4, 6]
    assert found.loc[("", "")].to_list() == [2, 6, 18, 18]


def test_of_one_article_the_sentences_are_the_units(articles, sentences):
    text = ["The court ruled.", "It rained.", "The judge sang.", "It rained.", "The court met."]
    named = mentions(*(("a0", n, "RUS") for n in range(5)))
    row = frame_shares(sentences(*text), named, articles("x")).set_index("frame").loc["legality"]
    assert (row.framed, row.sentences, row.unit) == (3, 5, "sentence")
    ones = np.array([1.0, 0, 1, 0, 1])
    assert (row.low, row.high) == pytest.approx(mean_interval(ones, np.ones(5, int), (0.0, 1.0)), abs=1e-12)


def test_only_the_targets_asked_for(articles, sentences):
    named = mentions(("a0", 0, "RUS"), ("a0", 0, "USA"))
    found = frame_shares(sentences("The court ruled."), named, articles("x"), targets=["USA"])
    assert set(found.country) == {"USA"}
    assert set(found.unit) == {"sentence"}


def test_mentions_need_their_article(articles, sentences):
    with pytest.raises(ValueError, match="not in the table of articles"):
        frame_shares(sentences("x"), mentions(("a9", 0, "USA")), articles("x"))


def test_no_mention_is_an_empty_table(articles, sentences):
    assert frame_shares(sentences("x"), mentions(), articles("x")).empty


def test_the_lexicon_is_whole():
    table = read_table("frames")
    assert not table.duplicated(["family", "frame", "term"]).any()
    assert table.groupby("family").frame.nunique().to_dict() == {"generic": 5, "policy": 14}
    assert (table.term == table.term.str.lower().str.strip()).all()
    assert set(table.weight) <= {"0.5", "1"}
    assert table.source.str.len().min() > 0


def test_labels_are_frames_of_the_lexicon():
    assert len(GOLD) >= 220
    assert GOLD.sentence.is_unique
    for family in ("generic", "policy"):
        known = {frame for of, frame in load_frames().frames if of == family}
        assert set(GOLD[family].str.split(";").explode()) - {""} <= known


def test_agreement_with_labels_that_the_lexicon_was_not_tuned_on_does_not_fall():
    found = agreement(GOLD[~tuning_half(GOLD)]).set_index(["family", "frame"])
    assert found.loc[("generic", "all"), "kappa"] >= 0.79
    assert found.loc[("policy", "all"), "kappa"] >= 0.69


def test_agreement_by_hand():
    # Of two sentences one is labelled legality and found so, one labelled legality and found nothing.
    labelled = pd.DataFrame({"sentence": ["The court ruled.", "It rained."], "generic": "", "policy": "legality"})
    row = agreement(labelled).set_index("frame").loc["legality"]
    assert (row.labelled, row.found, row.precision, row.recall, row.kappa) == (2, 1, 1.0, 0.5, 0.0)
    (error,) = disagreements(labelled).to_dict("records")
    assert (error["frame"], error["error"], error["sentence"]) == ("legality", "labelled, not found", "It rained.")


def test_the_card_shows_the_agreement_of_today():
    assert CARD.read_text(encoding="utf8").split(MARK)[1].strip() == card()


if __name__ == "__main__":
    before, _, behind = CARD.read_text(encoding="utf8").split(MARK)
    CARD.write_text(f"{before}{MARK}\n{card()}\n{MARK}{behind}", encoding="utf8")
