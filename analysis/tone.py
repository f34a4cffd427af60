"""VADER, the target-blind baseline: the tone of a sentence, whatever it is about."""

from collections.abc import Sequence
from functools import cache
from string import punctuation
from typing import NamedTuple

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    allcap_differential,
)

from analysis.progress import track

# Hutto & Gilbert (ICWSM 2014) take a compound from 0.05 as positive and from -0.05 as negative.
THRESHOLD = 0.05

BACK, AHEAD = 3, 2  # words that VADER's rules look at beside a word of the lexicon
IDIOMS = {idiom for idiom in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in idiom}
# Where none of these stands beside it, nor any with "n't", a word has the valence that the lexicon gives it.
MODIFIERS = {*BOOSTER_DICT, *NEGATE, "no", "so", "this", "least", *(max(idiom.split(), key=len) for idiom in IDIOMS)}


class Words(NamedTuple):
    """What VADER's rules look at."""

    words_and_emoticons: list[str]
    is_cap_diff: bool
    """Whether some words of the text, but not all, are in capitals."""


class Vader(SentimentIntensityAnalyzer):
    """VADER by its own lexicon and rules, to the last bit, in a third of the time.

    The original tries every rule on all the words of a text for each word of the lexicon in it, and looks every
    character up among the emojis. Here a rule is asked where it may apply, and sees the words that it heeds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rated = self.lexicon.keys() - BOOSTER_DICT.keys()

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Give neg, neu, pos and compound, as the original does."""
        if not text.isascii() and not self.emojis.keys().isdisjoint(set(text)):
            return super().polarity_scores(text)
        words = [bare if len(bare := word.strip(punctuation)) > 2 else word for word in text.split()]
        lower = list(map(str.lower, words))
        valences: list[float] = [0] * len(words)
        for place, word in enumerate(lower):
            if word in self.rated and lower[place : place + 2] != ["kind", "of"]:
                valences[place] = self._valence(words, lower, place)
        if "but" in lower:
            valences = self._but_check(words, valences)
        return self.score_valence(valences, text)

    def _valence(self, words: list[str], lower: list[str], place: int) -> float:
        first, last = max(0, place - BACK), place + AHEAD + 1
        word, near = words[place], lower[first:last]
        if MODIFIERS.isdisjoint(near) and "n't" not in " ".join(near) and not word.isupper():
            return self.lexicon[lower[place]]
        stretch = Words(words[first:last], allcap_differential(words))
        return self.sentiment_valence(0, stretch, word, place - first, [])[0]


def vader(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Score texts by VADER's compound, from -1 to 1; a scorer that ignores the spans and so is blind to the target.

    Returns a row per pair of text and span, in order, with the columns label, score, negative, neutral and positive;
    the last three are missing, since VADER's are shares of words and no probabilities.
    """
    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} texts but {len(spans)} spans")
    analyzer = _analyzer()
    compound = {
        text: analyzer.polarity_scores(text)["compound"] for text in track(dict.fromkeys(texts), "Scoring tone")
    }
    score = np.array([compound[text] for text in texts], dtype=float)
    label = (score >= THRESHOLD).astype(int) - (score <= -THRESHOLD).astype(int)
    return pd.DataFrame({"label": label, "score": score, "negative": np.nan, "neutral": np.nan, "positive": np.nan})


@cache
def _analyzer() -> Vader:
    return Vader()


def valences() -> dict[str, float]:
    """VADER's lexicon: the valence of each word, from −4 to 4."""
    return _analyzer().lexicon
