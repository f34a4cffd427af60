"""Which outlet a row is of."""

import pandas as pd


def with_outlets(table: pd.DataFrame, articles: pd.DataFrame, rows: str, *columns: str) -> pd.DataFrame:
    """The table, which has an `article_id`, with the `outlet` of each row, and further `columns` of its article.

    Raises ValueError, which calls the rows what `rows` says, where one is of an article that is not in `articles`.
    """
    places = pd.Index(articles.article_id).get_indexer(table.article_id)
    if (places < 0).any():
        raise ValueError(f"{rows} of an article that is not in the table of articles")
    known = {column: articles[column].array.take(places) for column in ("outlet", *columns)}
    return table.assign(**known).reset_index(drop=True)
