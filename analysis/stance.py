"""Sentiment toward one marked target in a sentence: the project's own model, offline, with probabilities and evidence.

The model (``data/models/README.md`` is its card) reads ``left [target] right`` and answers for that target alone, so
one sentence may favour one country and fault another. Weights are int8 on disk and float32 in use, and no number
depends on a sentence's batch mates: probabilities agree to 1e-4 whatever the batch size, order, threads or processor.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from operator import index
from pathlib import Path

import numpy as np
import pandas as pd
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from analysis.read import data_path

Span = tuple[int, int]
Texts = Sequence[str]
Spans = Sequence[Span]
CLASSES = ("negative", "neutral", "positive")
HOLDERS = ("author", "other")
CELLS = 4096  # most tokens in a batch, padding included: bounds the memory of long sentences
WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class StanceModel:
    """The shipped model. Get it from ``StanceModel.load()``, which reads the files once per process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = json.loads((folder / "stance.json").read_text(encoding="utf8"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        numbers: list[int] = [self._tokenizer.token_to_id(token) or 0 for token in self.settings["tokens"]]
        self._first, self._last, *self._marks = numbers
        self._sessions: dict[int, InferenceSession] = {}

    @staticmethod
    @cache
    def load() -> "StanceModel":
        """The one model of this process, read from disk at the first call; no network."""
        return StanceModel(data_path("models/stance.onnx").parent)

    def __reduce__(self) -> tuple:
        """To another process travels only which model it is; the files are read again there."""
        shipped = self.folder == data_path("models/stance.onnx").parent
        return (StanceModel.load, ()) if shipped else (StanceModel, (self.folder,))

    def score(self, texts: Texts, spans: Spans, batch_size: int = 32, threads: int | None = None) -> pd.DataFrame:
        """Sentiment toward each target: one row per pair, in order.

        ``spans`` are half-open character offsets (start, end) of the target in its text; a text may come several times
        with different targets, and equal pairs are computed once. ``threads`` (None: all cores) is onnxruntime's.

        Columns: ``label`` (int8: -1, 0, 1, the class whose probability is largest relative to its threshold), ``score``
        (``positive - negative``, -1 to 1), and the calibrated probabilities ``negative``, ``neutral``, ``positive``.

        Raises ValueError, naming the row, for a text that is no string or a span that is empty, blank or outside it.
        """
        logits = self.logits(texts, spans, batch_size, threads)[0]
        chance = softmax(logits / self.settings["temperature"])
        label = (chance / np.array(self.settings["thresholds"])).argmax(1) - 1
        table = pd.DataFrame(chance, columns=list(CLASSES))
        table.insert(0, "label", label.astype(np.int8))
        table.insert(1, "score", table["positive"] - table["negative"])
        return table

    def holder(self, texts: Texts, spans: Spans, batch_size: int = 32, threads: int | None = None) -> pd.DataFrame:
        """Whose sentiment toward the target the sentence reports; meaningful only where ``label`` is not 0.

        Arguments and errors as in :meth:`score`. Columns: ``holder`` and the probabilities ``author``, ``other``.
        """
        chance = softmax(self.logits(texts, spans, batch_size, threads)[1] / self.settings["holder_temperature"])
        table = pd.DataFrame(chance, columns=list(HOLDERS))
        table.insert(0, "holder", np.array(HOLDERS, dtype=object)[chance.argmax(1)])
        return table

    def explain(self, text: str, span: Span, batch_size: int = 32, threads: int | None = None) -> pd.DataFrame:
        """How much each word moves the score: the score with it minus the score without it, in the text's order.

        Columns: ``word``, ``start``, ``end`` (offsets in ``text``), ``contribution`` (above 0: favours the target). The
        target's own words and words outside the window that the model reads are left out. Errors as in :meth:`score`.
        """
        [(_, start, end)] = checked([text], [span])
        left, target, right = cut(text, start, end, self.settings["window"])
        seen, own, shift = left + target + right, (len(left), len(left + target)), start - len(left)
        words = [hit.span() for hit in WORD.finditer(seen) if hit.end() <= own[0] or own[1] <= hit.start()]
        texts, spans = zip((seen, own), *(without(seen, [word], own) for word in words), strict=True)
        scores = self.score(texts, spans, batch_size, threads)["score"].to_numpy()
        table = pd.DataFrame(np.array(words, dtype=np.int64).reshape(-1, 2) + shift, columns=["start", "end"])
        table.insert(0, "word", pd.Series([seen[a:b] for a, b in words], dtype="str"))
        return table.assign(contribution=scores[0] - scores[1:])

    def logits(self, texts: Texts, spans: Spans, batch_size: int, threads: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Uncalibrated logits of polarity (pairs, 3) and holder (pairs, 2); arguments as in :meth:`score`."""
        pairs = checked(texts, spans)
        if batch_size < 1:
            raise ValueError(f"batch_size is {batch_size}; it must be at least 1")
        once = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
        rows = self._read(list(once))
        session = self._session(threads)
        polarity, holder = np.zeros((len(rows), 3), np.float32), np.zeros((len(rows), 2), np.float32)
        for batch in batches([len(row[0]) for row in rows], batch_size):
            found = session.run(["polarity", "holder"], padded([rows[number] for number in batch]))
            polarity[batch], holder[batch] = found
        back = [once[pair] for pair in pairs]
        return polarity[back].astype(np.float64), holder[back].astype(np.float64)

    def _read(self, pairs: list[tuple[str, int, int]]) -> list[tuple[list[int], int, int]]:
        """Per pair its token numbers and the half-open token offsets of the marked target."""
        limits, rows = self.settings["limits"], []
        pieces = [piece for text, start, end in pairs for piece in cut(text, start, end, self.settings["window"])]
        codes = [code.ids for code in self._tokenizer.encode_batch_fast(pieces, add_special_tokens=False)]
        for left, target, right in zip(codes[0::3], codes[1::3], codes[2::3], strict=True):
            left, target, right = left[-limits["side"] :], target[: limits["target"]], right[: limits["side"]]
            ids = [self._first, *left, self._marks[0], *target, self._marks[1], *right, self._last]
            rows.append((ids, len(left) + 1, len(left) + len(target) + 3))
        return rows

    def _session(self, threads: int | None) -> InferenceSession:
        """The onnxruntime session with so many threads, made at first use."""
        number = threads or 0
        if number not in self._sessions:
            options = SessionOptions()
            options.intra_op_num_threads = number
            options.enable_cpu_mem_arena = False
            path = str(self.folder / "stance.onnx")
            self._sessions[number] = InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return self._sessions[number]


def stance(texts: Texts, spans: Spans) -> pd.DataFrame:
    """Score pairs with the shipped model: the scorer that looks at the target."""
    return StanceModel.load().score(texts, spans)


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


def cut(text: str, start: int, end: int, window: int) -> tuple[str, str, str]:
    """What stands left of the target, the target, what stands right; a side has at most ``window`` characters."""
    left, right = text[max(0, start - window) : start], text[end : end + window]
    if start > window and " " in left:
        left = left[left.index(" ") :]
    if end + window < len(text) and " " in right:
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


def padded(rows: list[tuple[list[int], int, int]]) -> dict[str, np.ndarray]:
    """A batch as the model's inputs, each (rows, longest)."""
    ids = np.zeros((len(rows), max(len(row[0]) for row in rows)), np.int64)
    mask, span = np.zeros((2, *ids.shape), np.float32)
    for i, (row, start, end) in enumerate(rows):
        ids[i, : len(row)], mask[i, : len(row)], span[i, start:end] = row, 1, 1
    return {"ids": ids, "mask": mask, "span": span}


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def without(text: str, words: Spans, span: Span) -> tuple[str, Span]:
    """The text less some stretches outside the target, each with a space beside it, and where the target then is."""
    start, end = span
    for first, last in sorted(words, reverse=True):
        last += text[last : last + 1] == " "
        text = text[:first] + text[last:]
        if first < start:
            start, end = start - (last - first), end - (last - first)
    return text, (start, end)
