"""Which outlet a row is of."""

import pandas as pd


def with_outlets(table: pd.DataFrame, articles: pd.DataFrame, rows: str, *columns: str) -> pd.DataFrame:
    """The table, which has an `article_id`, with the `outlet` of each row, and further `columns` of its article.

    Raises ValueError, which calls the rows what `rows` says, where one is of an article that is not in `articles`.
    """
    known = table.merge(articles[["article_id", "outlet", *columns]], on="article_id", validate="many_to_one")
    if len(known) != len(table):
        raise ValueError(f"{rows} of an article that is not in the table of articles")
    return known
