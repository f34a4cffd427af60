"""JSON lines in, JSON lines out, one by one and in order: what the streaming commands share."""

import json
import sys
from collections.abc import Callable
from typing import Any

from analysis.errors import InputError


def answer_lines(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line of the standard input with one line of the standard output.

    A line that cannot be answered gets ``{"error": …}`` in its place, so that nothing shifts. What is wrong with the
    call rather than with a line, an InputError, ends the command.
    """
    for line in sys.stdin.buffer:
        print(json.dumps(_answer(line, answer)), flush=True)


def _answer(line: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            return {"error": "not an object"}
        return answer(row)
    except InputError:
        raise
    except KeyError as error:
        return {"error": f"no {error}"}
    except (ValueError, TypeError, RecursionError) as error:
        return {"error": " ".join(str(error).split())}
