"""Which words make one set of sentences sound friendlier than another."""

import re
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandera.typing import DataFrame
from scipy.sparse import csr_array

from analysis.door import check_types
from analysis.interval import difference_error
from analysis.rank import largest
from analysis.spans import blank
from analysis.tables import SENTENCE, Mentions, Sentences, Shift
from analysis.tone import valences

WORD = re.compile(r"[^\W\d_][\w'-]*")


class Difference(NamedTuple):
    """Tone of one set of sentences less that of another, with its 95 % interval and the words behind it."""

    difference: float
    low: float
    """Missing where neither set has two articles."""
    high: float
    words_a: int
    words_b: int


class Sides(NamedTuple):
    """Two sets of sentences to hold against each other, and what they are called: two countries, or two outlets."""

    a: str
    b: str
    of_a: DataFrame[Sentences]
    of_b: DataFrame[Sentences]


def choose_sides(
    articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame, targets: Collection[str]
) -> Sides | None:
    """What an analysis compares in tone: its first two targets where it has one outlet, else two outlets.

    The targets' sides are the sentences that mention each; one that mentions both is on both. The outlets are the two
    with the most articles, the first in the alphabet where these are as many, and their sides are the sentences that
    mention any target. None with one outlet and one target.
    """
    outlets = largest(articles.outlet, 2)
    named = mentions[mentions.country.isin(targets)].merge(
        articles[["article_id", "outlet"]], on="article_id", validate="many_to_one"
    )
    several = len(outlets) > 1
    names = outlets if several else list(dict.fromkeys(targets))[:2]
    if len(names) < 2:
        return None
    column = "outlet" if several else "country"
    keys = [named[named[column] == name][SENTENCE].drop_duplicates() for name in names]
    of_a, of_b = (sentences.merge(key, on=SENTENCE, validate="one_to_one") for key in keys)
    return Sides(names[0], names[1], DataFrame[Sentences](of_a), DataFrame[Sentences](of_b))


@check_types
def shift_tone(
    a: DataFrame[Sentences], b: DataFrame[Sentences], *, mentions: DataFrame[Mentions] | None = None
) -> DataFrame[Shift]:
    """Words that make the tone of the sentences `a` differ from that of `b`.

    Tone is here the mean valence, from −4 to 4, of the words that are in VADER's lexicon. It is a bag of words, so that
    it can be taken apart exactly; negation, emphasis and capitals, which VADER's compound heeds, are not in it.

    A word contributes (share in a − share in b) × (valence − reference), shares being of the words of the lexicon and
    the reference the mean of both tones; the contributions add up to tone of a − tone of b (Gallagher et al. 2021,
    "Generalized word shift graphs", eq. 13). The interval takes articles as independent and the reference as given; it
    is missing where neither set has two articles. With `mentions` the names of countries are left out: "United" would
    count as a friendly word. Words run from the largest contribution to the smallest.

    Empty where either set has no word of the lexicon.
    """
    words, valence, (count_a, count_b) = _count(a, b, mentions)
    if not count_a.sum() or not count_b.sum():
        return DataFrame[Shift](Shift.empty())
    total_a, total_b = (np.asarray(counts.sum(axis=0)).ravel() for counts in (count_a, count_b))
    share_a, share_b = total_a / total_a.sum(), total_b / total_b.sum()
    distance = valence - (share_a @ valence + share_b @ valence) / 2
    sides = [(counts, np.asarray(counts.sum(axis=1)).ravel(), distance / counts.sum()) for counts in (count_a, count_b)]
    error = _known(difference_error(sides[0], sides[1]), sides[0][1], sides[1][1])
    table = pd.DataFrame({"word": words, "count_a": total_a, "count_b": total_b, "valence": valence})
    table["contribution"] = (share_a - share_b) * distance
    table["low"], table["high"] = table.contribution - 1.96 * error, table.contribution + 1.96 * error
    order = table.contribution.abs().sort_values(ascending=False, kind="stable").index
    return DataFrame[Shift](table.loc[order].reset_index(drop=True))


@check_types
def tone_difference(
    a: DataFrame[Sentences], b: DataFrame[Sentences], *, mentions: DataFrame[Mentions] | None = None
) -> Difference:
    """Tone of `a` less tone of `b`, which the contributions of `shift_tone` add up to, with its 95 % interval.

    All missing where either set has no word of the lexicon.
    """
    _, valence, (count_a, count_b) = _count(a, b, mentions)
    n_a, n_b = int(count_a.sum()), int(count_b.sum())
    if not n_a or not n_b:
        return Difference(np.nan, np.nan, np.nan, n_a, n_b)
    sums = [csr_array((counts @ valence)[:, None]) for counts in (count_a, count_b)]
    words = [np.asarray(counts.sum(axis=1)).ravel() for counts in (count_a, count_b)]
    one, other = ((y, n, np.array([1 / n.sum()])) for y, n in zip(sums, words, strict=True))
    difference = float(sums[0].sum() / n_a - sums[1].sum() / n_b)
    error = float(_known(difference_error(one, other), *words)[0])
    return Difference(difference, difference - 1.96 * error, difference + 1.96 * error, n_a, n_b)


def _known(error: np.ndarray, words_a: np.ndarray, words_b: np.ndarray) -> np.ndarray:
    """The error where at least one side has articles to compare with each other, else missing."""
    return error if max(np.count_nonzero(words_a), np.count_nonzero(words_b)) > 1 else np.full_like(error, np.nan)


def _count(
    a: pd.DataFrame, b: pd.DataFrame, mentions: pd.DataFrame | None
) -> tuple[list[str], np.ndarray, tuple[csr_array, csr_array]]:
    """Words of the lexicon that occur, their valences, and for each set their counts, articles × words."""
    lexicon = valences()
    spans = {} if mentions is None else _spans(mentions)
    found = [
        (row.article_id, side, word)
        for side, sentences in enumerate((a, b))
        for row in sentences.itertuples()
        for word in WORD.findall(_plain(row, spans))
        if word in lexicon
    ]
    table = pd.DataFrame(found, columns=["article", "side", "word"])
    articles, words = table.article.astype("category").cat, table.word.astype("category").cat
    shape = (max(len(articles.categories), 1), len(words.categories))
    counts = [
        csr_array((np.ones(on.sum(), int), (articles.codes[on], words.codes[on])), shape)
        for on in (table.side == 0, table.side == 1)
    ]
    return list(words.categories), np.array([lexicon[w] for w in words.categories], float), (counts[0], counts[1])


def _spans(mentions: pd.DataFrame) -> dict[tuple[str, int], list[tuple[int, int]]]:
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row in mentions.sort_values("start", kind="stable").itertuples():
        found = spans.setdefault((row.article_id, row.sentence_id), [])
        # A name may hold that of a country, "Bank of Russia": spans that overlap become one.
        start, end = found.pop() if found and row.start < found[-1][1] else (row.start, row.end)
        found.append((start, max(end, row.end)))
    return spans


def _plain(row: Any, spans: dict[tuple[str, int], list[tuple[int, int]]]) -> str:
    text = blank(row.sentence, spans.get((row.article_id, row.sentence_id), []), " ")
    return text.lower().replace("’", "'")
