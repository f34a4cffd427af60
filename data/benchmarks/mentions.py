"""Measure country mentions against gold corpora, and speed, side by side with flashgeotext and geotext.

    python data/benchmarks/mentions.py DATA [--peers PYTHON]

DATA holds ``geo/*.jsonl``, a line an article: {"text", "gold": [[start, end, alpha-2]], "neutral": [[start, end,
alpha-2 or null]]}, and may hold more sentences in other ``*/*.jsonl``. PYTHON is an interpreter that has the peers;
without it they are installed into a throw-away environment. The table goes to ``mentions.csv`` beside this file.
Even lines of each corpus were tuned on, odd lines were held out. Speed is in MB of text a second of processor time;
that of a stream is of the whole command, its start included, and comes with its largest memory.
"""

import json
import subprocess
import sys
import tempfile
import venv
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
import pandas as pd
from mentions_speed import MEGABYTE, SIZES, build_articles, first_articles, measure_stream, measure_table

from analysis.mention import tag_text

HERE = Path(__file__).parent
KINDS = ("name", "abbreviation", "demonym")
PEERS = ("flashgeotext==0.5.5", "geotext==0.4.0")
RESAMPLES = 2000
Span = tuple[int, int, str]


def score(articles: list[dict], predicted: list[list[Span]]) -> dict[str, float]:
    """Score all mentions of the articles; F1 has a 95 % interval, for which articles are resampled."""
    counts = np.array([count(*pair) for pair in zip(articles, predicted, strict=True)])
    drawn = np.random.default_rng(0).integers(len(counts), size=(RESAMPLES, len(counts)))
    low, high = np.percentile(_f1(counts[drawn].sum(axis=1)), (2.5, 97.5))
    found, missed, false = total = counts.sum(axis=0)
    figures = {"precision": found / (found + false), "recall": found / (found + missed), "f1": _f1(total)}
    figures |= {"low": low, "high": high}
    return {"gold": found + missed} | {name: round(float(value), 4) for name, value in figures.items()}


def count(article: dict, spans: list[Span]) -> tuple[int, int, int]:
    """Count found, missed and false: found is gold that a prediction overlaps with the right code."""
    found = missed = false = 0
    used: set[int] = set()
    for start, end, code in article["gold"]:
        hits = [number for number, span in enumerate(spans) if span[0] < end and start < span[1]]
        used.update(hits)
        right = any(spans[number][2] == code for number in hits)
        found, missed, false = found + right, missed + (not right), false + (not right and bool(hits))
    for number, (start, end, code) in enumerate(spans):
        free = any(start < e and s < end and country in (None, code) for s, e, country in article["neutral"])
        false += number not in used and not free
    return found, missed, false


def _f1(counts: np.ndarray) -> np.ndarray:
    found, missed, false = np.moveaxis(counts, -1, 0)
    return 2 * found / (2 * found + missed + false)


def read_corpora(data: Path) -> dict[str, list[dict]]:
    """Read the gold corpora by name."""
    return {path.stem: _read(path) for path in sorted((data / "geo").glob("*.jsonl"))}


def _read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run_peers(python: str, corpora: dict[str, list[dict]], articles: pd.DataFrame) -> dict[str, dict]:
    """Run the peers in their own interpreter; give spans by corpus where a peer has them, and MB/s."""
    work = {
        "corpora": {name: [a["text"] for a in corpus] for name, corpus in corpora.items()},
        "speed": articles["text"].tolist(),
    }
    script = HERE / "peers.py"
    done = subprocess.run([python, str(script)], input=json.dumps(work), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def accuracy_rows(corpora: dict[str, list[dict]], spans: dict[str, dict[str, list[list[Span]]]]) -> list[dict]:
    """Score each tool on each corpus, and on its halves."""
    halves = {"all": slice(None), "tuned on": slice(0, None, 2), "held out": slice(1, None, 2)}
    return [
        {"tool": tool, "corpus": name, "part": part, **score(corpora[name][chosen], predicted[chosen])}
        for tool, by_corpus in spans.items()
        for name, predicted in by_corpus.items()
        for part, chosen in halves.items()
    ]


def speed_rows(articles: pd.DataFrame, peers: dict[str, float]) -> list[dict]:
    """Measure speed on all sizes, as a table and as a stream; the peers were measured on the second."""
    rows = []
    for size in SIZES:
        some = first_articles(articles, size * MEGABYTE)
        rows.append({"tool": "analysis", "corpus": f"{size} MB", "part": "table", **measure_table(some)})
        rows.append({"tool": "analysis", "corpus": f"{size} MB", "part": "stream", **measure_stream(some)})
    return rows + [
        {"tool": name, "corpus": f"{SIZES[1]} MB", "part": "texts", "mb_per_s": round(speed, 1)}
        for name, speed in peers.items()
    ]


def main() -> None:
    """Print the table and write it."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", default="", help="interpreter with flashgeotext and geotext")
    options = parser.parse_args()
    corpora = read_corpora(options.data)
    texts = [article["text"] for corpus in corpora.values() for article in corpus]
    articles = build_articles(texts, options.data, SIZES[-1] * MEGABYTE)
    shared = first_articles(articles, SIZES[1] * MEGABYTE)
    with tempfile.TemporaryDirectory() as folder:
        python = options.peers or str(Path(folder) / "bin" / "python")
        if not options.peers:
            venv.create(folder, with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
        peers = run_peers(python, corpora, shared)
        rows = speed_rows(articles, {name: peer["speed"] for name, peer in peers.items()})
    spans = {
        "analysis": {
            name: [[tag[:3] for tag in tag_text(article["text"], kinds=KINDS)] for article in corpus]
            for name, corpus in corpora.items()
        }
    } | {name: peer["spans"] for name, peer in peers.items() if peer["spans"]}
    table = pd.DataFrame([*accuracy_rows(corpora, spans), *rows])
    table.to_csv(HERE / "mentions.csv", index=False)
    sys.stdout.write(table.to_string(index=False, na_rep="") + "\n")


if __name__ == "__main__":
    main()
