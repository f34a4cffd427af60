"""The page: one self-contained HTML file with what an analysis found, how, and the articles sentence by sentence."""

from base64 import b64encode
from hashlib import sha256
from importlib.metadata import version

import pandas as pd

from analysis import tables
from analysis.annotate import annotate, choose_articles
from analysis.card import summary
from analysis.finish import Figure
from analysis.pipeline import Analysis, Long, ranked
from analysis.surest import explain_surest
from analysis.template import render

ROWS = 40  # of a table on the page; the files hold all of them
UNMODELLED = {
    "matrix": "One row per sentence, with the mentions of each country",
    "sentence_scores": "One row per sentence that mentions a target, with tone and scores",
}


def render_page(analysis: Analysis, figures: list[tuple[Figure, bytes]]) -> str:
    """Render the page as HTML, with each figure as the SVG beside it.

    It asks for nothing from outside, runs no script but its own, by its hash, and escapes every text.
    """
    shown = choose_articles(analysis.articles)
    evidence = explain_surest(analysis, shown.article_id)
    codes = list(dict.fromkeys([*analysis.targets, *ranked(analysis.counts.country, analysis.counts.mentions)]))
    whole = analysis.whole_tables
    style = render("page/style.css", codes=codes)
    script = render("page/script.js")
    return render(
        "page/index.html",
        analysis=analysis,
        style=style,
        script=script,
        hashes={"style": _hash(style), "script": _hash(script)},
        figures=figures,
        rows=ROWS,
        tables=[(name, table, _meaning(name), name in whole) for name, table in analysis.tables.items()],
        long=Long._fields,
        annotated=annotate(analysis, shown, evidence),
        explained=len(evidence),
        codes={code: number for number, code in enumerate(codes)},
        asked=[target for target in analysis.targets if target in set(analysis.stance.country)],
        outlets={outlet: number for number, outlet in enumerate(sorted(set(shown.outlet)))},
        reading=reading,
        version=version("stance-analysis"),
        **summary(analysis),
    )


def reading(low: float, high: float) -> str:
    """What the interval of a mean score says in words."""
    if pd.isna(low):
        return "too little to say"
    if low > 0:
        return "more favourable than not"
    return "more unfavourable than not" if high < 0 else "may be balanced: the interval holds 0"


def _meaning(name: str) -> str:
    """What a table has one row for."""
    model = getattr(tables, name.title().replace("_", ""), None)
    return UNMODELLED[name] if model is None else str(model.__doc__).splitlines()[0].rstrip(".").replace("`", "")


def _hash(text: str) -> str:
    """A style or script as a Content-Security-Policy names it."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
