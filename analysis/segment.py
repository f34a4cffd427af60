"""Articles to sentences."""

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.layout import find_layout
from analysis.progress import track
from analysis.split import split_text, trim
from analysis.tables import Articles, Sentences


@check_types
def segment_articles(articles: DataFrame[Articles]) -> DataFrame[Sentences]:
    """Cut every article into its sentences, headline first and byline last.

    A quotation stays in one sentence with its attribution, and every sentence keeps its place:
    ``text[start:end] == sentence``. A dateline belongs to no sentence.
    """
    texts = list(zip(articles.article_id, articles.text, articles.title, strict=True))
    rows = [
        (article_id, sentence_id, *sentence)
        for article_id, text, title in track(texts, "Cutting into sentences")
        for sentence_id, sentence in enumerate(_sentences(text, title))
    ]
    table = pd.DataFrame(rows, columns=list(Sentences.to_schema().columns))
    return DataFrame[Sentences](table)


def _sentences(text: str, title: str) -> list[tuple[str, int, int, str]]:
    layout = find_layout(text, title)
    parts = [
        ("headline", [trim(text, *layout.headline)]),
        ("body", split_text(text, *layout.body)),
        ("byline", [trim(text, *layout.byline)]),
    ]
    return [(part, start, end, text[start:end]) for part, bounds in parts for start, end in bounds if start < end]
