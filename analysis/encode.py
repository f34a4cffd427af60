"""Pairs of a text and a target as the stance model reads them: the window around the target, tokens, batches."""

from collections.abc import Sequence
from operator import index

import numpy as np
from tokenizers import Tokenizer

from analysis.lexicon import names_country

Span = tuple[int, int]
Texts = Sequence[str]
Spans = Sequence[Span]
Row = tuple[list[int], int, int]  # token numbers; places of the marks before and behind the target
WINDOW = 200  # characters of whole words on either side of the target
# Tokens that no text holds. What the labels call neutral is stricter for countries than for whoever else is a target.
MARKS = {"country": ("[unused0]", "[unused1]"), "other": ("[unused2]", "[unused3]")}
SIDE, TARGET = 160, 48  # most tokens on a side, and of a target
LOT = 512  # pairs given to the tokenizer at a time
CELLS = 4096  # most tokens in a batch, padding included: bounds the memory of long sentences


class Reader:
    """Pairs to rows of token numbers: first token, left, mark, target, mark, right, last token.

    The marks say whether the target is a country, unless `alike`.
    """

    def __init__(self, tokenizer: Tokenizer, first: str = "[CLS]", last: str = "[SEP]", alike: bool = False) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.tokenizer = tokenizer
        self.first, self.last = self._numbers((first, last))
        self.marks = {kind: self._numbers(MARKS["country" if alike else kind]) for kind in MARKS}

    def __call__(self, pairs: Sequence[tuple[str, int, int]]) -> list[Row]:
        # In lots, since what the tokenizer answers with is many times larger than the numbers that are kept of it.
        return [row for first in range(0, len(pairs), LOT) for row in self._rows(pairs[first : first + LOT])]

    def _rows(self, pairs: Sequence[tuple[str, int, int]]) -> list[Row]:
        pieces = [piece for text, start, end in pairs for piece in cut(text, start, end)]
        codes = [code.ids for code in self.tokenizer.encode_batch_fast(pieces, add_special_tokens=False)]
        rows = []
        for pair, left, target, right in zip(pairs, codes[0::3], codes[1::3], codes[2::3], strict=True):
            before, behind = self.marks[kind_of(*pair)]
            left, target, right = left[-SIDE:], target[:TARGET], right[:SIDE]
            ids = [self.first, *left, before, *target, behind, *right, self.last]
            rows.append((ids, len(left) + 1, len(left) + len(target) + 2))
        return rows

    def _numbers(self, tokens: tuple[str, str]) -> tuple[int, int]:
        one, two = (self.tokenizer.token_to_id(token) or 0 for token in tokens)
        return one, two


def kind_of(text: str, start: int, end: int) -> str:
    """Tell what a target is: a country, or other."""
    return "country" if names_country(text[start:end]) else "other"


def checked(texts: Texts, spans: Spans) -> list[tuple[str, int, int]]:
    """The pairs as (text, start, end); ValueError naming the first bad row."""
    texts, spans = list(texts), list(spans)
    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} texts but {len(spans)} spans; one span per text is needed")
    pairs = []
    for row, (text, span) in enumerate(zip(texts, spans, strict=True)):
        if not isinstance(text, str):
            raise ValueError(f"row {row}: the text is {text!r}, not a string")
        try:
            start, end = map(index, span)
        except (TypeError, ValueError):
            raise ValueError(f"row {row}: the span is {span!r}, not a pair of offsets (start, end)") from None
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise ValueError(f"row {row}: span ({start}, {end}) is empty, blank or outside its {len(text)} characters")
        pairs.append((text, start, end))
    return pairs


def cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands left of the target, the target, what stands right; a side has at most WINDOW characters."""
    left, right = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    if start > WINDOW and " " in left:
        left = left[left.index(" ") :]
    if end + WINDOW < len(text) and " " in right:
        right = right[: right.rindex(" ")]
    return left, text[start:end], right


def batches(lengths: list[int], size: int) -> list[list[int]]:
    """Row numbers sorted by length, in batches of at most ``size`` rows and CELLS tokens."""
    made: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not made or len(made[-1]) == size or (len(made[-1]) + 1) * lengths[number] > CELLS:
            made.append([])
        made[-1].append(number)
    return made


def padded(rows: list[Row], pad: int = 0) -> dict[str, np.ndarray]:
    """A batch as the model's inputs: token numbers and mask (rows, longest), and the weights of what is read out.

    Read out, (rows, 2, longest), are the mean over all tokens and the mean over the target with its marks.
    """
    ids = np.full((len(rows), max(len(row[0]) for row in rows)), pad, np.int64)
    mask, read = np.zeros(ids.shape, np.int32), np.zeros((len(rows), 2, ids.shape[1]), np.float32)
    for i, (row, first, last) in enumerate(rows):
        ids[i, : len(row)], mask[i, : len(row)] = row, 1
        read[i, 0, : len(row)], read[i, 1, first : last + 1] = 1 / len(row), 1 / (last + 1 - first)
    return {"ids": ids, "mask": mask, "read": read}
