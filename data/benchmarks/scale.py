"""Measure how a run grows with the corpus: seconds, articles a second by stage, and memory.

    python data/benchmarks/scale.py DATA [--most 100000] [--scored 10000]

writes `scale.csv`: a row per run of `stance run`, on corpora of 100, 1,000, … articles that are put together from the
sentences of DATA (see `stages.py`): some twenty to an article, one in five about a target; every third article has half
of its sentences from one of the last five hundred, as agency copy does; eight outlets, one year. `--most` is the
largest corpus with VADER, `--scored` that with the stance model; Dask's are a tenth of that. Beside each run stand how
fast the processor was then, by what plain VADER took for the same sentences before and after it, and a digest of all
tables, which is one for all ways to run a corpus.
"""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import deque
from pathlib import Path

import pandas as pd
import psutil
from stages import read_pool
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

SIZES = [10**exponent for exponent in range(2, 6)]
OUTLETS, RECENT = 8, 500
EVERY = 0.2  # seconds between two looks at the memory, at least
LOOKING = 0.02  # part of the time that looks may take: each walks through all pages, on a core that the run may need
WAYS = [("local", 1), ("local", 2), ("dask", 1), ("dask", 2), ("dask", 4)]
LESS = {"local": 1, "dask": 10}  # by how much its largest corpus is smaller


def write_corpus(path: Path, pool: tuple[list[str], list[str]], number: int) -> None:
    """Write so many articles as JSON lines; a smaller corpus is the beginning of a larger one."""
    draw, recent = random.Random(1), deque(maxlen=RECENT)
    with path.open("w", encoding="utf8") as file:
        for count in range(number):
            size = min(60, max(5, round(draw.lognormvariate(2.9, 0.45))))
            lines = [draw.choice(pool[0 if draw.random() < 0.2 else 1]) for _ in range(size)]
            if count % 3 == 2:
                copied = draw.choice(recent)[: size // 2]
                lines[: len(copied)] = copied
            recent.append(lines)
            paragraphs = "\n\n".join(" ".join(lines[first : first + 2]) for first in range(0, size, 2))
            day = pd.Timestamp("2020-01-01") + pd.Timedelta(count % 365, "D")
            row = {"text": paragraphs, "outlet": f"Outlet {count % OUTLETS + 1}", "date": str(day.date())}
            file.write(json.dumps(row) + "\n")


def yardstick(sentences: list[str]) -> float:
    """Microseconds a sentence that plain VADER takes."""
    plain, begin = SentimentIntensityAnalyzer(), time.perf_counter()
    for sentence in sentences:
        plain.polarity_scores(sentence)
    return 1e6 * (time.perf_counter() - begin) / len(sentences)


def measure(corpus: Path, scorer: str, engine: str, jobs: int) -> dict[str, float | str]:
    """One run: seconds of the parts and of what comes after them, the peak of all its processes' memory in MB, digest.

    Memory that processes share counts once (PSS, where the system tells it).
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--run", corpus, folder, scorer, engine, jobs]
        begin, peak = time.perf_counter(), 0.0
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            looked = time.perf_counter()
            peak = max(peak, memory(process.pid))
            time.sleep(max(EVERY, (time.perf_counter() - looked) / LOOKING))
        seconds = time.perf_counter() - begin
        assert process.stdout is not None
        stages = json.loads(process.stdout.read().splitlines()[-1])
    return {"seconds": seconds} | stages | {"peak_mb": peak / 1e6}


def memory(pid: int) -> float:
    """Bytes of a process and its children."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            found = process.memory_full_info()
            total += getattr(found, "pss", found.rss)
    except psutil.Error:  # it has just ended
        pass
    return total


def run(corpus: str, folder: str, scorer: str, engine: str, jobs: str) -> None:
    """Run once, and print how long each stage took."""
    from analysis import run as module

    marks = {"parts": 0.0, "summaries": 0.0, "output": 0.0}
    begun = time.perf_counter()

    def timed(name: str, call):
        def inner(*given, **named):
            begin = time.perf_counter()
            found = call(*given, **named)
            marks[name] += time.perf_counter() - begin
            return found

        return inner

    module.sum_up, module.export = timed("summaries", module.sum_up), timed("output", module.export)
    scheduler = "" if engine == "dask" else None
    module.run_corpus(
        corpus, out=Path(folder, "out"), targets=("USA", "RUS"), scorer=scorer, jobs=int(jobs), scheduler=scheduler
    )
    marks["parts"] = time.perf_counter() - begun - marks["summaries"] - marks["output"]
    print(json.dumps(marks | {"digest": digest(Path(folder, "out"))}))


def digest(out: Path) -> str:
    """The beginning of a SHA-256 of all tables, and of all sums, with their names."""
    told = hashlib.sha256()
    for path in sorted(path for room in ("tables", "sums") for path in (out / room).rglob("*") if path.is_file()):
        told.update(path.relative_to(out).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()[:12]


def main() -> None:
    """Measure every size in every way."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--scored", type=int, default=10_000)
    asked = parser.parse_args()
    pool, rows = read_pool(asked.data), []
    with tempfile.TemporaryDirectory() as folder:
        for number in (size for size in SIZES if size <= asked.most):
            corpus = Path(folder, f"{number}.jsonl")
            write_corpus(corpus, pool, number)
            for scorer, most in (("vader", asked.most), ("stance", asked.scored)):
                for engine, jobs in [way for way in WAYS if number * LESS[way[0]] <= most]:
                    before = yardstick(pool[0])
                    found = measure(corpus, scorer, engine, jobs)
                    found |= {"vader_us": (before + yardstick(pool[0])) / 2}
                    rows.append({"articles": number, "scorer": scorer, "engine": engine, "jobs": jobs} | found)
                    print(rows[-1], file=sys.stderr, flush=True)
            corpus.unlink()
    table = pd.DataFrame(rows)
    table["articles_per_second"] = table.articles / table.parts
    table.round(2).to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(*sys.argv[2:])
    else:
        main()
