"""Summary tables: how often, how together, how favourable, and how sure that is."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.interval import mean_intervals
from analysis.outlets import with_outlets
from analysis.sum_scores import in_order, mean_scores, sum_scores, sum_voices
from analysis.sums import PairSums, ScoreSums
from analysis.tables import (
    SENTENCE,
    VOICES,
    Articles,
    Comentions,
    Counts,
    Labels,
    Mentions,
    Scores,
    Sentences,
    Stance,
)


@check_types
def count_mentions(articles: DataFrame[Articles], mentions: DataFrame[Mentions]) -> DataFrame[Counts]:
    """Count mentions, and the sentences and articles that hold them, by outlet, country and kind."""
    known = with_outlets(mentions, articles, "mentions")
    known["sentence"] = known.groupby(SENTENCE).ngroup()
    counts = known.groupby(["outlet", "country", "kind"], as_index=False).agg(
        mentions=("form", "size"), sentences=("sentence", "nunique"), articles=("article_id", "nunique")
    )
    return DataFrame[Counts](_with_share(counts))


@check_types
def total_counts(counts: DataFrame[Counts]) -> DataFrame[Counts]:
    """Counts of a corpus from those of its parts, one behind the other; see `count_mentions`."""
    added = counts.groupby(["outlet", "country", "kind"])[["mentions", "sentences", "articles"]].sum().reset_index()
    return DataFrame[Counts](_with_share(added))


def _with_share(counts: pd.DataFrame) -> pd.DataFrame:
    return counts.assign(share=counts.mentions / counts.groupby("outlet").mentions.transform("sum"))


@check_types
def cross_mentions(sentences: DataFrame[Sentences], mentions: DataFrame[Mentions]) -> pd.DataFrame:
    """Cross sentences with countries: a row per sentence, a column per country, its mentions in the cell.

    Columns are the two of a sentence's identity, then countries from the most to the least mentioned.
    """
    counted = mentions.groupby([*SENTENCE, "country"]).size().unstack(fill_value=0)
    order = counted.sum().sort_values(ascending=False, kind="stable").index.to_list()
    every = pd.MultiIndex.from_frame(sentences[SENTENCE])
    return counted.reindex(every, fill_value=0)[order].rename_axis(columns=None).reset_index()


@check_types
def cross_scores(sentences: DataFrame[Sentences], scores: DataFrame[Scores], targets: Collection[str]) -> pd.DataFrame:
    """Cross the sentences that mention a target with the targets: text and tone, and a column of scores per target.

    A score is missing where the sentence does not mention the target.
    """
    scored = scores.pivot_table(index=[*SENTENCE, "tone"], columns="country", values="score")
    scored = scored.reindex(columns=list(targets)).reset_index()
    text = sentences[[*SENTENCE, "part", "sentence"]]
    return text.merge(scored.rename_axis(columns=None), on=SENTENCE, how="inner", validate="one_to_one")


@check_types
def pair_mentions(mentions: DataFrame[Mentions]) -> DataFrame[Comentions]:
    """Count the sentences in which two countries stand together, for every pair of the countries mentioned."""
    return total_pairs(sum_pairs(mentions))


@check_types
def sum_pairs(mentions: DataFrame[Mentions]) -> DataFrame[PairSums]:
    """What a part of a corpus gives for its counts of pairs."""
    present = mentions[[*SENTENCE, "country"]].drop_duplicates()
    other = present.rename(columns={"country": "other"})
    together = present.merge(other, on=SENTENCE, validate="many_to_many")
    return DataFrame[PairSums](together.groupby(["country", "other"]).size().rename("sentences").reset_index())


@check_types
def total_pairs(sums: DataFrame[PairSums]) -> DataFrame[Comentions]:
    """Pairs of countries of a corpus, from the sums of all parts; see `pair_mentions`."""
    pairs = sums.groupby(["country", "other"]).sentences.sum().unstack(fill_value=0)
    table = pairs.stack().rename("sentences").reset_index()
    # A country never stands with another in more sentences than it stands in.
    table["share"] = table.sentences / table.groupby("country").sentences.transform("max")
    return DataFrame[Comentions](table)


@check_types
def summarise_stance(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Stance]:
    """Mean score by outlet, country and voice, with a 95 % interval.

    Sentences of one article are not independent of each other, so articles are the units of the interval; where an
    outlet has but one, sentences are, and `unit` says so. With fewer than five units, or where all are alike, there is
    no interval.
    """
    return total_stance(sum_scores(articles, scores))


@check_types
def total_stance(sums: DataFrame[ScoreSums]) -> DataFrame[Stance]:
    """`summarise_stance` from the sums of all parts of a corpus."""
    sums = in_order(sums)
    both = pd.concat([sum_voices(sums).assign(voice="all"), sums], ignore_index=True)
    table = mean_scores(both, ["outlet", "country", "voice"], alone=["outlet"])
    shares = {f"share_{label}": table[label] / table.sentences for label in ("negative", "positive")}
    return DataFrame[Stance](table.assign(**shares)[list(Stance.to_schema().columns)])


@check_types
def total_labels(sums: DataFrame[ScoreSums]) -> DataFrame[Labels]:
    """Count the sentences on each target in each voice, and how many of them are negative, neutral and positive.

    With `negative_low`, `negative_high` and so on: the 95 % interval of the label's share, articles being the units of
    it; where there is but one, sentences are.
    """
    counts = in_order(sums)
    counts["neutral"] = counts.sentences - counts.negative - counts.positive
    counts["voice"] = pd.Categorical(counts.voice, VOICES)
    grouped = counts.groupby(["country", "voice"], observed=True)
    table = grouped[["sentences", "negative", "neutral", "positive"]].sum().reset_index()
    group, alone = grouped.ngroup().to_numpy(), np.full(len(table), counts.article_id.nunique() == 1)
    for label in ("negative", "neutral", "positive"):
        # One is its own square.
        _, low, high = mean_intervals(group, counts[label], counts.sentences, counts[label], alone, (0.0, 1.0))
        table = table.assign(**{f"{label}_low": low, f"{label}_high": high})
    return DataFrame[Labels](table.astype({"voice": str}))
