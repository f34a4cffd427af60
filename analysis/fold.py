"""Text to bytes that can be searched: one byte a character, spelling and typography evened out, places kept."""

import sys
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BREAK, OMITTED, OTHER, LETTER = 0, 1, 2, 0x80  # between texts; left out; a sign; a letter that has no Latin base
SPACE, GRAVE, TILDE = ord(" "), ord("`"), ord("~")
# Letters that Unicode does not decompose, and signs that news sets in several ways.
BASE = str.maketrans("øØłŁđĐıßæÆœŒ‘’‚‛′ʼ`´“”„‟″«»‐‑‒–—―−", "oOlLdDisaAoO''''''''\"\"\"\"\"\"\"-------")
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
PLANE = 0x10000
NOWHERE = np.empty(0, dtype=np.int64)
RUN = 1000  # texts folded at once: what is needed meanwhile fits into the processor's cache

Integers = npt.NDArray[np.int64]


class Folded(NamedTuple):
    """Texts folded into one buffer, with a BREAK before, between and behind them."""

    buffer: bytes
    """A byte a character: ASCII, LETTER for other letters, OTHER for other signs, one space for any white space."""
    omitted: Integers
    """For each character left out, how many characters of the buffer stand before it; sorted."""
    changed: Integers
    """The same for each character that is left out or that the buffer shows otherwise."""

    def place(self, positions: Integers) -> Integers:
        """Give the offset in the joined texts, each with a break before it, of characters of the buffer."""
        return positions + np.searchsorted(self.omitted, positions, side="right")

    def differs(self, start: Integers, end: Integers) -> npt.NDArray[np.bool_]:
        """Tell whether a stretch of the buffer may not read as it does in the text."""
        return np.searchsorted(self.changed, start) < np.searchsorted(self.changed, end)


def fold(texts: list[str]) -> Folded:
    """Fold texts: accents and curly quotes straightened, white space single, soft hyphens and the like left out.

    Lengths stay, but for the characters left out, so a match's offsets lead back to the text.
    """
    runs, omitted, changed, size = [], [NOWHERE], [NOWHERE], 0
    for first in range(0, len(texts), RUN):
        units = _units(texts[first : first + RUN])
        codes = _codes(units)
        gone, new = np.flatnonzero(codes == OMITTED), np.flatnonzero(codes != units)
        runs.append(np.delete(codes, gone).tobytes())
        omitted.append(size + gone - np.arange(len(gone)))
        changed.append(size + new - np.searchsorted(gone, new))
        size += len(runs[-1])
    return Folded(b"".join([*runs, bytes([BREAK])]), np.concatenate(omitted), np.concatenate(changed))


def fold_form(form: str) -> bytes:
    """Fold one form of a lexicon."""
    return fold([form]).buffer[1:-1]


def _units(texts: list[str]) -> npt.NDArray[np.uint16]:
    """Give the characters of texts as numbers, with a break before each text."""
    joined = "\0".join(["", *texts])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(units) != len(joined):  # characters beyond the first plane take two units: 32 bits each instead, slower
        wide = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        units = np.where(wide < PLANE, wide, ord("\ufffd")).astype(np.uint16)
    if np.count_nonzero(units == BREAK) > len(texts):
        # A NUL inside a text would read as the end of that text. As a tab it is a space, and one that was changed.
        return _units([text.replace("\0", "\t") for text in texts])
    return units


def _codes(units: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint8]:
    """Give the code of each character, OMITTED where it is to be left out."""
    codes = units.astype(np.uint8)
    other = np.flatnonzero((units < SPACE) | (units == GRAVE) | (units > TILDE))  # all else is ASCII and stays
    codes[other] = _table()[units[other]]
    blank = codes == SPACE
    codes[1:][blank[1:] & blank[:-1]] = OMITTED
    return codes


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
