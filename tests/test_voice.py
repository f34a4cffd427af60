import re
from hashlib import sha256

import pytest
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analysis.alternatives import one_of
from analysis.reporting_verbs import find_verbs, reporting_verbs
from analysis.voice import attribute_voice, find_passages, voice_in_text

# What the rules look at, in any order: marks of every kind, verbs, names, and letters between.
PIECES = ["“", "”", '"', "'", "‘", "’", ",", ".", ":", ";", " ", "\n", "_", "¶", "that", "who", "he"]
PIECES += [
    "said",
    "claimed",
    "told",
    "according to",
    "quoted",
    "as saying",
    "Zamili",
    "Mr. Abadi",
    "officials",
    "Russia",
]
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map(" ".join)


def marked(text: str) -> tuple[str, int, int]:
    """A case's text without the brackets around its target, and where the target stands; ¶ is a new paragraph."""
    before, target, behind = text.replace("¶", "\n\n").replace("]]", "[[").split("[[")
    return before + target + behind, len(before), len(before) + len(target)


@pytest.mark.parametrize("case", cases("voice"))
def test_voice_and_speaker(case):
    text, start, end = marked(case["text"])
    assert voice_in_text(text, (start, end)) == (case["voice"], case["speaker"])


@pytest.mark.parametrize("half", [0, 1])
def test_voices_and_speakers_of_either_half_of_the_cases(half):
    """The rules were written on half 0 alone; known failures count."""
    rows = [row.values[0] for row in cases("voice")]
    rows = [row for row in rows if int(sha256(row["text"].encode()).hexdigest(), 16) % 2 == half]
    found = [voice_in_text(text, (start, end)) for text, start, end in (marked(row["text"]) for row in rows)]
    expected = [row["voice"] for row in rows]
    assert f1_score(expected, [voice for voice, _ in found], average="macro") >= 0.95
    named = [name == row["speaker"] for (_, name), row in zip(found, rows, strict=True) if row["speaker"]]
    assert sum(named) / len(named) >= 0.90


def test_a_speaker_stands_where_the_table_says(sentences):
    (row,) = attribute_voice(sentences("“We welcome Russia,” Zamili said.")).to_dict("records")
    assert (row["speaker_start"], row["speaker_end"], row["verb"], row["implies"]) == (21, 27, "say", "neutral")


def test_a_short_name_is_the_person_named_in_full_before(sentences):
    found = attribute_voice(
        sentences("Hakim al-Zamili said it was late.", "Zamili said it was cold.", "He said it was.")
    )
    assert found.speaker_name.to_list() == ["Hakim al-Zamili"] * 3


def test_spellings_that_differ_stay_apart(sentences):
    found = attribute_voice(sentences("Moeen al-Kadhimi said it was late.", "Muen al-Kadhimi said it was cold."))
    assert found.speaker_name.to_list() == ["Moeen al-Kadhimi", "Muen al-Kadhimi"]


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


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_passages_lie_in_their_sentences_and_speakers_where_they_are_said_to_stand(texts):
    found = find_passages(texts, [1] * len(texts))
    for passage in found:
        text = texts[passage.sentence]
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.voice in ("quote", "attributed")
        if passage.speaker_start is not None:
            assert text[passage.speaker_start : passage.speaker_end] == passage.speaker
    assert found == find_passages(texts, [1] * len(texts))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abcde ,", min_size=1, max_size=40))
def test_what_stands_between_quotation_marks_is_a_quotation_whoever_speaks(words):
    text = f"“We say, {words} thanks Russia today,” Zamili said."
    start = text.index("Russia")
    assert voice_in_text(text, (start, start + 6)) == ("quote", "Zamili")


@given(st.sets(st.text("abs.", min_size=1, max_size=5), min_size=1, max_size=12), st.text("abs.AS", max_size=12))
def test_a_pattern_of_many_words_finds_the_longest_in_letters_of_either_case(words, text):
    spelt_out = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    found, expected = (re.findall(rf"(?:{way})s?\b", text) for way in (one_of(words), f"(?i:{spelt_out})"))
    assert found == expected


@given(
    st.lists(st.lists(st.sampled_from([*sorted(reporting_verbs())[::9], "going on", "say", "s", " ", "_", "é", "."])))
)
def test_verbs_are_found_as_whole_words_the_longest_first(pieces):
    texts = ["".join(piece) for piece in pieces]
    forms = re.compile(rf"\b(?:{'|'.join(sorted(reporting_verbs(), key=len, reverse=True))})\b")
    assert find_verbs(texts) == [[found.span() for found in forms.finditer(text)] for text in texts]
