"""Country mentions: hand-written cases, the seed article, and properties that hold for any text."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.mention import find_mentions, tag_text
from analysis.tables import KINDS, Mentions, Sentences

HERE = Path(__file__).parent
SEED = next((HERE.parent / "seeds").glob("*.txt"))
with (HERE / "cases" / "mentions.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
FORMS = (
    "Iraq",
    "the U.S.",
    "Georgia",
    "Jordan",
    "Obama",
    "Moscow",
    "Leb\u00adanon",
    "Co\u0302te d'Ivoire",
    "United\0States",
    "Saudi \n Arabia",
    "of",
    "and the",
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(FORMS), st.text(max_size=3))).map(" ".join))


def _sentences(*rows: tuple[str, int, str, str]) -> pd.DataFrame:
    """Make a sentences table of (article, sentence number, part, sentence)."""
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "part", "sentence"])
    return Sentences.validate(
        table.assign(start=0, end=table["sentence"].str.len())[list(Sentences.to_schema().columns)]
    )


def _found(text: str) -> str:
    return ";".join(f"{text[tag.start : tag.end]}:{tag.alpha_3}" for tag in tag_text(text))


def _case(row: dict[str, str]) -> object:
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else []
    return pytest.param(row["text"], row["expected"], id=f"{row['why']}: {row['text'][:30]!r}", marks=marks)


@pytest.mark.parametrize(("text", "expected"), [_case(row) for row in CASES])
def test_case(text: str, expected: str) -> None:
    assert _found(text) == expected


def test_there_are_many_cases_and_each_says_why() -> None:
    assert len(CASES) >= 200
    assert all(row["why"] for row in CASES)


def test_seed_names_what_was_counted_by_hand() -> None:
    text = SEED.read_text(encoding="utf-8")
    tags = tag_text(text, kinds=("name", "abbreviation", "demonym", "capital"))
    counted = pd.read_csv(HERE / "cases" / "seed_mentions.csv")
    assert len(counted) == 76
    found = [(tag.start, tag.end, text[tag.start : tag.end], tag.alpha_3, tag.kind) for tag in tags]
    assert found == list(counted.itertuples(index=False, name=None))


def test_seed_governments() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = [(text[tag.start : tag.end], tag.alpha_3) for tag in tag_text(text, kinds=("government",))]
    assert found == [
        ("Haider al-Abadi", "IRQ"),
        ("Mr. Abadi", "IRQ"),
        ("John Kerry", "USA"),
        ("Obama administration", "USA"),
        ("Bashar al-Assad", "SYR"),
    ]


def test_table() -> None:
    sentences = _sentences(
        ("a", 0, "headline", "Iraq leans east"), ("a", 1, "byline", "By Iraq"), ("b", 0, "body", "In the US")
    )
    before = sentences.copy()
    assert find_mentions(sentences).to_dict("records") == [
        {"article_id": "a", "sentence_id": 0, "country": "IRQ", "form": "Iraq", "kind": "name", "start": 0, "end": 4},
        {
            "article_id": "b",
            "sentence_id": 0,
            "country": "USA",
            "form": "US",
            "kind": "abbreviation",
            "start": 7,
            "end": 9,
        },
    ]
    pd.testing.assert_frame_equal(sentences, before)


def test_empty_table_stays_typed() -> None:
    found = find_mentions(_sentences())
    assert found.empty
    assert list(found.columns) == list(Mentions.to_schema().columns)


@pytest.mark.parametrize("kind", KINDS)
def test_kind_switches_on(kind: str) -> None:
    text = "Iraq and the US: Russians in Moscow met the Kremlin."
    forms = {"name": "Iraq", "abbreviation": "US", "demonym": "Russians", "capital": "Moscow", "government": "Kremlin"}
    assert [text[tag.start : tag.end] for tag in tag_text(text, kinds=(kind,))] == [forms[kind]]


def test_unknown_kind() -> None:
    with pytest.raises(ValueError, match="no such kind of mention: city"):
        tag_text("", kinds=("city",))
    with pytest.raises(ValueError, match="no such kind of mention: city"):
        find_mentions(_sentences(), kinds=("city",))


def test_office_holder_counts_only_in_office_where_the_date_is_known() -> None:
    sentences = _sentences(
        ("old", 0, "body", "Obama spoke."), ("new", 0, "body", "Obama spoke."), ("none", 0, "body", "Obama spoke.")
    )
    dates = pd.Series(pd.to_datetime(["2003-05-01", "2012-05-01", None]), index=["old", "new", "none"])
    assert find_mentions(sentences, dates=dates)["article_id"].tolist() == ["new", "none"]
    assert len(find_mentions(sentences)) == 3
    assert tag_text("Nur-Sultan", day="2015-01-01") == []
    assert [tag.alpha_2 for tag in tag_text("Nur-Sultan", day="2020-01-01")] == ["KZ"]


def test_context_is_the_article_so_far() -> None:
    sentences = _sentences(
        ("a", 0, "body", "Atlanta was calm."), ("a", 1, "body", "Georgia will pay."),
        ("b", 0, "body", "Tbilisi was calm."), ("b", 1, "body", "Georgia will pay."),
        ("c", 0, "body", "Georgia will pay."), ("c", 1, "body", "Tbilisi was calm."),
    )  # fmt: skip
    found = find_mentions(sentences, kinds=("name",))
    assert found["article_id"].tolist() == ["b"]


@given(TEXTS)
@settings(deadline=None)
def test_any_text_is_survived_and_offsets_give_the_form(text: str) -> None:
    table = find_mentions(_sentences(("a", 0, "body", text)))
    for mention in table.itertuples():
        assert text[mention.start : mention.end] == mention.form
    ends = table["end"].tolist()
    assert all(end <= start for end, start in zip(ends, table["start"].tolist()[1:], strict=False))
    for tag in tag_text(text):
        assert 0 <= tag.start < tag.end <= len(text)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_of_articles_changes_nothing(texts: list[str], random) -> None:
    rows = [(f"a{number // 2}", number, "body", text) for number, text in enumerate(texts)]
    shuffled = random.sample(rows, len(rows))
    keys = ["article_id", "sentence_id", "start"]
    one, other = (find_mentions(_sentences(*order)).sort_values(keys, ignore_index=True) for order in (rows, shuffled))
    pd.testing.assert_frame_equal(one, other)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_later_sentences_change_nothing(text: str, later: str) -> None:
    rows = [("a", 0, "body", text), ("a", 1, "body", later)]
    alone, both = find_mentions(_sentences(rows[0])), find_mentions(_sentences(*rows))
    pd.testing.assert_frame_equal(alone, both[both["sentence_id"] == 0])


def test_large_tables_are_read_in_batches_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        (f"a{n // 3}", n % 3, "body", text) for n, text in enumerate(["Tbilisi.", "Georgia will pay.", "Iraq."] * 9)
    ]
    whole = find_mentions(_sentences(*rows))
    monkeypatch.setattr("analysis.mention.BATCH", 1)
    pd.testing.assert_frame_equal(find_mentions(_sentences(*rows)), whole)
    assert len(whole) == 27
