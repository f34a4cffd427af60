"""What every notebook starts from: the corpus."""

import os
from pathlib import Path

from pandera.typing import DataFrame

from analysis.read import read_articles
from analysis.tables import Articles

SOURCES = "STANCE_SOURCES"


def read_corpus() -> DataFrame[Articles]:
    """Read the corpus of the notebooks: ``seeds/``, or what the environment variable STANCE_SOURCES names.

    The variable holds files and folders, separated as in PATH (":", on Windows ";").
    """
    named = os.environ.get(SOURCES, "")
    seeds = Path(__file__).parent.parent / "seeds"
    return read_articles(*(named.split(os.pathsep) if named else [seeds]))
