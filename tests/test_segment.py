import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.layout import find_layout
from analysis.segment import segment_articles


@pytest.mark.parametrize("case", cases("segment"))
def test_sentences(articles, case):
    assert len(segment_articles(articles(case["text"]))) == int(case["sentences"])


@pytest.mark.parametrize(
    ("text", "title", "parts", "outlet"),
    [
        ("A headline\n\nDaily- The body.\n\nBy Daily", "", ("A headline", "The body.", "By Daily"), "Daily"),
        ("A headline\n\nBAGHDAD (Reuters) - The body.", "", ("A headline", "The body.", ""), "Reuters"),
        ("MOSCOW, Oct. 5 (TASS) — The body.", "", ("", "The body.", ""), "TASS"),
        ("MOSCOW, May 3. /TASS/. The body.", "", ("", "The body.", ""), "TASS"),
        ("BAGHDAD — The body.", "", ("", "The body.", ""), ""),
        ("Putin - Russia's president - left.", "", ("", "Putin - Russia's president - left.", ""), ""),
        ("US-led forces left.", "", ("", "US-led forces left.", ""), ""),
        ("One sentence is no headline.\n\nAnother.", "", ("", "One sentence is no headline.\n\nAnother.", ""), ""),
        ("Given. Title\n\nThe body.", "Given. Title", ("Given. Title", "The body.", ""), ""),
        ("The body.\n\nBy Jane Doe", "", ("", "The body.", "By Jane Doe"), ""),
        ("By Jane Doe", "", ("", "By Jane Doe", ""), ""),
        ("", "", ("", "", ""), ""),
    ],
)
def test_layout(text, title, parts, outlet):
    layout = find_layout(text, title)
    assert (tuple(text[start:end] for start, end in layout[:3]), layout.outlet) == (parts, outlet)


def test_sentences_are_numbered_in_each_article(articles):
    found = segment_articles(articles("One. Two.", "Three."))
    assert list(zip(found.article_id, found.sentence_id, strict=True)) == [("a0", 0), ("a0", 1), ("a1", 0)]


def test_no_text_is_no_sentence(articles):
    assert list(segment_articles(articles()).columns) == [
        "article_id",
        "sentence_id",
        "part",
        "start",
        "end",
        "sentence",
    ]


TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" .“”\n-By")), max_size=80)


@given(TEXT, TEXT)
def test_offsets_give_back_every_sentence_of_any_text(text, title):
    import pandas as pd

    table = pd.DataFrame({"article_id": ["a"], "outlet": "", "date": pd.NaT, "title": title, "text": text})
    found = segment_articles(table.assign(source="", language=""))
    assert [text[start:end] for start, end in zip(found.start, found.end, strict=True)] == found.sentence.to_list()
    assert (found.start.iloc[1:].to_numpy() >= found.end.iloc[:-1].to_numpy()).all()
    assert found.sentence.str.strip().eq(found.sentence).all()
