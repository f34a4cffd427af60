"""What a corpus consists of, outlet by outlet."""

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.tables import Articles, Corpus, Mentions, Sentences


@check_types
def count_corpus(
    articles: DataFrame[Articles], sentences: DataFrame[Sentences], mentions: DataFrame[Mentions]
) -> DataFrame[Corpus]:
    """Count articles, sentences and mentions by outlet, in the order in which outlets appear."""
    sized = articles.assign(
        sentences=_number(sentences, articles),
        mentions=_number(mentions, articles),
        foreign=articles.language != "en",
        undated=articles.date.isna(),
    )
    groups = sized.groupby("outlet", sort=False, as_index=False)
    return DataFrame[Corpus](
        groups.agg(
            articles=("article_id", "size"),
            sentences=("sentences", "sum"),
            mentions=("mentions", "sum"),
            foreign=("foreign", "sum"),
            undated=("undated", "sum"),
            first=("date", "min"),
            last=("date", "max"),
        )
    )


@check_types
def total_corpus(parts: DataFrame[Corpus]) -> DataFrame[Corpus]:
    """Put what was counted in several parts of a corpus together."""
    how = dict.fromkeys(("articles", "sentences", "mentions", "foreign", "undated"), "sum")
    return DataFrame[Corpus](
        parts.groupby("outlet", sort=False, as_index=False).agg(how | {"first": "min", "last": "max"})
    )


def _number(rows: pd.DataFrame, articles: pd.DataFrame) -> "pd.Series[int]":
    """How many of the rows each article has."""
    return articles.article_id.map(rows.article_id.value_counts()).fillna(0).astype(int)
