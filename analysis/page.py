"""The page: one self-contained HTML file with every figure, table and article of an analysis."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.chart import country_colour, country_name, signed
from analysis.finish import Figure
from analysis.pipeline import Analysis
from analysis.tables import SENTENCE

ROWS = 100  # of a table on the page; the files hold all of them
ARTICLES = 50  # shown in full on the page
# Countries are told apart by colour and by the code behind each mention; tables of whole texts are not repeated.
SHOWN = (
    "counts",
    "stance",
    "comparisons",
    "timeline",
    "sources",
    "aliases",
    "terms",
    "shift",
    "frames",
    "action_summary",
    "comentions",
    "matrix",
    "sentence_scores",
    "scores",
    "mentions",
    "voices",
)


class Piece(NamedTuple):
    """A stretch of an article; `country` is empty where it is no mention."""

    text: str
    country: str = ""
    kind: str = ""


def render_page(analysis: Analysis, figures: list[tuple[Figure, bytes]]) -> str:
    """Render the page as HTML, with each figure as the SVG beside it.

    It asks for nothing from outside, runs no script, and escapes every text.
    """
    articles = analysis.articles.head(ARTICLES)
    return (
        _environment()
        .get_template("page.html")
        .render(
            analysis=analysis,
            figures=figures,
            stance=analysis.stance[analysis.stance.voice == "all"].to_dict("records"),
            tables={name: analysis.tables[name] for name in SHOWN},
            articles=[
                (article, list(_pieces(analysis, article.article_id, article.text)))
                for article in articles.itertuples()
            ],
            countries=list(analysis.mentions.country.value_counts().index),
            rows=ROWS,
        )
    )


def _pieces(analysis: Analysis, article_id: str, text: str) -> Iterator[Piece]:
    """The text of an article in stretches, mentions apart from what stands between them."""
    mentions = analysis.mentions[analysis.mentions.article_id == article_id]
    sentences = analysis.sentences[[*SENTENCE, "start"]]
    placed = mentions.merge(sentences, on=SENTENCE, suffixes=("", "_sentence"), validate="many_to_one")
    place = 0
    for row in placed.itertuples():
        start = row.start_sentence + row.start
        yield Piece(text[place:start])
        place = row.start_sentence + row.end
        yield Piece(text[start:place], row.country, row.kind)
    yield Piece(text[place:])


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float) and 0 < abs(value) < 0.005:  # a p-value is never 0.00
        return f"{value:.4f}".replace("-", "−")
    if isinstance(value, float):
        return "" if pd.isna(value) else signed(value).lstrip("+") if value < 0 else f"{value:.2f}"
    return str(value)


def _embedded(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "cell": _cell,
        "signed": signed,
        "embedded": _embedded,
        "country": country_name,
        "colour": country_colour,
    }
    return environment
