"""Bytes to text, or a reason why not."""

import re
from io import StringIO
from pathlib import Path
from typing import TextIO

from analysis.errors import InputError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
WHOLE = 64_000_000  # bytes; a larger file is read bit by bit, and has to be UTF-8


def open_text(path: Path) -> TextIO:
    """Open a file of any size as text, its line ends as they stand.

    Raises InputError as `decode` does; in a file too large to look at as a whole, UnicodeDecodeError as it is read.
    """
    if path.stat().st_size > WHOLE:
        return path.open(encoding="utf-8-sig", newline="\n")
    return StringIO(decode(path.read_bytes()), newline="\n")


def decode(data: bytes) -> str:
    """Read `data` as UTF-16, UTF-8 or cp1252, in that order of certainty.

    cp1252 gives nearly any bytes some meaning, so it is tried only on a file whose bytes beyond ASCII were never right
    as UTF-8: a damaged UTF-8 file is refused, not turned into "Ã©". Raises InputError that says what is wrong.
    """
    text = _decode(data)
    if control := CONTROL.search(text):
        raise InputError(f"binary, not text: character {control[0]!r} at {control.start()}")
    return text


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if data[1:200:2].count(0) > len(data[1:200:2]) / 2:
        return _strict(data, "utf-16-le")
    if data[0:200:2].count(0) > len(data[0:200:2]) / 2:
        return _strict(data, "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # How a curly quotation mark, a dash or an accent begins; no cp1252 text ends in "â", "Â" or "Ã".
        cut_off = error.end == len(data) and data[error.start] in b"\xc2\xc3\xe2"
        if cut_off or not data[: error.start].isascii():
            raise InputError(f"not UTF-8 at byte {error.start}: damaged or cut off; save it again as UTF-8") from error
    return _strict(data, "cp1252", "utf-8, ")


def _strict(data: bytes, encoding: str, tried: str = "") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"not text at byte {error.start}; tried {tried}{encoding}; save it as UTF-8"
        raise InputError(reason) from error
