"""What every notebook starts from: the corpus, or what was measured."""

import os
from pathlib import Path
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from pandera.typing import DataFrame

from analysis.chart import country_name
from analysis.errors import InputError
from analysis.evidence import Piece, Shaded, shaded
from analysis.finish import Figure, finish
from analysis.pipeline import TARGETS, Analysis
from analysis.read import data_path, read_articles
from analysis.stance import StanceModel
from analysis.study import read_settings
from analysis.tables import SENTENCE, Articles

SOURCES = "STANCE_SOURCES"
MEASURED = {
    name: f"benchmarks/{name}.csv" for name in ("mentions", "network", "outlets", "panel", "scale", "stages", "stance")
}
MEASURED["reading"] = "gold/reading.csv"


def read_corpus() -> DataFrame[Articles]:
    """Read the corpus of a notebook: that of ``study.toml`` beside it, or else ``seeds/``.

    The environment variable STANCE_SOURCES may name another: files and folders, separated as in PATH (":", on Windows
    ";").
    """
    if named := os.environ.get(SOURCES):
        return read_articles(*named.split(os.pathsep))
    settings = read_settings()
    return read_articles(*(settings.sources if settings else [Path(__file__).parent.parent / "seeds"]))


def read_targets() -> list[str]:
    """Read the targets of ``study.toml`` beside the notebook; without it, those of the seed article."""
    settings = read_settings()
    return settings.targets if settings else list(TARGETS)


def read_measured(
    subject: Literal["mentions", "network", "outlets", "reading", "scale", "stages", "stance"],
) -> pd.DataFrame:
    """Read what was measured: mentions beside other taggers, planted outlets, the stance model, or speed and growth.

    "reading" is how a reader labels the article in ``seeds/``, and the words that each label rests on.

    Raises InputError away from a checkout: an installed package does not hold the benchmarks.
    """
    path = data_path(MEASURED[subject])
    if not path.exists():
        raise InputError(f"data/{MEASURED[subject]}: not in an installed package; run it in a checkout of the project")
    return pd.read_csv(path)


def show(ax: Axes, told: str, source: str, *, height: float = 2.6) -> Figure:
    """Finish what was drawn for a notebook: one column wide, `height` inches high, with its source.

    `told` says in words what the chart shows; its numbers are those of the table above it.
    """
    return finish("notebook", (ax, pd.DataFrame(), told, height), source)


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
