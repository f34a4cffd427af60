"""A text in stretches, so that its mentions of countries can be marked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Piece:
    """A stretch of a text; `countries` are those that it mentions, none where it is no mention."""

    text: str
    kind: str = ""
    countries: list[str] = field(default_factory=list)

    @property
    def country(self) -> str:
        """The first that it mentions, else empty."""
        return self.countries[0] if self.countries else ""


def pieces(text: str, mentions: Iterable[Any]) -> list[Piece]:
    """Cut a text before and behind each of its mentions, rows whose `start` and `end` are offsets in it and rise.

    Of mentions that overlap, like a group of countries and one of them, the first is a piece, and names the others too.
    """
    found, place = [Piece("")], 0
    for row in mentions:
        if row.start >= place:
            found += [Piece(text[place : row.start]), Piece(text[row.start : row.end], row.kind)]
            place = row.end
        if row.country not in found[-1].countries:
            found[-1].countries.append(row.country)
    return [piece for piece in (*found, Piece(text[place:])) if piece.text]
