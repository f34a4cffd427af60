"""Which of many are kept, where not all can be: one ranking for tables and charts."""

import pandas as pd


def largest(labels: pd.Series, most: int, weights: pd.Series | None = None) -> list[str]:
    """The `most` labels with the most rows, or the largest sum of `weights`; equals in the order of the alphabet."""
    counted = pd.Series(1, labels.index) if weights is None else weights
    totals = counted.groupby(labels).sum().sort_values(ascending=False, kind="stable")
    return list(totals.index[:most])
