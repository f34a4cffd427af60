"""Lines in lots: what comes out is what would come out line by line."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import lines
from analysis.errors import InputError

BAD = [b"not JSON", b"[]", b"", b"{}", b'{"x": "a"}', b'{"x": 0}', b"\xff"]


class Trickle(io.BytesIO):
    """A pipe that gives so many bytes at a time."""

    def __init__(self, content: bytes, at_once: int) -> None:
        super().__init__(content)
        self.at_once = at_once

    def read1(self, size: int = -1) -> bytes:
        return super().read1(min(size, self.at_once))


def inverse(rows: list[dict]) -> list[dict]:
    """An answer that can be checked by hand, and that knows bad rows: nothing, text and nought."""
    if any(row["x"] == 0 for row in rows):
        raise ValueError("row 0:\n nought")
    return [{"y": 1 / row["x"]} for row in rows]


def run(monkeypatch, capsys, content: bytes, answer, at_once: int = 1 << 20) -> list[dict]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Trickle(content, at_once)))
    lines.answer_lines(answer)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_bad_lines_have_their_place_and_spoil_no_other(monkeypatch, capsys):
    content = b"\n".join(part for bad in BAD for part in (b'{"x": 2}', bad)) + b"\n"
    found = run(monkeypatch, capsys, content, inverse)
    assert found[0::2] == [{"y": 0.5}] * len(BAD)
    assert all(list(answer) == ["error"] for answer in found[1::2])
    assert found[3] == {"error": "not an object"}
    assert found[7] == {"error": "no 'x'"}
    assert found[11] == {"error": "row 0: nought"}


def test_lots_are_full_and_bounded(monkeypatch, capsys):
    sizes = []

    def counted(rows: list[dict]) -> list[dict]:
        sizes.append(len(rows))
        return rows

    found = run(monkeypatch, capsys, b"".join(b'{"x": %d}\n' % number for number in range(150)), counted)
    assert [row["x"] for row in found] == list(range(150))
    assert sizes == [64, 64, 22]


def test_a_wrong_call_ends_the_command(monkeypatch, capsys):
    def refuse(rows: list[dict]) -> list[dict]:
        raise InputError("no such kind")

    with pytest.raises(InputError):
        run(monkeypatch, capsys, b"{}\n{}\n", refuse)


@given(st.lists(st.sampled_from([b'{"x": 4}', b'{"x": 5}\r', b'  {"x": -1}', *BAD]), max_size=200), st.integers(1, 99))
def test_lines_are_split_as_a_file_is(content, at_once):
    whole = b"\n".join(content)
    found = [line for lot in lines._waiting(Trickle(whole, at_once)) for line in lot]
    assert found == [line.removesuffix(b"\n") for line in io.BytesIO(whole)]
