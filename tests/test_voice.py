import pandas as pd
import pytest
from conftest import cases

from analysis.score import score_mentions
from analysis.voice import attribute_voice


def mention(sentence: str, span: str, article_id: str = "a0", sentence_id: int = 0) -> pd.DataFrame:
    start = sentence.index(span)
    row = (article_id, sentence_id, "RUS", span, "name", start, start + len(span))
    return pd.DataFrame([row], columns=["article_id", "sentence_id", "country", "form", "kind", "start", "end"])


@pytest.mark.parametrize("case", cases("voice"))
def test_voice_and_speaker(sentences, case):
    table = sentences(case["text"])
    (score,) = score_mentions(table, mention(case["text"], case["span"]), voices=attribute_voice(table)).to_dict(
        "records"
    )
    assert (score["voice"], score["speaker"]) == (case["voice"], case["speaker"])
    assert score["holder"] == ("author" if case["voice"] == "author" else "other")


def test_a_quotation_goes_on_over_sentences_with_its_speaker(sentences):
    found = attribute_voice(
        sentences("“We welcome Russia,” Zamili said.", "“It is strong.", "It will help us.”", "He left.")
    )
    assert list(zip(found.sentence_id, found.voice, found.speaker, strict=True)) == [
        (0, "quote", "Zamili"),
        (1, "quote", "Zamili"),
        (2, "quote", "Zamili"),
    ]


def test_articles_do_not_share_an_open_quotation(sentences):
    found = attribute_voice(sentences("“It is strong and will not", "The end.", article_id=["a0", "a1"]))
    assert found.article_id.to_list() == ["a0"]


def test_an_open_quotation_ends_with_its_paragraph_unless_the_next_opens_with_a_mark(sentences):
    texts = ("“It is strong and will not", "He left the room at once.")
    apart = attribute_voice(sentences(*texts, start=[0, 40], end=[26, 65]))
    assert apart.sentence_id.to_list() == [0]
    marked = attribute_voice(sentences(texts[0], "“It is our friend.”", start=[0, 40], end=[26, 59]))
    assert marked.sentence_id.to_list() == [0, 1]
