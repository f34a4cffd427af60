"""Sentences to country mentions."""

from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import sentencex
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.errors import InputError
from analysis.lexicon import read_table
from analysis.match import Matches, match_texts
from analysis.progress import track
from analysis.tables import KINDS, Mentions, Sentences

# Characters searched at once: many, since the automaton must come back into the processor's cache for each batch.
BATCH = 4_000_000


class Tag(NamedTuple):
    """A mention in a text that is in no table."""

    start: int
    end: int
    alpha_2: str
    alpha_3: str
    kind: str


@check_types
def find_mentions(
    sentences: DataFrame[Sentences], *, kinds: Collection[str] = KINDS, dates: pd.Series | None = None
) -> DataFrame[Mentions]:
    """Find every mention of a country: its name, demonym, abbreviation, capital or government.

    Forms are whole words of the lexicon, in its spelling or in capitals; of forms that overlap the longest counts, so
    that no stretch of text is counted twice. An ambiguous form is decided by its sentence and by what its article says
    before it, never by what comes later. Bylines are left out. `kinds` switches kinds off after that, so that
    "Washington Post" never turns into something else when capitals are off. `dates`, days of publication indexed by
    article_id, leave out who was not in office then; without them an office holder counts at any time.

    Mentions come in the order of articles and sentences. Raises InputError for a kind that does not exist.
    """
    _check_kinds(kinds)
    read = sentences[sentences["part"] != "byline"]
    articles = pd.factorize(read["article_id"])[0]
    order = np.lexsort((read["sentence_id"], articles))
    read, articles = read.iloc[order], articles[order]
    days = [""] * len(read) if dates is None else _days(read["article_id"], dates)
    found = []
    for first, last in track(list(_batches(read["sentence"], articles)), "Finding countries"):
        texts = read["sentence"].iloc[first:last].tolist()
        batch = match_texts(texts, articles[first:last], days[first:last])
        found.append(batch._replace(number=batch.number + first))
    matches = Matches(*map(np.concatenate, zip(*found, strict=True)))
    mentions = read[["article_id", "sentence_id"]].iloc[matches.number].reset_index(drop=True)
    mentions = mentions.assign(
        country=matches.country, form=matches.form, kind=matches.kind, start=matches.start, end=matches.end
    )
    if set(kinds) != set(KINDS):
        mentions = mentions[mentions["kind"].isin(kinds)].reset_index(drop=True)
    return cast("DataFrame[Mentions]", mentions)  # checked at the door


def tag_text(text: str, *, kinds: Collection[str] = KINDS, day: str = "") -> list[Tag]:
    """Find the mentions in one text as it is, headline, byline and lines included, with offsets in the text.

    `day` is the ISO date of publication, empty where it is not known. Raises InputError for a kind that does not exist.
    """
    _check_kinds(kinds)
    bounds = [(piece["start_index"], piece["end_index"]) for piece in sentencex.get_sentence_boundaries("en", text)]
    texts = [text[start:end] for start, end in bounds]
    matches = match_texts(texts, [0] * len(texts), [day] * len(texts))
    return [
        Tag(bounds[number][0] + start, bounds[number][0] + end, _alpha_2()[country], country, kind)
        for number, start, end, country, _, kind in zip(*(column.tolist() for column in matches), strict=True)
        if kind in kinds
    ]


def _check_kinds(kinds: Collection[str]) -> None:
    if unknown := set(kinds) - set(KINDS):
        raise InputError(f"no such kind of mention: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")


def _days(article_ids: pd.Series, dates: pd.Series) -> list[str]:
    """Give the ISO date of each sentence, empty where it is missing."""
    days = pd.to_datetime(dates).dt.strftime("%Y-%m-%d")
    return article_ids.map(days).fillna("").tolist()


def _batches(texts: pd.Series, articles: npt.NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    """Cut texts into runs of whole articles, since an article's sentences are read together."""
    size = texts.str.len().to_numpy().cumsum()
    ends = np.flatnonzero(np.diff(articles, append=-1)) + 1  # behind the last text of each article
    full = ends[np.flatnonzero(np.diff(size[ends - 1] // BATCH, prepend=0))]
    if len(full) and full[-1] == len(texts):
        full = full[:-1]
    return pairwise([0, *full.tolist(), len(texts)])


@cache
def _alpha_2() -> dict[str, str]:
    return dict(read_table("codes")[["country", "alpha_2"]].to_numpy())
