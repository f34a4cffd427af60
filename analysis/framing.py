"""Which words stand around one country rather than another."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame
from scipy.stats import false_discovery_control, norm
from sklearn.feature_extraction.text import CountVectorizer

from analysis.spans import blank
from analysis.tables import SENTENCE, Mentions, Sentences, Terms

BREAK = "\0"  # stands where a mention stood, so that no pair of words reaches across it
PRIOR = 100.0


@pa.check_types
def contrast_terms(
    sentences: DataFrame[Sentences], mentions: DataFrame[Mentions], a: str, b: str, *, min_count: int = 2
) -> DataFrame[Terms]:
    """Words and pairs of words that stand around country `a` rather than country `b`.

    The context of a country is the text of the sentences that mention it; where a sentence mentions both, each word
    belongs to the nearer mention. The countries' own names are no terms, nor are English stop words. Score: log-odds
    ratio with an informative Dirichlet prior, here both contexts pooled (Monroe, Colaresi & Quinn 2008, eq. 16–22);
    q is adjusted for all terms compared (Benjamini & Hochberg 1995). Terms run from the most of `a` to that of `b`.

    Empty where either has no words around it. Raises ValueError where `a` and `b` are the same.
    """
    if a == b:
        raise ValueError(f"a contrast needs two countries, not {a} twice")
    pieces = list(_contexts(sentences, mentions, (a, b)))
    vectorizer = CountVectorizer(ngram_range=(1, 2), stop_words="english", token_pattern=r"(?u)\b[^\W\d_][\w’'-]+\b")
    try:
        counts = vectorizer.fit_transform([text for _, text in pieces])
    except ValueError:  # no text, or nothing but stop words
        return DataFrame[Terms](Terms.empty())
    side = np.array([country for country, _ in pieces])
    count_a, count_b = (np.asarray(counts[side == country].sum(axis=0)).ravel() for country in (a, b))
    if not count_a.any() or not count_b.any() or len(count_a) < 2:
        return DataFrame[Terms](Terms.empty())
    log_odds, error = log_odds_ratio(count_a, count_b)
    table = pd.DataFrame({"term": vectorizer.get_feature_names_out(), "count_a": count_a, "count_b": count_b})
    table = table.assign(log_odds=log_odds, low=log_odds - 1.96 * error, high=log_odds + 1.96 * error)
    table = table.assign(z=log_odds / error)[count_a + count_b >= min_count]
    table["q"] = false_discovery_control(2 * norm.sf(table.z.abs())) if len(table) else 0.0
    return DataFrame[Terms](table.sort_values(["z", "term"], ascending=[False, True], ignore_index=True))


def log_odds_ratio(count_a: np.ndarray, count_b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio of each term in `a` to that in `b` and its standard error.

    The prior is the two pooled, worth `PRIOR` words: enough to tame rare terms, too few to hide what the counts say.

    Monroe, Colaresi & Quinn (2008), "Fightin' Words", eq. 16 and 19. Swapping `a` and `b` changes the sign alone.
    """
    pooled = count_a + count_b
    prior = PRIOR * pooled / pooled.sum()
    odds = [(count + prior) / (count.sum() + prior.sum() - count - prior) for count in (count_a, count_b)]
    return np.log(odds[0] / odds[1]), np.sqrt(1 / (count_a + prior) + 1 / (count_b + prior))


def _contexts(sentences: pd.DataFrame, mentions: pd.DataFrame, countries: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Stretches of text without any mention, each with the one of the two countries whose context it is."""
    text_of = sentences.set_index(SENTENCE).sentence
    for key, found in mentions.sort_values("start").groupby(SENTENCE):
        anchors = found[found.country.isin(countries)]
        text = text_of[key]
        masked = blank(text, zip(found.start, found.end, strict=True), BREAK)
        places = list(anchors[["start", "end", "country"]].itertuples(index=False, name=None))
        between = [(left[1], right[0], right[2]) for left, right in pairwise(places) if left[2] != right[2]]
        # A word between two mentions belongs to the nearer one: the cut is at the space nearest to the middle.
        cuts = [(text.rfind(" ", 0, (start + end) // 2 + 1), country) for start, end, country in between]
        edges = [*((0, country) for _, _, country in places[:1]), *cuts, (len(text), "")]
        for (start, country), (end, _) in pairwise(edges):
            yield from ((country, piece) for piece in masked[start:end].split(BREAK) if piece)
