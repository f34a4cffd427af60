"""Stance over time."""

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.interval import mean_interval, with_units
from analysis.outlets import with_outlets
from analysis.tables import Articles, Scores, Timeline

# From the shortest on; a week runs from Monday to Sunday, as in ISO 8601.
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
MOST_PERIODS = 20  # that a chart one column wide can hold


@pa.check_types
def stance_over_time(
    articles: DataFrame[Articles], scores: DataFrame[Scores], *, by: str = "week"
) -> DataFrame[Timeline]:
    """Mean score by outlet, country and day, week, month or year, with a 95 % interval as in `summarise_stance`.

    Articles without a date are left out: the table is empty where none has one. Periods without a score have no row.
    Raises ValueError for another period, and for scores of an article that is not in the table of articles.
    """
    if by not in PERIODS:
        raise ValueError(f"no such period: {by}; give one of {', '.join(PERIODS)}")
    known = with_outlets(scores, articles, "scores", "date")
    known = known[known.date.notna()]
    groups = ["outlet", "country", "period"]
    known = with_units(known.assign(period=known.date.dt.to_period(PERIODS[by]).dt.start_time), groups)
    rows = [(*key, *_summary(group)) for key, group in known.groupby([*groups, "unit"])]
    columns = [*groups, "unit", "articles", "sentences", "mean", "low", "high"]
    return DataFrame[Timeline](pd.DataFrame(rows, columns=columns)[list(Timeline.to_schema().columns)])


def fitting_period(dates: pd.Series) -> str:
    """The shortest of day, week, month and year of which the dates span at most twenty; else the year."""
    known = dates.dropna()
    spans = {name: known.dt.to_period(alias).astype("int64") for name, alias in PERIODS.items()}
    return next((name for name, span in spans.items() if span.empty or np.ptp(span) < MOST_PERIODS), "year")


def _summary(group: pd.DataFrame) -> tuple[float, ...]:
    units = group.groupby("cluster").score.agg(["sum", "size"])
    low, high = mean_interval(units["sum"].to_numpy(), units["size"].to_numpy())
    return (group.article_id.nunique(), len(group), group.score.mean(), low, high)
