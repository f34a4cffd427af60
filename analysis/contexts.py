"""The words around a mention: stretches of text, each with the side whose context it is."""

from itertools import groupby, pairwise
from operator import itemgetter

import pandas as pd

from analysis.spans import blank
from analysis.tables import SENTENCE

BREAK = "\0"  # stands where a mention stood, so that no pair of words reaches across it


def find_contexts(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Cut the sentences that mention a side into stretches without any mention.

    `mentions` have a column `side`, empty where the mention is of neither. Where a sentence mentions both sides, each
    word belongs to the nearer mention. Returns a row per stretch: `article_id`, `side`, `text`.
    """
    known = mentions.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, validate="many_to_one")
    known = known.sort_values([*SENTENCE, "start"], kind="stable")
    columns = [known[name].to_list() for name in (*SENTENCE, "sentence", "start", "end", "side")]
    rows: list[tuple[str, str, str]] = []
    for (article, _, text), found in groupby(zip(*columns, strict=True), key=itemgetter(0, 1, 2)):
        places = [row[3:] for row in found]
        rows += [(article, side, piece) for side, piece in _pieces(text, places)]
    return pd.DataFrame(rows, columns=["article_id", "side", "text"])


def _pieces(text: str, places: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    anchors = [place for place in places if place[2]]
    if not anchors:
        return []
    masked = blank(text, [place[:2] for place in places], BREAK)
    between = [(left[1], right[0], right[2]) for left, right in pairwise(anchors) if left[2] != right[2]]
    # A word between two mentions belongs to the nearer one: the cut is at the space nearest to the middle.
    cuts = [(text.rfind(" ", 0, (start + end) // 2 + 1), side) for start, end, side in between]
    edges = [(0, anchors[0][2]), *cuts, (len(text), "")]
    return [
        (side, piece)
        for (start, side), (end, _) in pairwise(edges)
        for piece in masked[start:end].split(BREAK)
        if piece.strip()
    ]
