"""JSON lines in, JSON lines out, in order and in bounded memory: what the streaming commands share."""

import json
import sys
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import Any, cast

from analysis.errors import InputError

Rows = list[dict[str, Any]]
LOT = 64  # most lines answered at once
CHUNK = 1 << 16  # bytes read at once: what a pipe holds


def answer_lines(answer: Callable[[Rows], Rows]) -> None:
    """Answer each line of the standard input with one line of the standard output.

    `answer` gets the lines that are waiting, at most LOT, and gives an answer for each; a lone line is answered before
    the next one comes. A line that cannot be answered gets ``{"error": …}`` in its place, so that nothing shifts. What
    is wrong with the call rather than with a line, an InputError, ends the command.
    """
    for lines in _waiting(cast(BufferedIOBase, sys.stdin.buffer)):
        for found in _answers(lines, answer):
            print(json.dumps(found))
        sys.stdout.flush()


def _waiting(stream: BufferedIOBase) -> Iterator[list[bytes]]:
    """The lines of a stream in lots of those that are there already."""
    begun: list[bytes] = []
    while chunk := stream.read1(CHUNK):  # waits for something to read, but not for more of it
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*begun, lines[0]])
            begun.clear()
        begun.append(rest)
        for first in range(0, len(lines), LOT):
            yield lines[first : first + LOT]
    if last := b"".join(begun):
        yield [last]


def _answers(lines: list[bytes], answer: Callable[[Rows], Rows]) -> Rows:
    try:
        return answer([_row(line) for line in lines])
    except InputError:
        raise
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        if half := len(lines) // 2:  # the halves are tried alone, down to the one that is bad
            return _answers(lines[:half], answer) + _answers(lines[half:], answer)
        return [{"error": f"no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())}]


def _row(line: bytes) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not an object")
    return row
