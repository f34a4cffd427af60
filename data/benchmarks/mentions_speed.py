"""How fast country mentions are found, and in how much memory, for `mentions.py`."""

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis.mention import find_mentions
from analysis.segment import segment_articles
from analysis.tables import Articles

MEGABYTE = 1_000_000
SIZES = (1, 10, 100)
"""In MB; the peers are measured on the second."""
# A process starts with the memory of the one that starts it, so one that has little starts it, and says what it took.
WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def build_articles(texts: list[str], data: Path, size: int) -> pd.DataFrame:
    """Make `size` bytes of articles that all differ, from sentences of all corpora, drawn with a fixed seed."""
    pool = segment_articles(_articles(texts))["sentence"].tolist()
    for path in sorted(set(data.glob("*/*.jsonl")) - set(data.glob("geo/*"))):
        with path.open(encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            pool += [row[key] for row in rows for key in ("sentence_normalized", "sentence", "text") if key in row]
    pool = list(dict.fromkeys(pool))
    draw, made, total = random.Random(0), [], 0
    while total < size:
        made.append(" ".join(draw.choice(pool) for _ in range(25)))
        total += len(made[-1].encode())
    return _articles(made)


def first_articles(articles: pd.DataFrame, size: int) -> pd.DataFrame:
    """Give the first articles that have `size` bytes together."""
    total = articles["text"].map(lambda text: len(text.encode())).cumsum()
    return articles[total.shift(fill_value=0) < size]


def _articles(texts: list[str]) -> pd.DataFrame:
    table = pd.DataFrame({"article_id": [f"a{number}" for number in range(len(texts))], "text": texts})
    table = table.assign(outlet="", date=pd.NaT, title="", source="", language="en")
    return Articles.validate(table[list(Articles.to_schema().columns)])


def measure_table(articles: pd.DataFrame) -> dict[str, float]:
    """Time `find_mentions` from the table of sentences to that of mentions; the best of three."""
    sentences = segment_articles(articles)
    size = sentences["sentence"].map(lambda text: len(text.encode())).sum()
    find_mentions(sentences.head(100_000))  # compiles the lexicon, and the rules that are met
    gc.collect()
    gc.freeze()  # the corpora in memory are no part of the work, so the collector need not walk them
    times = []
    for _ in range(3):
        begin = time.process_time()
        find_mentions(sentences)
        times.append(time.process_time() - begin)
    return {"mb_per_s": round(size / min(times) / MEGABYTE, 1)}


def measure_stream(articles: pd.DataFrame) -> dict[str, float]:
    """Time `stance mentions` from start to end, a line an article, and take its largest memory."""
    with tempfile.TemporaryFile() as lines:
        for text in articles["text"]:
            lines.write(json.dumps({"text": text}).encode() + b"\n")
        lines.seek(0)
        command = [sys.executable, "-c", WATCH, sys.executable, "-m", "analysis", "mentions"]
        done = subprocess.run(command, stdin=lines, stderr=subprocess.PIPE, text=True, check=True)
    seconds, peak = map(float, done.stderr.split()[-2:])
    size = articles["text"].map(lambda text: len(text.encode())).sum()
    peak *= 1 if sys.platform == "darwin" else 1024
    return {"mb_per_s": round(size / seconds / MEGABYTE, 1), "peak_mb": round(peak / MEGABYTE)}
