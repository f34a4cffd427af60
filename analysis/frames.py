"""Frames: under which aspects the sentences on a country show it."""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.interval import Moments, moment_interval
from analysis.lexicon import read_table
from analysis.outlets import with_outlets
from analysis.progress import track
from analysis.sums import FrameSums
from analysis.tables import SENTENCE, Articles, Frames, Mentions, Sentences

KEY = ["outlet", "country", "family", "frame"]
COUNTS = ["articles", "sentences", "squares", "products"]
ENOUGH = 1.0  # weight of the terms of a frame that a sentence needs


class Lexicon(NamedTuple):
    """The terms of all frames, compiled; a pattern's number indexes the lists."""

    automaton: ahocorasick_rs.AhoCorasick
    whole: list[bool]
    """Whether a term has to end where the word does."""
    weights: list[dict[tuple[str, str], float]]
    """For each term its weight in each frame, by family and frame."""
    frames: list[tuple[str, str]]


@check_types
def frame_shares(
    sentences: DataFrame[Sentences],
    mentions: DataFrame[Mentions],
    articles: DataFrame[Articles],
    *,
    targets: Collection[str] | None = None,
) -> DataFrame[Frames]:
    """Share of the sentences on each country that have each frame, by outlet, with a 95 % interval.

    Frames are the five generic ones of Semetko & Valkenburg (2000) and the fourteen policy frames of Boydstun et al.
    (2014), found by the terms of ``data/lexicons/frames.csv``; a sentence may have several, or none. A frame belongs to
    the sentence, not to the country: where two are mentioned, it counts for both. Articles are the units of the
    interval; where an outlet has but one, sentences are. `targets` are alpha-3 codes; without them every country.

    Raises ValueError for mentions of an article that is not in the table of articles.
    """
    wanted = mentions if targets is None else mentions[mentions.country.isin(targets)]
    return total_frames(sum_frames(sentences, wanted, articles))


@check_types
def sum_frames(
    sentences: DataFrame[Sentences], mentions: DataFrame[Mentions], articles: DataFrame[Articles]
) -> DataFrame[FrameSums]:
    """What a part of a corpus gives for its shares of frames.

    Raises ValueError for mentions of an article that is not in the table of articles.
    """
    pairs = mentions[[*SENTENCE, "country"]]
    pairs = pd.concat([pairs, pairs.assign(country="")]).drop_duplicates()
    known = with_outlets(pairs, articles, "mentions")
    known = known.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, validate="many_to_one")
    texts = track(known.sentence.unique(), "Finding frames")
    rows = [(text, *frame) for text in texts for frame in (("", ""), *sorted(find_frames(text)))]
    found = pd.DataFrame(rows, columns=["sentence", "family", "frame"])
    units = known.merge(found, on="sentence", validate="many_to_many")
    units = units.groupby([*KEY, "article_id"]).size().rename("sentences").reset_index()
    # Every sentence has the frame "", so it has the most.
    sizes = units.groupby(["outlet", "country", "article_id"]).sentences.transform("max")
    units = units.assign(articles=1, squares=units.sentences**2, products=units.sentences * sizes)
    return DataFrame[FrameSums](units.groupby(KEY)[COUNTS].sum().reset_index())


@check_types
def total_frames(sums: DataFrame[FrameSums]) -> DataFrame[Frames]:
    """Share of sentences that have each frame, from the sums of all parts; see `frame_shares`."""
    added = sums.groupby(KEY)[COUNTS].sum()
    of_all = added.reset_index()
    of_all = of_all[of_all.frame == ""].drop(columns=["family", "frame"])
    articles = of_all[of_all.country == ""].set_index("outlet").articles
    of_all = of_all[of_all.country != ""]
    rows = of_all.merge(pd.DataFrame(load_frames().frames, columns=["family", "frame"]), how="cross")
    framed = added.reindex(pd.MultiIndex.from_frame(rows[KEY]), fill_value=0).reset_index(drop=True)
    single = (rows.outlet.map(articles) == 1).to_numpy()
    n, k = rows.sentences, framed.sentences
    # A sentence has a frame or not, so over sentences as units every moment is a count of them.
    as_articles = (rows.articles, n, k, rows.squares, framed.products, framed.squares)
    moments = Moments(*(np.where(single, a, b) for a, b in zip((n, n, k, n, k, k), as_articles, strict=True)))
    low, high = moment_interval(moments, (0.0, 1.0))
    unit = np.where(single, "sentence", "article")
    table = rows[[*KEY, "sentences"]].assign(framed=k, share=k / n, low=low, high=high, unit=unit)
    return DataFrame[Frames](table[list(Frames.to_schema().columns)])


def find_frames(text: str) -> set[tuple[str, str]]:
    """Frames of a sentence, by family and frame: those whose different terms in it weigh 1 or more together."""
    lexicon = load_frames()
    total: dict[tuple[str, str], float] = {}
    for term in _terms(text.lower().replace("’", "'"), lexicon):
        for frame, weight in lexicon.weights[term].items():
            total[frame] = total.get(frame, 0) + weight
    return {frame for frame, weight in total.items() if weight >= ENOUGH}


@cache
def load_frames() -> Lexicon:
    """Read and compile ``data/lexicons/frames.csv``, once; a term that ends in * is the beginning of a word."""
    table = read_table("frames")
    weights: dict[str, dict[tuple[str, str], float]] = {}
    for row in table.itertuples():
        weights.setdefault(row.term, {})[row.family, row.frame] = float(row.weight)
    # A term and the beginning that is written alike are two patterns, so the automaton finds every overlap.
    automaton = ahocorasick_rs.AhoCorasick([term.rstrip("*") for term in weights])
    frames = list(dict.fromkeys(zip(table.family, table.frame, strict=True)))
    return Lexicon(automaton, [not term.endswith("*") for term in weights], list(weights.values()), frames)


def _terms(text: str, lexicon: Lexicon) -> set[int]:
    """Numbers of the terms in the text, but for those inside a longer one: "trade war" is no "war"."""
    found = []
    for term, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        behind = next((place for place in range(end, len(text)) if not text[place].isalnum()), len(text))
        if (start == 0 or not text[start - 1].isalnum()) and (behind == end or not lexicon.whole[term]):
            found.append((start, behind, term))
    found.sort(key=lambda match: (match[0], -match[1], match[2]))
    kept: set[int] = set()
    reached, last = 0, (0, 0)
    for start, end, term in found:
        if end > reached or (start, end) == last:
            kept.add(term)
            reached, last = end, (start, end)
    return kept
