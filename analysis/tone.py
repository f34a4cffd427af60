"""VADER, the target-blind baseline: the tone of a sentence, whatever it is about."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.progress import track

# Hutto & Gilbert (ICWSM 2014) take a compound from 0.05 as positive and from -0.05 as negative.
THRESHOLD = 0.05


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
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def valences() -> dict[str, float]:
    """VADER's lexicon: the valence of each word, from −4 to 4."""
    return _analyzer().lexicon
