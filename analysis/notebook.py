"""What every notebook starts from: the corpus, or what was measured."""

import os
from pathlib import Path
from typing import Literal

import pandas as pd
from pandera.typing import DataFrame

from analysis.chart import country_name
from analysis.evidence import Piece, Shaded, shaded
from analysis.pipeline import Analysis
from analysis.read import data_path, read_articles
from analysis.stance import StanceModel
from analysis.tables import SENTENCE, Articles

SOURCES = "STANCE_SOURCES"
MEASURED = {"mentions": "benchmarks/mentions.csv", "stance": "benchmarks/stance.csv"}


def read_corpus() -> DataFrame[Articles]:
    """Read the corpus of the notebooks: ``seeds/``, or what the environment variable STANCE_SOURCES names.

    The variable holds files and folders, separated as in PATH (":", on Windows ";").
    """
    named = os.environ.get(SOURCES, "")
    seeds = Path(__file__).parent.parent / "seeds"
    return read_articles(*(named.split(os.pathsep) if named else [seeds]))


def read_measured(subject: Literal["mentions", "stance"]) -> pd.DataFrame:
    """Read what was measured: of the country mentions beside other taggers, or of the stance model."""
    return pd.read_csv(data_path(MEASURED[subject]))


def shade_surest(analysis: Analysis, country: str) -> Shaded:
    """The sentence whose score toward a country is farthest from nought, its words shaded by what they add to it."""
    scores = analysis.scores[analysis.scores.country == country]
    if scores.empty:
        return Shaded([Piece(f"{country_name(country)} is not mentioned.")])
    surest = scores.loc[[scores.score.round(4).abs().idxmax()], [*SENTENCE, "country"]]
    named = surest.merge(analysis.targeted, on=[*SENTENCE, "country"], validate="one_to_many").iloc[0]
    (sentence,) = surest.merge(analysis.sentences, on=SENTENCE, validate="one_to_one").sentence
    span = named.start, named.end
    return shaded(sentence, span, StanceModel.load().explain(sentence, span))
