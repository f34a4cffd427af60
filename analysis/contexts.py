"""The words around a mention: stretches of text, each with the side whose context it is."""

from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter

import pandas as pd

from analysis.spans import blank
from analysis.tables import SENTENCE

BREAK = "\0"  # stands where a mention stood, so that no pair of words reaches across it


def find_contexts(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Cut the sentences that mention a side into stretches without any mention.

    `mentions` have a column `side`, empty where the mention is of neither. Where a sentence mentions both sides, each
    word belongs to the nearer mention. Mentions may overlap; a place that is a mention of both sides is of neither.
    Returns a row per stretch: `article_id`, `side`, `text`.
    """
    known = mentions.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, validate="many_to_one")
    known = known.sort_values([*SENTENCE, "start"], kind="stable")
    columns = [known[name].to_list() for name in (*SENTENCE, "sentence", "start", "end", "side")]
    rows: list[tuple[str, str, str]] = []
    for (article, _, text), found in groupby(zip(*columns, strict=True), key=itemgetter(0, 1, 2)):
        places = _apart(row[3:] for row in found)
        rows += [(article, side, piece) for side, piece in _pieces(text, places)]
    return pd.DataFrame(rows, columns=["article_id", "side", "text"])


def _apart(places: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Places in the order of their starts, with one in the place of those that overlap."""
    apart: list[tuple[int, int, set[str]]] = []
    for start, end, side in places:
        if apart and start < apart[-1][1]:
            start, reached, sides = apart.pop()
            apart.append((start, max(reached, end), sides | {side}))
        else:
            apart.append((start, end, {side}))
    named = ((start, end, [side for side in sides if side]) for start, end, sides in apart)
    return [(start, end, sides[0] if len(sides) == 1 else "") for start, end, sides in named]


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
