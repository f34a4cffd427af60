"""The made-up corpus with a planted difference: its articles, what was meant by each sentence, what was planted."""

from typing import NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.read import data_path, read_articles
from analysis.tables import SENTENCE, Articles, Scores, Sentences

SOURCE = "Source: a made-up corpus, data/gold/outlets; 4 outlets, 24 articles."
SIDES = ["outlet_a", "country_a", "outlet_b", "country_b"]  # what names a row of `Comparisons`


class Planted(NamedTuple):
    """The corpus of ``data/gold/outlets``; see its README."""

    articles: DataFrame[Articles]
    labels: pd.DataFrame
    """What was meant by each sentence on a country: `article_id`, `sentence`, `country`, `label`."""
    differences: pd.DataFrame
    """What was planted: `SIDES`, `planted` (the difference of mean label), and whether it is a `null`."""


def read_planted() -> Planted:
    """Read the made-up corpus, its labels and what was planted in it."""
    folder = data_path("gold") / "outlets"
    articles = read_articles(folder / "articles")
    differences = pd.read_csv(folder / "planted.csv").rename(columns={"difference": "planted"})
    differences["null"] = differences.null == "yes"
    return Planted(articles, pd.read_csv(folder / "labels.csv"), differences)


@check_types
def score_as_meant(
    scores: DataFrame[Scores], sentences: DataFrame[Sentences], labels: pd.DataFrame
) -> DataFrame[Scores]:
    """The scores with the labels in place of what the scorer said, as of a scorer that is sure and never errs.

    Raises ValueError for a score without a label.
    """
    text = scores.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, how="left", validate="many_to_one")
    keys = ["article_id", "sentence", "country"]
    meant = text[keys].merge(labels[[*keys, "label"]], on=keys, how="left", validate="one_to_one").label
    if meant.isna().any():
        raise ValueError(f"{meant.isna().sum()} scores without a label")
    label = meant.astype(int).set_axis(scores.index)
    sure = {name: (label == value).astype(float) for name, value in (("negative", -1), ("neutral", 0), ("positive", 1))}
    return DataFrame[Scores](scores.assign(label=label, score=label.astype(float), **sure))
