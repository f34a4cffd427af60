"""Stance over time."""

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.sum_scores import in_order, mean_scores, sum_scores, sum_voices
from analysis.sums import ScoreSums
from analysis.tables import Articles, Scores, Timeline

# From the shortest on; a week runs from Monday to Sunday, as in ISO 8601.
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
MOST_PERIODS = 20  # that a chart one column wide can hold


@check_types
def stance_over_time(
    articles: DataFrame[Articles], scores: DataFrame[Scores], *, by: str = "week"
) -> DataFrame[Timeline]:
    """Mean score by outlet, country and day, week, month or year, with a 95 % interval as in `summarise_stance`.

    Articles without a date are left out: the table is empty where none has one. Periods without a score have no row.
    Raises ValueError for another period, and for scores of an article that is not in the table of articles.
    """
    return total_timeline(sum_scores(articles, scores), by=by)


@check_types
def total_timeline(sums: DataFrame[ScoreSums], *, by: str = "week") -> DataFrame[Timeline]:
    """`stance_over_time` from the sums of all parts of a corpus."""
    if by not in PERIODS:
        raise ValueError(f"no such period: {by}; give one of {', '.join(PERIODS)}")
    known = sum_voices(in_order(sums[sums.date.notna()]))
    known = known.assign(period=known.date.dt.to_period(PERIODS[by]).dt.start_time)
    groups = ["outlet", "country", "period"]
    table = mean_scores(known, groups, alone=groups)
    return DataFrame[Timeline](table[list(Timeline.to_schema().columns)])


def fitting_period(dates: pd.Series) -> str:
    """The shortest of day, week, month and year of which the dates span at most twenty; else the year."""
    known = dates.dropna()
    spans = {name: known.dt.to_period(alias).astype("int64") for name, alias in PERIODS.items()}
    return next((name for name, span in spans.items() if span.empty or np.ptp(span) < MOST_PERIODS), "year")
