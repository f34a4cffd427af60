"""The page: one self-contained HTML file with every figure, table and article of an analysis."""

from analysis.finish import Figure
from analysis.marks import Piece, pieces
from analysis.pipeline import Analysis
from analysis.tables import SENTENCE
from analysis.template import render

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


def render_page(analysis: Analysis, figures: list[tuple[Figure, bytes]]) -> str:
    """Render the page as HTML, with each figure as the SVG beside it.

    It asks for nothing from outside, runs no script, and escapes every text.
    """
    articles = analysis.articles.head(ARTICLES)
    return render(
        "page.html",
        analysis=analysis,
        figures=figures,
        stance=analysis.stance[analysis.stance.voice == "all"].to_dict("records"),
        tables={name: analysis.tables[name] for name in SHOWN},
        articles=[(article, _pieces(analysis, article.article_id, article.text)) for article in articles.itertuples()],
        countries=list(analysis.mentions.country.value_counts().index),
        rows=ROWS,
    )


def _pieces(analysis: Analysis, article_id: str, text: str) -> list[Piece]:
    """The text of an article in stretches, mentions apart from what stands between them."""
    mentions = analysis.mentions[analysis.mentions.article_id == article_id]
    sentences = analysis.sentences[[*SENTENCE, "start"]].rename(columns={"start": "shift"})
    placed = mentions.merge(sentences, on=SENTENCE, validate="many_to_one")
    return pieces(text, placed.assign(start=placed.start + placed["shift"], end=placed.end + placed["shift"]))
