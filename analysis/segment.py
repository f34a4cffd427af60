"""Articles to sentences."""

import re

import pandas as pd
import pandera.pandas as pa
import sentencex
from pandera.typing import DataFrame

from analysis.layout import find_layout
from analysis.tables import Articles, Sentences

# "“No!” Putin said." is one sentence, though the first mark inside the quotation could end one.
ATTRIBUTION = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|told|added|replied|wrote|shouted)\b")


@pa.check_types
def segment_articles(articles: DataFrame[Articles]) -> DataFrame[Sentences]:
    """Cut every article into its sentences, headline first and byline last.

    A quotation stays in one sentence with its attribution, and every sentence keeps its place:
    ``text[start:end] == sentence``. A dateline belongs to no sentence.
    """
    rows = [
        (article_id, sentence_id, *sentence)
        for article_id, text, title in zip(articles.article_id, articles.text, articles.title, strict=True)
        for sentence_id, sentence in enumerate(_sentences(text, title))
    ]
    table = pd.DataFrame(rows, columns=list(Sentences.to_schema().columns))
    return DataFrame[Sentences](table)


def _sentences(text: str, title: str) -> list[tuple[str, int, int, str]]:
    layout = find_layout(text, title)
    found = [("headline", *layout.headline)]
    body_start, body_end = layout.body
    for piece in sentencex.get_sentence_boundaries("en", text[body_start:body_end]):
        start, end = body_start + piece["start_index"], body_start + piece["end_index"]
        if ATTRIBUTION.match(text, start, end) and re.search(r"[!?…][”\"’]\s*$", text[found[-1][1] : found[-1][2]]):
            start = found.pop()[1]
        found.append(("body", start, end))
    found.append(("byline", *layout.byline))
    trimmed = ((part, *_trim(text, start, end)) for part, start, end in found)
    return [(part, start, end, text[start:end]) for part, start, end in trimmed if start < end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
