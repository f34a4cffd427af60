"""A text in stretches, so that its mentions of countries can be marked."""

from typing import NamedTuple

import pandas as pd


class Piece(NamedTuple):
    """A stretch of a text; `country` is empty where it is no mention."""

    text: str
    country: str = ""
    kind: str = ""


def pieces(text: str, mentions: pd.DataFrame) -> list[Piece]:
    """Cut a text before and behind each of its mentions: `start` and `end` are offsets in it, in rising order.

    Of mentions that overlap, like a group of countries and one of them, the first is taken.
    """
    found, place = [], 0
    for row in mentions.itertuples():
        if row.start < place:
            continue
        found += [Piece(text[place : row.start]), Piece(text[row.start : row.end], row.country, row.kind)]
        place = row.end
    return [*found, Piece(text[place:])]
