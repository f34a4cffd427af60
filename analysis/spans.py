"""Stretches of a text."""

from collections.abc import Iterable


def blank(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """The text with `mark` for each character within `spans`, which rise and do not overlap; offsets stay."""
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], mark * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])
