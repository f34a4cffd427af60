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
    found += [("body", start, end) for start, end in split_text(text, *layout.body)]
    found.append(("byline", *layout.byline))
    trimmed = ((part, *_trim(text, start, end)) for part, start, end in found)
    return [(part, start, end, text[start:end]) for part, start, end in trimmed if start < end]


def split_text(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Bounds of the sentences in text[start:end]; a quotation stays in one sentence with its attribution."""
    found: list[tuple[int, int]] = []
    for piece in sentencex.get_sentence_boundaries("en", text[start:end]):
        first, last = _trim(text, start + piece["start_index"], start + piece["end_index"])
        if found and ATTRIBUTION.match(text, first, last) and re.search(r"[!?…][”\"’]$", text[slice(*found[-1])]):
            first, _ = found.pop()
        if first < last:
            found.append((first, last))
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
