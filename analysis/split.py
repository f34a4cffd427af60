"""A text to its sentences."""

import re

import sentencex

# "“No!” Putin said." is one sentence, though the first mark inside the quotation could end one.
ATTRIBUTION = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|told|added|replied|wrote|shouted)\b")


def split_text(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Bounds of the sentences in text[start:end]; a quotation stays in one sentence with its attribution."""
    found: list[tuple[int, int]] = []
    for piece in sentencex.get_sentence_boundaries("en", text[start:end]):
        first, last = trim(text, start + piece["start_index"], start + piece["end_index"])
        if found and ATTRIBUTION.match(text, first, last) and re.search(r"[!?…][”\"’]$", text[slice(*found[-1])]):
            first, _ = found.pop()
        if first < last:
            found.append((first, last))
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the blanks at either end."""
    piece = text[start:end].lstrip()
    return end - len(piece), end - len(piece) + len(piece.rstrip())
