"""Measure country mentions against gold corpora, and speed, side by side with flashgeotext and geotext.

    python data/benchmarks/mentions.py DATA [--peers PYTHON]

DATA holds ``geo/*.jsonl``, a line an article: {"text", "gold": [[start, end, alpha-2]], "neutral": [[start, end,
alpha-2 or null]]}, and may hold more sentences in other ``*/*.jsonl``. PYTHON is an interpreter that has the peers;
without it they are installed into a throw-away environment. The table goes to ``mentions.csv`` beside this file.
Even lines of each corpus were tuned on, odd lines were held out.
"""

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from argparse import ArgumentParser
from pathlib import Path

import pandas as pd

from analysis.mention import find_mentions, tag_text
from analysis.segment import segment_articles
from analysis.tables import Articles

HERE = Path(__file__).parent
KINDS = ("name", "abbreviation", "demonym")
MEGABYTE = 1_000_000
PEERS = ("flashgeotext==0.5.5", "geotext==0.4.0")
Span = tuple[int, int, str]


def score(articles: list[dict], predicted: list[list[Span]]) -> dict[str, float]:
    """Score as `score_mentions` does: a gold span is found where some prediction overlaps it with its code."""
    found = missed = false = 0
    for article, spans in zip(articles, predicted, strict=True):
        used: set[int] = set()
        for start, end, code in article["gold"]:
            hits = [number for number, span in enumerate(spans) if span[0] < end and start < span[1]]
            used.update(hits)
            right = any(spans[number][2] == code for number in hits)
            found, missed, false = found + right, missed + (not right), false + (not right and bool(hits))
        for number, (start, end, code) in enumerate(spans):
            free = any(start < e and s < end and country in (None, code) for s, e, country in article["neutral"])
            false += number not in used and not free
    precision, recall = found / max(1, found + false), found / max(1, found + missed)
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return {"gold": found + missed, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def read_corpora(data: Path) -> dict[str, list[dict]]:
    """Read the gold corpora by name."""
    return {path.stem: _read(path) for path in sorted((data / "geo").glob("*.jsonl"))}


def _read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def build_articles(corpora: dict[str, list[dict]], data: Path, size: int) -> pd.DataFrame:
    """Make `size` bytes of articles that all differ, from sentences of all corpora, drawn with a fixed seed."""
    whole = pd.DataFrame({"text": [article["text"] for corpus in corpora.values() for article in corpus]})
    pool = segment_articles(_articles(whole["text"].tolist()))["sentence"].tolist()
    for path in sorted(set(data.glob("*/*.jsonl")) - set(data.glob("geo/*"))):
        pool += [row[key] for row in _read(path) for key in ("sentence_normalized", "sentence", "text") if key in row]
    pool = list(dict.fromkeys(pool))
    draw, texts, total = random.Random(0), [], 0
    while total < size:
        texts.append(" ".join(draw.choice(pool) for _ in range(25)))
        total += len(texts[-1].encode())
    return _articles(texts)


def _articles(texts: list[str]) -> pd.DataFrame:
    table = pd.DataFrame({"article_id": [f"a{number}" for number in range(len(texts))], "text": texts})
    table = table.assign(outlet="", date=pd.NaT, title="", source="", language="en")
    return Articles.validate(table[list(Articles.to_schema().columns)])


def measure_speed(articles: pd.DataFrame) -> float:
    """Give the MB/s of `find_mentions`, from the table of sentences to that of mentions; the best of three."""
    sentences = segment_articles(articles)
    size = sentences["sentence"].map(lambda text: len(text.encode())).sum()
    find_mentions(sentences.head(100))
    gc.collect()
    gc.freeze()  # the corpora in memory are no part of the work, so the collector need not walk them
    times = []
    for _ in range(3):
        begin = time.process_time()
        find_mentions(sentences)
        times.append(time.process_time() - begin)
    return size / min(times) / MEGABYTE


def run_peers(python: str, corpora: dict[str, list[dict]], articles: pd.DataFrame) -> dict[str, dict]:
    """Run the peers in their own interpreter; give spans by corpus where a peer has them, and MB/s."""
    work = {
        "corpora": {name: [a["text"] for a in corpus] for name, corpus in corpora.items()},
        "speed": articles["text"].tolist(),
    }
    script = HERE / "peers.py"
    done = subprocess.run([python, str(script)], input=json.dumps(work), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Print the table and write it."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", default="", help="interpreter with flashgeotext and geotext")
    options = parser.parse_args()
    corpora = read_corpora(options.data)
    articles = build_articles(corpora, options.data, 10 * MEGABYTE)
    with tempfile.TemporaryDirectory() as folder:
        python = options.peers or str(Path(folder) / "bin" / "python")
        if not options.peers:
            venv.create(folder, with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
        peers = run_peers(python, corpora, articles)
    spans = {
        "analysis": {
            name: [[tag[:3] for tag in tag_text(article["text"], kinds=KINDS)] for article in corpus]
            for name, corpus in corpora.items()
        }
    } | {name: peer["spans"] for name, peer in peers.items() if peer["spans"]}
    rows = []
    for tool, by_corpus in spans.items():
        for name, predicted in by_corpus.items():
            halves = {"all": slice(None), "tuned on": slice(0, None, 2), "held out": slice(1, None, 2)}
            for part, chosen in halves.items():
                rows.append(
                    {"tool": tool, "corpus": name, "part": part, **score(corpora[name][chosen], predicted[chosen])}
                )
    rows.append({"tool": "analysis", "corpus": "10 MB", "part": "all", "mb_per_s": round(measure_speed(articles), 1)})
    rows += [
        {"tool": name, "corpus": "10 MB", "part": "all", "mb_per_s": round(peer["speed"], 1)}
        for name, peer in peers.items()
    ]
    table = pd.DataFrame(rows)
    table.to_csv(HERE / "mentions.csv", index=False)
    sys.stdout.write(table.to_string(index=False, na_rep="") + "\n")


if __name__ == "__main__":
    main()
