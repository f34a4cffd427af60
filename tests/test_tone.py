"""VADER made faster must say what VADER says, to the last bit."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from analysis.tone import Vader

# Around a word that has a valence, near and a word farther than any rule looks.
PLACES = ["{} great", "{} it great", "never {} great", "{} it it great", "{} it it it great", "great {}", "it it it {}"]
ORIGINAL, OURS = SentimentIntensityAnalyzer(), Vader()
RULES = [*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, "no", "or", "nor", "at least", "least", "so", "this", "but", "then't"]
PLAIN = ["it", "the", "NATO", "good", "bad", "kind", "n't", ":)", ":D", "…", "❤", "😀", "©"]
words = st.sampled_from([*RULES, *PLAIN]) | st.sampled_from(sorted(ORIGINAL.lexicon)) | st.text(max_size=4)
spelled = st.tuples(
    words, st.sampled_from([str, str.upper, str.title]), st.sampled_from(["", "!", "?", "??", ".", "'s"])
)
texts = st.lists(spelled.map(lambda parts: parts[1](parts[0]) + parts[2]), max_size=14).map(" ".join)


@given(texts | st.text(max_size=40))
@example("")
@example("NO good 😀x")
def test_the_same_scores_as_the_original(text):
    assert repr(OURS.polarity_scores(text)) == repr(ORIGINAL.polarity_scores(text))


@pytest.mark.parametrize("place", PLACES)
def test_every_rule_at_every_distance(place):
    for rule in [*RULES, *map(str.upper, RULES)]:
        text = place.format(rule)
        assert OURS.polarity_scores(text) == ORIGINAL.polarity_scores(text), text
