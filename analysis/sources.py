"""Who gets to speak: sources by outlet, how they are introduced, and what they say of each target."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.interval import mean_intervals
from analysis.outlets import with_outlets
from analysis.speaker import is_name
from analysis.sums import SourceSums
from analysis.tables import IMPLIES, SENTENCE, Aliases, Articles, Scores, Sentences, Sources, Voices

ALIKE = 0.85  # of difflib's ratio, from which two names may be spellings of one
MOST_COMPARED = 300  # names of an outlet; with all of a large corpus the pairs would run into billions
SPOKEN = ["sentences", "quotes", "words", *IMPLIES]
LABELS = {"negative_sentences": -1, "neutral_sentences": 0, "positive_sentences": 1}


@check_types
def summarise_sources(
    articles: DataFrame[Articles],
    sentences: DataFrame[Sentences],
    voices: DataFrame[Voices],
    scores: DataFrame[Scores],
) -> DataFrame[Sources]:
    """Sum up what each speaker of an outlet says, toward each country in the sentences where they name it.

    One row per outlet, speaker and country; the counts of sentences, quotes, words and introductions are of the speaker
    and so repeat over countries. A speaker who names no country has one row, with an empty country. Passages without a
    speaker's name stand under an empty speaker. The score of a sentence counts for the speaker where the country is
    named in their words; the interval is over sentences of an article, or over articles where there are several.
    """
    return total_sources(sum_sources(articles, sentences, voices, scores))


@check_types
def sum_sources(
    articles: DataFrame[Articles],
    sentences: DataFrame[Sentences],
    voices: DataFrame[Voices],
    scores: DataFrame[Scores],
) -> DataFrame[SourceSums]:
    """What `total_sources` needs to know of a part of a corpus, which holds each of its articles as a whole.

    Raises ValueError for scores whose voice and speaker are not in the table of voices, and for voices of an article
    that is not in the table of articles.
    """
    said = with_outlets(voices, articles, "voices")
    spoken = _spoken(said, sentences).groupby(["outlet", "speaker_name"], as_index=False).sum()
    sums = pd.concat([spoken.assign(country=""), _toward(said, scores, articles)], ignore_index=True)
    sums = sums.rename(columns={"speaker_name": "speaker"}).fillna(0)
    return DataFrame[SourceSums](sums[list(SourceSums.to_schema().columns)])


@check_types
def total_sources(sums: DataFrame[SourceSums]) -> DataFrame[Sources]:
    """The summary of a corpus from the sums of its parts, one behind the other in the order of the articles."""
    of_speaker = sums.country == ""
    speaker = ["outlet", "speaker"]
    spoken = sums[of_speaker].groupby(speaker, as_index=False)[SPOKEN].sum()
    table = spoken.merge(_means(sums[~of_speaker]), on=speaker, how="left", validate="one_to_many")
    counts = ["scored", *LABELS]
    table[counts] = table[counts].fillna(0)
    table["country"] = table.country.fillna("")
    table = table.sort_values(
        ["outlet", "words", "sentences", "speaker", "country"],
        ascending=[True, False, False, True, True],
        ignore_index=True,
    )
    return DataFrame[Sources](table[list(Sources.to_schema().columns)])


def _spoken(said: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """What each passage adds to the counts of its speaker."""
    texts = said[SENTENCE].merge(sentences[[*SENTENCE, "sentence"]], how="left", on=SENTENCE, validate="many_to_one")
    quote = said.voice == "quote"
    places = zip(texts.sentence, said.start, said.end, quote, strict=True)
    counts = {
        "sentences": ~said.duplicated([*SENTENCE, "speaker_name"]),
        "quotes": quote,
        "words": [len(text[start:end].split()) if quoted else 0 for text, start, end, quoted in places],
        **{implied: said.implies == implied for implied in IMPLIES},
    }
    return said[["outlet", "speaker_name"]].assign(**counts)


def _toward(said: pd.DataFrame, scores: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Sums of the scores in whose sentences a speaker's words name a country, by article, speaker and country."""
    # A score says in whose words its target stands; which speaker that is, the passages of the sentence say.
    spoken = scores[scores.voice != "author"]
    passage = [*SENTENCE, "voice", "speaker"]
    passages = said.drop_duplicates(passage)[[*passage, "outlet", "speaker_name"]]
    known = spoken.merge(passages, on=passage, validate="many_to_one")
    if len(known) != len(spoken):
        raise ValueError("scores whose voice and speaker are not those in the table of voices")
    known = known.assign(scored=1, **{column: known.label == label for column, label in LABELS.items()})
    # Rows in the order of the articles, in which their floats are added, however the corpus is cut.
    place = pd.Index(articles.article_id).get_indexer(known.article_id)
    groups = known.groupby([place, "outlet", "speaker_name", "country"])
    sums = groups[["scored", *LABELS]].sum()
    # One by one: a groupby's own sum has other last bits where the rows of a group stand together.
    sums["total"], sums["squares"] = (np.bincount(groups.ngroup(), known.score**power) for power in (1, 2))
    return sums.droplevel(0).reset_index()


def _means(toward: pd.DataFrame) -> pd.DataFrame:
    """Mean, interval and labels by outlet, speaker and country; `toward` has a row for each article of these."""
    groups = toward.groupby(["outlet", "speaker", "country"])
    table = groups[["scored", *LABELS]].sum()
    alone = groups.size() == 1
    table["mean"], table["low"], table["high"] = mean_intervals(
        groups.ngroup().to_numpy(), toward.total, toward.scored, toward.squares, alone.to_numpy()
    )
    return table.reset_index()


@check_types
def likely_aliases(sources: DataFrame[Sources]) -> DataFrame[Aliases]:
    """Pairs of an outlet's speakers whose names are spelt so alike that they may be one; nothing is merged.

    Alikeness is difflib's ratio (Ratcliff & Metzener 1988) of the names in small letters. Compared are the 300 names of
    each outlet that stand first in the table, which are those with the most words quoted.
    """
    rows = []
    speakers = sources[["outlet", "speaker"]].drop_duplicates()
    named = speakers[speakers.speaker.map(is_name).astype(bool)]  # an empty column has no type of its own
    for outlet, names in named.groupby("outlet").head(MOST_COMPARED).groupby("outlet").speaker:
        for speaker, other in _of_like_letters(sorted(names)):
            alikeness = SequenceMatcher(None, speaker.lower(), other.lower(), autojunk=False).ratio()
            if alikeness >= ALIKE:
                rows.append((outlet, speaker, other, alikeness))
    return DataFrame[Aliases](pd.DataFrame(rows, columns=list(Aliases.to_schema().columns)))


def _of_like_letters(names: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs whose letters, in any order, are alike enough: the ratio of their order can only be smaller."""
    lower = [name.lower() for name in names]
    letters = sorted(set("".join(lower)))
    counts = np.array([[name.count(letter) for letter in letters] for name in lower])
    for place, of_name in enumerate(counts):
        others = counts[place + 1 :]
        shared = 2 * np.minimum(of_name, others).sum(axis=1)
        alike = shared >= ALIKE * (of_name.sum() + others.sum(axis=1))
        yield from ((names[place], names[place + 1 + other]) for other in np.flatnonzero(alike))
