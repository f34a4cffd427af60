"""Which words stand around one country rather than another, or in one outlet rather than another."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, norm
from sklearn.feature_extraction.text import CountVectorizer

from analysis.contexts import find_contexts
from analysis.door import check_types
from analysis.frames import frame_shares
from analysis.interval import difference_error
from analysis.tables import Articles, Mentions, Sentences, Terms

__all__ = ["cluster_error", "contrast_terms", "frame_shares", "log_odds_ratio"]

PRIOR = 100.0


@check_types
def contrast_terms(
    sentences: DataFrame[Sentences],
    mentions: DataFrame[Mentions],
    a: str,
    b: str,
    *,
    about: str | None = None,
    articles: DataFrame[Articles] | None = None,
    min_count: int = 2,
) -> DataFrame[Terms]:
    """Words and pairs of words that stand around country `a` rather than country `b`.

    With `about`, a country, `a` and `b` are two outlets of `articles`, and the words are those that each has around
    that country.

    The context of a country is the text of the sentences that mention it; where a sentence mentions both, each word
    belongs to the nearer mention. Names of countries are no terms, nor are English stop words. Score: log-odds ratio
    with an informative Dirichlet prior, here both contexts pooled (Monroe, Colaresi & Quinn 2008, eq. 16–22), with the
    larger of their standard error and the cluster-robust one, since the words of an article hang together; with one
    article there is no more than theirs. q is adjusted for all terms that occur `min_count` times (Benjamini & Hochberg
    1995). Terms run from the most of `a` to that of `b`.

    Empty where either has no words around it. Raises ValueError where `a` and `b` are the same, and where outlets are
    asked for without articles.
    """
    if a == b:
        raise ValueError(f"a contrast needs two countries or two outlets, not {a} twice")
    contexts = find_contexts(sentences, mentions.assign(side=_sides(mentions, (a, b), about, articles)))
    terms, by_article = _count(contexts, (a, b))
    count_a, count_b = (np.asarray(counts.sum(axis=0)).ravel() for counts in by_article)
    if not count_a.any() or not count_b.any() or len(terms) < 2:
        return DataFrame[Terms](Terms.empty())
    log_odds, error = log_odds_ratio(count_a, count_b)
    error = np.maximum(error, cluster_error(*by_article))
    table = pd.DataFrame({"term": terms, "count_a": count_a, "count_b": count_b})
    table = table.assign(log_odds=log_odds, low=log_odds - 1.96 * error, high=log_odds + 1.96 * error)
    table = table.assign(z=log_odds / error)[count_a + count_b >= min_count]
    table["q"] = false_discovery_control(2 * norm.sf(table.z.abs())) if len(table) else 0.0
    return DataFrame[Terms](table.sort_values(["z", "term"], ascending=[False, True], ignore_index=True))


def log_odds_ratio(count_a: NDArray[Any], count_b: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Log-odds ratio of each term in `a` to that in `b` and its standard error, words taken as independent.

    The prior is the two pooled, worth `PRIOR` words: enough to tame rare terms, too few to hide what the counts say.

    Monroe, Colaresi & Quinn (2008), "Fightin' Words", eq. 16 and 19. Swapping `a` and `b` changes the sign alone.
    """
    prior = _prior(count_a, count_b)
    odds = [(count + prior) / (count.sum() + prior.sum() - count - prior) for count in (count_a, count_b)]
    return np.log(odds[0] / odds[1]), np.sqrt(1 / (count_a + prior) + 1 / (count_b + prior))


def cluster_error(by_article_a: csr_array, by_article_b: csr_array) -> NDArray[Any]:
    """Standard error of each log-odds ratio, articles taken as independent and their words not.

    Both are counts, articles × terms, with the same articles in the same order. The log-odds are linearised in the
    counts of each article: y of the term among n words adds (y − nY/N)(1/k + 1/l) on its side, where k and l are what
    `log_odds_ratio` divides there, and the squares of what the articles add are summed (Binder 1983). 0 with one
    article a side.
    """
    count_a, count_b = (np.asarray(counts.sum(axis=0)).ravel() for counts in (by_article_a, by_article_b))
    prior = _prior(count_a, count_b)
    sides = []
    for by_article, count in ((by_article_a, count_a), (by_article_b, count_b)):
        words, those = np.asarray(by_article.sum(axis=1)).ravel(), count + prior
        sides.append((by_article, words, 1 / those + 1 / (words.sum() + prior.sum() - those)))
    return difference_error(*sides)


def _prior(count_a: NDArray[Any], count_b: NDArray[Any]) -> NDArray[Any]:
    pooled = count_a + count_b
    return PRIOR * pooled / pooled.sum()


def _sides(
    mentions: pd.DataFrame, sides: tuple[str, str], about: str | None, articles: pd.DataFrame | None
) -> pd.Series:
    """For each mention which side's it is; empty where neither's."""
    if about is None:
        return mentions.country.where(mentions.country.isin(sides), "")
    if articles is None:
        raise ValueError("a contrast of outlets needs the table of articles, which names them")
    outlets = mentions.article_id.map(articles.set_index("article_id").outlet)
    if outlets.isna().any():
        raise ValueError("mentions of an article that is not in the table of articles")
    return outlets.where(outlets.isin(sides) & (mentions.country == about), "")


def _count(contexts: pd.DataFrame, sides: tuple[str, str]) -> tuple[NDArray[Any], tuple[csr_array, csr_array]]:
    """Terms, and for each side their counts, articles × terms."""
    vectorizer = CountVectorizer(ngram_range=(1, 2), stop_words="english", token_pattern=r"(?u)\b[^\W\d_][\w’'-]+\b")
    codes, articles = pd.factorize(contexts.article_id)
    try:
        counts = csr_array(vectorizer.fit_transform(contexts.text))
    except ValueError:  # no text, or nothing but stop words
        return np.array([]), (csr_array((1, 0)), csr_array((1, 0)))
    of_article = csr_array((np.ones(len(codes), int), (codes, np.arange(len(codes)))), (len(articles), len(codes)))
    side = contexts.side.to_numpy()
    a, b = (of_article[:, side == name] @ counts[side == name] for name in sides)
    return vectorizer.get_feature_names_out(), (a, b)
