"""The labelled pairs, one table: which sentence, which target, which label, and what each may be used for."""

import hashlib
import json
from pathlib import Path

import pandas as pd

from analysis.lexicon import names_country

COLUMNS = ["source", "use", "text", "start", "end", "label", "holder", "weight"]
HOLDER = {"author": 0.0, "source": 1.0, "none": float("nan")}
# What an attitude of one party toward another says of the sentence's: less than a label of the whole sentence.
DIRECTED = 0.5
LABELS = Path(__file__).with_name("labels.csv")
WRITTEN = Path(__file__).parents[2] / "written" / "written.jsonl"
SHARED = 8  # words in a row that make two sentences too alike to stand on both sides of a split


def read_pairs(data: Path) -> pd.DataFrame:
    """Every labelled pair of `data` and of the project's own sets, a row each.

    ``label`` is 0 negative, 1 neutral, 2 positive; ``holder`` 0 author, 1 other, missing where it is not labelled.
    ``use`` is train, tune (calibration), dev (NewsMTSC's development parts: calibration, choices) or held (figures
    only).
    The held fifth is fixed by a hash of the sentence, or of the block of minimal pairs for written sentences.
    """
    rows = [
        *newsmtsc(data / "newsmtsc/train.jsonl", "newsmtsc", "train"),
        *newsmtsc(data / "newsmtsc/rw.dev.jsonl", "rw", "dev"),
        *newsmtsc(data / "newsmtsc/mt.dev.jsonl", "mt", "dev"),
        *countries(data / "country_stance/train.jsonl", "news", "text"),
        *countries(data / "country_stance/dse.jsonl", "news", "text"),
        *countries(WRITTEN, "written", "block"),
        *more_labels(data),
        *directed(data / "dse/country_train.jsonl", "train"),
        *directed(data / "dse/country_valid.jsonl", "held"),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    seen = table[table.use != "train"]
    alike = table.text.map(Alike([*seen.text[seen.source != "written"]]))
    by_block = table.source == "written"  # pairs of a block stand on one side already
    table = table[(table.use != "train") | ~alike | by_block]
    again = table.duplicated(["text", "start", "end", "use"]) & (table.use == "train")
    return table[~again].reset_index(drop=True)


class Alike:
    """Whether a text is one of `others` or shares SHARED words in a row with one."""

    def __init__(self, others: list[str]) -> None:
        self.runs = {run for text in others for run in self.of(text)}

    def __call__(self, text: str) -> bool:
        return not self.runs.isdisjoint(self.of(text))

    @staticmethod
    def of(text: str) -> list[str]:
        words = text.lower().split()
        return [" ".join(words[i : i + SHARED]) for i in range(max(1, len(words) - SHARED + 1))]


def lines(path: Path) -> list[dict]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf8") as file:
        return [json.loads(line) for line in file]


def part(key: str, size: int) -> int:
    """The number of the part, 0 to size - 1, that a key falls into: fixed by its SHA-256."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % size


def newsmtsc(path: Path, source: str, use: str) -> list[tuple]:
    return [
        (source, use, row["sentence_normalized"], t["from"], t["to"], int(t["polarity"] / 2 - 1), None, 1.0)
        for row in lines(path)
        for t in row["targets"]
    ]


def countries(path: Path, source: str, key: str) -> list[tuple]:
    rows = []
    for row in lines(path):
        use = "held" if part(row[key], 5) == 0 else "tune" if part("tune " + row[key], 10) == 0 else "train"
        label, holder = row["polarity"] + 1, HOLDER[row["voice"]]
        rows.append((source, use, row["text"], row["start"], row["end"], label, holder, 1.0))
    return rows


def more_labels(data: Path) -> list[tuple]:
    """Labels of ours for sentences of the corpora; the file names a line of a corpus and does not repeat it.

    Those of leaders are left out: they say what is said of the country, where NewsMTSC says what is said of the person.
    """
    texts = {
        "dse": (data / "dse/sentences.txt").read_text(encoding="utf8").split("\n"),
        "newsmtsc": [row["sentence_normalized"] for row in lines(data / "newsmtsc/train.jsonl")],
    }
    return [
        ("news more", "train", texts[r.corpus][r.line], r.start, r.end, r.polarity + 1, HOLDER[r.voice], 1.0)
        for r in pd.read_csv(LABELS, keep_default_na=False).itertuples()
        if part(texts[r.corpus][r.line], 5) != 0 and names_country(texts[r.corpus][r.line][r.start : r.end])
    ]


def directed(path: Path, use: str) -> list[tuple]:
    return [
        ("directed", use, row["text"], row["start"], row["end"], row["polarity"] + 1, None, DIRECTED)
        for row in lines(path)
        if row["kind"] == "directed" and row["polarity"]
    ]
