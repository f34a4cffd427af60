"""What the scores of each article add up to, and the means that follow from it alone."""

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.interval import mean_intervals
from analysis.outlets import with_outlets
from analysis.sums import ScoreSums
from analysis.tables import Articles, Scores

ADDED = ["sentences", "score", "squares", "negative", "positive"]


@check_types
def sum_scores(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[ScoreSums]:
    """Sum up the scores of each article, by country and voice.

    Raises ValueError for scores of an article that is not in the table of articles.
    """
    marked = scores[["article_id", "country", "voice", "score"]].assign(
        sentences=1, squares=scores.score**2, negative=scores.label == -1, positive=scores.label == 1
    )
    sums = marked.groupby(["article_id", "country", "voice"], as_index=False)[ADDED].sum()
    return DataFrame[ScoreSums](with_outlets(sums, articles, "scores", "date")[list(ScoreSums.to_schema().columns)])


def sum_voices(sums: pd.DataFrame) -> pd.DataFrame:
    """The sums, as in `ScoreSums` but for the voice, with every voice taken together: a row per article and country."""
    return sums.groupby(["article_id", "country", "outlet", "date"], dropna=False, as_index=False)[ADDED].sum()


def in_order(sums: pd.DataFrame) -> pd.DataFrame:
    """The sums in the one order in which floats are added, wherever the corpus was cut."""
    return sums.sort_values(["article_id", "country", "voice"], ignore_index=True)


def mean_scores(sums: pd.DataFrame, groups: list[str], *, alone: list[str]) -> pd.DataFrame:
    """A row per group: its `unit`, how many `articles`, `sentences` and labels, and the `mean` score, `low` and `high`.

    An article has at most one row in a group. Articles are the units of the interval, see `interval.mean_interval`;
    where all rows that are alike in the columns `alone` are of one article, sentences are.
    """
    single = sums.groupby(alone).article_id.transform("nunique") == 1
    units = sums.assign(unit=np.where(single, "sentence", "article"), articles=1)
    grouped = units.groupby([*groups, "unit"])
    table = grouped[["articles", "sentences", "negative", "positive"]].sum().reset_index()
    mean, low, high = mean_intervals(
        grouped.ngroup().to_numpy(), units.score, units.sentences, units.squares, table.unit == "sentence"
    )
    return table.assign(mean=mean, low=low, high=high)
