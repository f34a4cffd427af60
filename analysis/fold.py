"""Text to bytes that can be searched: one byte a character, spelling and typography evened out, places kept."""

import sys
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BREAK, OMITTED, OTHER, LETTER = 0, 1, 2, 0x80  # between texts; left out; a sign; a letter that has no Latin base
SPACE = ord(" ")
# Letters that Unicode does not decompose, and signs that news sets in several ways.
BASE = str.maketrans("øØłŁđĐıßæÆœŒ‘’‚‛′ʼ`´“”„‟″«»‐‑‒–—―−", "oOlLdDisaAoO''''''''\"\"\"\"\"\"\"-------")
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
PLANE = 0x10000


class Folded(NamedTuple):
    """Texts folded into one buffer, with a BREAK before, between and behind them."""

    codes: npt.NDArray[np.uint8]
    """A code a character: ASCII, LETTER for other letters, OTHER for other signs, one space for any white space."""
    omitted: npt.NDArray[np.int64]
    """For each character left out, how many characters of the buffer stand before it; sorted."""

    def place(self, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give the offset in the joined texts, each with a break before it, of characters of the buffer."""
        return positions + np.searchsorted(self.omitted, positions, side="right")


def fold(texts: list[str]) -> Folded:
    """Fold texts: accents and curly quotes straightened, white space single, soft hyphens and the like left out.

    Lengths stay, but for the characters left out, so a match's offsets lead back to the text.
    """
    # A NUL inside a text would read as the end of that text.
    joined = "\0".join(["", *(text.replace("\0", " ") if "\0" in text else text for text in texts), ""])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(units) != len(joined):  # characters beyond the first plane take two units: 32 bits each instead, slower
        wide = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        units = np.where(wide < PLANE, wide, ord("\ufffd")).astype(np.uint16)
    codes = _table().take(units, mode="wrap")  # every unit is in the table, so the check of bounds is spared
    left_out = codes == OMITTED
    blank = codes == SPACE
    left_out[1:] |= blank[1:] & blank[:-1]
    at = np.flatnonzero(left_out)
    return Folded(np.delete(codes, at) if len(at) else codes, at - np.arange(len(at)))


def fold_form(form: str) -> bytes:
    """Fold one form of a lexicon."""
    return fold([form]).codes[1:-1].tobytes()


@cache
def _table() -> npt.NDArray[np.uint8]:
    table = np.full(PLANE, OTHER, dtype=np.uint8)
    for number in range(min(PLANE, sys.maxunicode)):
        table[number] = _code(chr(number))
    table[BREAK] = BREAK
    return table


def _code(character: str) -> int:
    if character.isspace() or character < " ":
        return SPACE
    if character in UNSEEN or unicodedata.category(character) == "Mn":
        return OMITTED
    base = unicodedata.normalize("NFKD", character)[0].translate(BASE)
    if base.isascii() and base.isprintable():
        return ord(base)
    return LETTER if base.isalnum() else OTHER
