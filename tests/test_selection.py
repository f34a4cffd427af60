"""What a choice leaves of the sentences, in which order; no widgets here."""

from datetime import date

import pandas as pd
import pytest
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.selection import ORDERS, ROWS, Choice, arrange, join_scores, page_of, pages, select, sum_selection, tally
from analysis.sum_scores import sum_scores


def rows(**columns) -> pd.DataFrame:
    """Four sentences on Russia and one on the US, from two outlets."""
    table = pd.DataFrame(
        {
            "sentence_id": range(5),
            "article_id": ["a", "a", "b", "c", "c"],
            "outlet": ["One", "One", "One", "Two", "Two"],
            "date": pd.to_datetime(["2020-01-01", "2020-01-01", "2020-01-02T18:00", None, None], format="ISO8601"),
            "country": ["RUS", "RUS", "RUS", "RUS", "USA"],
            "kinds": ["name", "capital, name", "demonym", "name", "name"],
            "mentions": [1, 2, 1, 1, 1],
            "score": [0.1, -0.5, 0.9, 0.1, 0.0],
            "confidence": [0.5, 0.7, 0.95, float("nan"), 0.4],
            "label": [0, -1, 1, 0, 0],
            "voice": ["author", "quote", "author", "attributed", "author"],
        }
    )
    return table.assign(**columns)


@pytest.mark.parametrize("case", cases("selection"))
def test_what_a_choice_leaves(case):
    asked = {name: case[name] for name in ("target", "outlet", "voice", "kind")}
    asked |= {name: date.fromisoformat(case[name]) if case[name] else None for name in ("since", "until")}
    choice = Choice(**asked, confidence=float(case["confidence"] or 0), order=case["order"])
    found = select(rows(), choice).sentence_id
    assert " ".join(map(str, found)) == case["sentences"]


def test_its_input_stays_as_it_was():
    table = rows()
    select(table, Choice("RUS", order="score, lowest first"))
    pd.testing.assert_frame_equal(table, rows())


@pytest.mark.parametrize(
    ("column", "value"), [("voice", ""), ("voice", "quote"), ("kind", "name"), ("confidence", 0.7)]
)
def test_a_selection_adds_up_to_its_rows_wherever_its_sums_come_from(seed, column, value):
    table = join_scores(seed.articles, seed.sentences, seed.targeted, seed.scores)
    choice = Choice("RUS", **{column: value})
    rows = select(table, choice)
    found = sum_selection(sum_scores(seed.articles, seed.scores), seed.articles, rows, choice)
    expected = sum_scores(seed.articles, rows[list(seed.scores)])
    assert 0 < len(rows) < len(table)
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected, check_exact=True)


def test_a_tally_counts_what_is_left():
    found = tally(select(rows(), Choice("RUS")))
    assert (found.sentences, found.mentions, found.articles, found.outlets) == (4, 5, 3, 2)
    assert (found.negative, found.neutral, found.positive) == (1, 2, 1)


def test_a_choice_in_words():
    assert str(Choice("RUS")) == "everything"
    said = str(Choice("RUS", voice="quote", since=date(2020, 1, 2), confidence=0.6))
    assert said == "voice quote, from 2020-01-02, confidence from 0.60"


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.5, float("nan")]), max_size=50), st.sampled_from(list(ORDERS)))
def test_every_row_is_on_one_page_whatever_the_order(values, order):
    table = pd.DataFrame({"score": values, "confidence": values, "date": pd.NaT})
    ordered = arrange(table, order)
    read = [row for number in range(1, pages(ordered) + 1) for row in page_of(ordered, number).index]
    assert read == list(ordered.index)
    assert sorted(read) == list(range(len(values)))
    assert all(len(page_of(ordered, number)) == ROWS for number in range(1, pages(ordered)))


def test_equals_keep_the_order_of_the_text_after_any_other_order():
    for first in ORDERS:
        for order in ORDERS:
            again = arrange(arrange(rows(), first), order)
            pd.testing.assert_frame_equal(again, arrange(rows(), order))


def test_the_table_to_choose_from_is_that_of_the_scores(seed):
    table = join_scores(seed.articles, seed.sentences, seed.mentions, seed.scores)
    assert len(table) == len(seed.scores)
    assert table.mentions.sum() == seed.mentions.country.isin(seed.targets).sum()
    assert (table.confidence == table[["negative", "neutral", "positive"]].max(axis=1)).all()
    for row in table.itertuples():
        text = seed.sentences[seed.sentences.sentence_id == row.sentence_id].sentence
        assert [row.sentence] == list(text)


def test_scores_of_a_sentence_that_is_not_there(seed):
    with pytest.raises(ValueError, match="not in the other tables"):
        join_scores(seed.articles, seed.sentences.iloc[:3], seed.mentions, seed.scores)
