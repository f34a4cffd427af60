"""What the panel shows, as HTML: the counts and a page of sentences. Every text is escaped."""

from collections import defaultdict

import pandas as pd

from analysis.evidence import Shaded, shaded
from analysis.marks import pieces
from analysis.selection import ROWS, Choice, page_of, tally
from analysis.stance import StanceModel
from analysis.template import render


def counts_html(rows: pd.DataFrame, choice: Choice) -> str:
    """The counts of a selection, as a table."""
    return render("counts.html", tally=tally(rows), choice=choice)


def sheet_html(
    rows: pd.DataFrame,
    number: int,
    choice: Choice,
    mentions: pd.DataFrame,
    evidence: dict[int, list[Shaded]] | None = None,
) -> str:
    """Page `number` of a selection, as a table; `evidence` is put below the row with its number on the page."""
    shown = page_of(rows, number)
    near = mentions[mentions.article_id.isin(shown.article_id) & mentions.sentence_id.isin(shown.sentence_id)]
    marks = defaultdict(list)
    for mention in near.sort_values("start", kind="stable").itertuples():
        marks[mention.article_id, mention.sentence_id].append(mention)
    lines = [(row, pieces(row.sentence, marks[row.article_id, row.sentence_id])) for row in shown.itertuples()]
    first = (number - 1) * ROWS + 1
    return render("sheet.html", lines=lines, first=first, total=len(rows), choice=choice, evidence=evidence or {})


def explain_row(row: pd.Series, mentions: pd.DataFrame) -> list[Shaded]:
    """The words that made the score of a row, once for every mention of its target: the score is their mean."""
    own = mentions[mentions.article_id == row.article_id]
    own = own[(own.sentence_id == row.sentence_id) & (own.country == row.country)]
    spans = list(zip(own.start, own.end, strict=True))
    tables = StanceModel.load().explain_all([row.sentence] * len(spans), spans)
    return [shaded(row.sentence, span, table) for span, table in zip(spans, tables, strict=True)]
