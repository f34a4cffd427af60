"""A sentence with its words shaded by how much they speak for or against the target: for terminals and notebooks.

The figures are those of ``StanceModel.explain``. A word that moves the score by at least FAINT has its figure with the
sign behind it and the target stands in brackets, so that the sentence reads without colour too. Shades are light with
black letters on them, whatever the background, and the stronger the darker, so that they can be read in grey.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import pandas as pd
from rich.text import Text

from analysis.errors import InputError

Span = tuple[int, int]
FAINT = 0.05
AGAINST, FOR = (0xE6, 0x9F, 0x00), (0x56, 0xB4, 0xE9)  # Okabe and Ito's orange and sky blue
# An article's text must not steer a terminal: what is no letter there is shown as one place of nothing.
# The same of marks that reverse the order of the letters around them: a reader would see what is not written.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Piece(NamedTuple):
    text: str
    contribution: float = 0.0
    is_target: bool = False


def find_target(text: str, target: str) -> Span:
    """Offsets of the first place where `target` stands as words of its own, else of the first where it stands at all.

    Raises InputError where it does not.
    """
    form = re.escape(target)
    hit = re.search(rf"(?<!\w){form}(?!\w)", text) or re.search(form, text)
    if not target.strip() or not hit:
        raise InputError(f"{target!r} is not in the sentence; give the target as it is written there")
    return hit.span()


def legible(text: str) -> str:
    """The text with control characters, overrides of direction and halves of characters replaced, one for one."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def shaded(text: str, span: Span, table: pd.DataFrame) -> "Shaded":
    """The sentence with its words shaded; `table` is what ``StanceModel.explain(text, span)`` gives.

    The result shows itself in a notebook (HTML, everything escaped), in a terminal (``rich.print``) and as plain text.
    """
    marked = [Piece(text[slice(*span)], is_target=True)]
    marked += [Piece(text[row.start : row.end], float(row.contribution)) for row in table.itertuples()]
    starts = [span[0], *table["start"]]
    pieces, done = [], 0
    for start, piece in sorted(zip(starts, marked, strict=True)):
        pieces += [Piece(text[done:start]), piece]
        done = start + len(piece.text)
    return Shaded([*pieces, Piece(text[done:])])


class Shaded:
    """A sentence in pieces; get it from `shaded`."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = [piece._replace(text=legible(piece.text)) for piece in pieces]

    def __repr__(self) -> str:
        return "".join(words for words, _ in self.drawn())

    def __rich__(self) -> Text:
        drawn = ((words, f"#000000 on {tint(weight)}" if weight else "") for words, weight in self.drawn())
        return Text.assemble(*drawn, overflow="fold")

    def _repr_html_(self) -> str:
        drawn = (
            f'<span style="color: #000000; background: {tint(weight)}">{words}</span>' if weight else words
            for words, weight in ((escape(words), weight) for words, weight in self.drawn())
        )
        return f"<p>{''.join(drawn)}</p>"

    def drawn(self) -> Iterator[tuple[str, float]]:
        """What to write, and the contribution to shade it by; 0 for a piece that is not shaded."""
        for text, contribution, is_target in self._pieces:
            if is_target:
                yield f"[{text}]", 0.0
            elif abs(contribution) >= FAINT:
                yield f"{text}({contribution:+.2f})", contribution
            else:
                yield text, 0.0


def tint(contribution: float) -> str:
    """The colour of a contribution, from white at 0 to orange at -1 and below, blue at 1 and above."""
    strength = min(1.0, abs(round(contribution, 2)))  # as it is printed: further digits differ between processors
    full = FOR if contribution > 0 else AGAINST
    return "#" + "".join(f"{round(255 - strength * (255 - part)):02x}" for part in full)


def shade(contribution: float) -> str:
    """The class in a style sheet of a contribution or a score, in tenths of `tint`; none below FAINT."""
    weight = abs(round(contribution, 2))
    return (
        f"{'for' if contribution > 0 else 'against'}-{min(10, max(1, round(10 * weight)))}" if weight >= FAINT else ""
    )
