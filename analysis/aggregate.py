"""Summary tables: how often, how together, how favourable, and how sure that is."""

from collections.abc import Collection

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.interval import mean_interval, with_units
from analysis.outlets import with_outlets
from analysis.tables import SENTENCE, Articles, Comentions, Counts, Mentions, Scores, Sentences, Stance


@pa.check_types
def count_mentions(articles: DataFrame[Articles], mentions: DataFrame[Mentions]) -> DataFrame[Counts]:
    """Count mentions, and the sentences and articles that hold them, by outlet, country and kind."""
    known = with_outlets(mentions, articles, "mentions")
    known["sentence"] = known.groupby(SENTENCE).ngroup()
    counts = known.groupby(["outlet", "country", "kind"], as_index=False).agg(
        mentions=("form", "size"), sentences=("sentence", "nunique"), articles=("article_id", "nunique")
    )
    counts["share"] = counts.mentions / counts.groupby("outlet").mentions.transform("sum")
    return DataFrame[Counts](counts)


@pa.check_types
def cross_mentions(sentences: DataFrame[Sentences], mentions: DataFrame[Mentions]) -> pd.DataFrame:
    """Cross sentences with countries: a row per sentence, a column per country, its mentions in the cell.

    Columns are the two of a sentence's identity, then countries from the most to the least mentioned.
    """
    counted = mentions.groupby([*SENTENCE, "country"]).size().unstack(fill_value=0)
    order = counted.sum().sort_values(ascending=False, kind="stable").index.to_list()
    every = pd.MultiIndex.from_frame(sentences[SENTENCE])
    return counted.reindex(every, fill_value=0)[order].rename_axis(columns=None).reset_index()


@pa.check_types
def cross_scores(sentences: DataFrame[Sentences], scores: DataFrame[Scores], targets: Collection[str]) -> pd.DataFrame:
    """Cross the sentences that mention a target with the targets: text and tone, and a column of scores per target.

    A score is missing where the sentence does not mention the target.
    """
    scored = scores.pivot_table(index=[*SENTENCE, "tone"], columns="country", values="score")
    scored = scored.reindex(columns=list(targets)).reset_index()
    text = sentences[[*SENTENCE, "part", "sentence"]]
    return text.merge(scored.rename_axis(columns=None), on=SENTENCE, how="inner", validate="one_to_one")


@pa.check_types
def pair_mentions(mentions: DataFrame[Mentions]) -> DataFrame[Comentions]:
    """Count the sentences in which two countries stand together, for every pair of the countries mentioned."""
    present = mentions.drop_duplicates([*SENTENCE, "country"])
    together = present.merge(present, on=SENTENCE, suffixes=("", "_other"), validate="many_to_many")
    pairs = pd.crosstab(together.country, together.country_other).rename_axis(index="country", columns="other")
    table = pairs.stack().rename("sentences").reset_index()
    # A country never stands with another in more sentences than it stands in.
    table["share"] = table.sentences / table.groupby("country").sentences.transform("max")
    return DataFrame[Comentions](table)


@pa.check_types
def summarise_stance(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Stance]:
    """Mean score by outlet, country and voice, with a 95 % interval.

    Sentences of one article are not independent of each other, so articles are the units of the interval; where an
    outlet has but one, sentences are, and `unit` says so. With fewer than five units, or where all are alike, there is
    no interval.
    """
    known = with_outlets(scores, articles, "scores")
    known = with_units(known, ["outlet"])
    both = pd.concat([known.assign(voice="all"), known])
    groups = both.groupby(["outlet", "country", "voice", "unit"])
    rows = [(*key, *_summary(group)) for key, group in groups]
    columns = ["outlet", "country", "voice", "unit"]
    columns += ["sentences", "mean", "low", "high", "share_negative", "share_positive"]
    return DataFrame[Stance](pd.DataFrame(rows, columns=columns)[list(Stance.to_schema().columns)])


def _summary(group: pd.DataFrame) -> tuple[float, ...]:
    units = group.groupby("cluster").score.agg(["sum", "size"])
    low, high = mean_interval(units["sum"].to_numpy(), units["size"].to_numpy())
    shares = [(group.label == label).mean() for label in (-1, 1)]
    return (len(group), group.score.mean(), low, high, *shares)
