"""Sentiment toward one marked target in a sentence: the project's own model, offline, with probabilities and evidence.

The model (``data/models/README.md`` is its card) reads ``left [target] right`` and answers for that target alone, so
one sentence may favour one country and fault another. Weights are int8 on disk and float32 in use, and no number
depends on a sentence's batch mates: probabilities agree to 1e-4 whatever the batch size, order, threads or processor.
"""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from analysis.encode import Reader, Span, Spans, Texts, batches, checked, cut, kind_of, padded
from analysis.progress import track
from analysis.read import data_path

CLASSES = ("negative", "neutral", "positive")
WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class StanceModel:
    """The shipped model. Get it from ``StanceModel.load()``, which reads the files once per process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = json.loads((folder / "stance.json").read_text(encoding="utf8"))
        self._read = Reader(Tokenizer.from_file(str(folder / "tokenizer.json")))
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

        Columns: ``label`` (int8: -1, 0, 1, the class whose probability is largest), ``score``
        (``positive - negative``, -1 to 1), the calibrated probabilities ``negative``, ``neutral``, ``positive``, and
        ``other``, the probability that the sentiment is somebody else's and not the author's, which means nothing where
        the label is 0.

        Raises ValueError, naming the row, for a text that is no string or a span that is empty, blank or outside it.
        """
        polarity, holder = self.logits(texts, spans, batch_size, threads)
        fitted = [self.settings[kind_of(text, *span)] for text, span in zip(texts, spans, strict=True)]
        temperature, bias = (np.array([each[name] for each in fitted]) for name in ("temperature", "bias"))
        chance = softmax(polarity / temperature.reshape(-1, 1) + bias.reshape(-1, 3))
        table = pd.DataFrame(chance, columns=list(CLASSES))
        table.insert(0, "label", (chance.argmax(1) - 1).astype(np.int8))
        table.insert(1, "score", table["positive"] - table["negative"])
        return table.assign(other=softmax(holder / self.settings["holder_temperature"])[:, 1])

    def explain(self, text: str, span: Span, batch_size: int = 32, threads: int | None = None) -> pd.DataFrame:
        """How much each word moves the score: the score with it minus the score without it, in the text's order.

        Columns: ``word``, ``start``, ``end`` (offsets in ``text``), ``contribution`` (above 0: favours the target). The
        target's own words and words outside the window that the model reads are left out. Errors as in :meth:`score`.
        """
        return self.explain_all([text], [span], batch_size, threads)[0]

    def explain_all(
        self, texts: Texts, spans: Spans, batch_size: int = 32, threads: int | None = None
    ) -> list[pd.DataFrame]:
        """Explain many pairs, scored together: a table as that of :meth:`explain` for each, in order."""
        pairs: list[tuple[str, Span]] = []
        parts = []
        for text, start, end in checked(texts, spans):
            left, target, right = cut(text, start, end)
            seen, own = left + target + right, (len(left), len(left + target))
            words = [hit.span() for hit in WORD.finditer(seen) if hit.end() <= own[0] or own[1] <= hit.start()]
            parts.append((seen, words, start - len(left), len(pairs)))
            pairs += [(seen, own), *(without(seen, [word], own) for word in words)]
        scored = self.score([seen for seen, _ in pairs], [own for _, own in pairs], batch_size, threads)
        scores = scored["score"].to_numpy()
        tables = []
        for seen, words, shift, first in parts:
            table = pd.DataFrame(np.array(words, dtype=np.int64).reshape(-1, 2) + shift, columns=["start", "end"])
            table.insert(0, "word", pd.Series([seen[a:b] for a, b in words], dtype="str"))
            moved = scores[first] - scores[first + 1 : first + 1 + len(words)]
            tables.append(table.assign(contribution=moved))
        return tables

    def logits(self, texts: Texts, spans: Spans, batch_size: int, threads: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Uncalibrated logits of polarity (pairs, 3) and holder (pairs, 2); arguments as in :meth:`score`."""
        pairs = checked(texts, spans)
        if batch_size < 1:
            raise ValueError(f"batch_size is {batch_size}; it must be at least 1")
        once = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
        rows = self._read(list(once))
        session = self._session(threads)
        polarity, holder = np.zeros((len(rows), 3), np.float32), np.zeros((len(rows), 2), np.float32)
        for batch in track(batches([len(row[0]) for row in rows], batch_size), "Scoring stance"):
            found = session.run(["polarity", "holder"], padded([rows[number] for number in batch]))
            polarity[batch], holder[batch] = found
        back = [once[pair] for pair in pairs]
        return polarity[back].astype(np.float64), holder[back].astype(np.float64)

    def _session(self, threads: int | None) -> InferenceSession:
        """The onnxruntime session with so many threads, made at first use."""
        number = threads or 0
        if number not in self._sessions:
            options = SessionOptions()
            options.intra_op_num_threads = number
            options.enable_cpu_mem_arena = False
            # Else onnxruntime keeps the matrices int8 and multiplies by kernels that round as each processor can.
            options.add_session_config_entry("session.disable_quant_qdq", "1")
            path = str(self.folder / "stance.onnx")
            self._sessions[number] = InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return self._sessions[number]


def stance(texts: Texts, spans: Spans, threads: int | None = None) -> pd.DataFrame:
    """Score pairs with the shipped model: the scorer that looks at the target. Arguments as in `StanceModel.score`."""
    return StanceModel.load().score(texts, spans, threads=threads)


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
