"""What every notebook starts from: the corpus, or what was measured."""

import os
from pathlib import Path
from typing import Literal

import pandas as pd
from pandera.typing import DataFrame

from analysis.read import data_path, read_articles
from analysis.tables import Articles

SOURCES = "STANCE_SOURCES"
MEASURED = {"mentions": "benchmarks/mentions.csv", "stance": "models/figures.csv"}


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
