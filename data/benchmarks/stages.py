"""Measure the processor time of each stage, beside what plain VADER takes for the sentences that mention a target.

    python data/benchmarks/stages.py DATA

writes `stages.csv`: microseconds a sentence, and the share of plain VADER's time, by stage and corpus. DATA holds
``newsmtsc/train.jsonl`` and ``dse/sentences.txt``, whose sentences are put together anew as articles of 20, of which a
fifth mention the United States or Russia, and ``geo/*.jsonl``, which are articles as they were printed. In "agency
copy" every other article has half of its sentences from an earlier one; in "no repeats" no sentence comes twice.
Articles go through the stages in parts of 200, as a large corpus does, with VADER as the scorer.
"""

import gc
import json
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.actions import find_actions, sum_actions
from analysis.aggregate import count_mentions, sum_pairs
from analysis.corpus import count_corpus
from analysis.frames import sum_frames
from analysis.mention import find_mentions
from analysis.pipeline import TARGETS
from analysis.score import Scorer, score_mentions
from analysis.segment import segment_articles
from analysis.sources import sum_sources
from analysis.sum_scores import sum_scores
from analysis.tables import SENTENCE, Articles
from analysis.targets import mention_targets, parse_targets
from analysis.tone import vader
from analysis.voice import attribute_voice

SIZE, TARGETED, SHARED = 20, 4, 10  # sentences of an article, with a target, and in common with an earlier one
PART, PARTS, ROUNDS = 200, 3, 5


def read_pool(data: Path) -> tuple[list[str], list[str]]:
    """All sentences once, in a fixed random order: those that mention a target, and the others."""
    pool = [json.loads(line)["sentence_normalized"] for line in _lines(data / "newsmtsc/train.jsonl")]
    pool += _lines(data / "dse/sentences.txt")
    pool = list(dict.fromkeys(" ".join(text.split()) for text in pool))
    random.Random(0).shuffle(pool)
    table = pd.DataFrame({"article_id": list(map(str, range(len(pool)))), "sentence_id": 0, "part": "body", "start": 0})
    mentions = find_mentions(table.assign(end=[len(text) for text in pool], sentence=pool))
    named = set(mentions.article_id[mentions.country.isin(TARGETS)].astype(int))
    return [pool[at] for at in sorted(named)], [text for at, text in enumerate(pool) if at not in named]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").strip("\n").split("\n")


def mix(pool: tuple[list[str], list[str]], copied: bool) -> list[str]:
    """Articles put together from the sentences, in paragraphs of two."""
    draw, made = random.Random(1), []
    named, others = map(iter, pool)
    for number in range(PART * PARTS):
        article = [next(named) for _ in range(TARGETED)] + [next(others) for _ in range(SIZE - TARGETED)]
        draw.shuffle(article)
        if copied and number % 2:
            article[:SHARED] = draw.choice(made[::2])[:SHARED]
        made.append(article)
    return ["\n\n".join(map(" ".join, zip(article[::2], article[1::2], strict=True))) for article in made]


def as_table(texts: list[str]) -> pd.DataFrame:
    """A table of articles by three outlets, one a day."""
    numbers = pd.RangeIndex(len(texts))
    table = pd.DataFrame({"article_id": "a" + numbers.astype(str), "outlet": (numbers % 3).astype(str)})
    table["date"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(numbers % 365, "D")
    return Articles.validate(table.assign(title="", text=texts, source="", language="en"))


def measure_stages(articles: pd.DataFrame) -> pd.DataFrame:
    """Give microseconds a sentence of each stage, and as a share of plain VADER's; medians of all rounds."""
    parts = [articles.iloc[first : first + PART].reset_index(drop=True) for first in range(0, len(articles), PART)]
    gc.collect()
    gc.freeze()  # the corpora in memory are no part of the work, so the collector need not walk them
    rounds = [pd.DataFrame([run_stages(part) for part in parts]).sum() for _ in range(ROUNDS + 1)]
    times = pd.DataFrame(rounds[1:])  # the first round warms up
    sentences = times.pop("sentences").median()
    times.insert(0, "all stages", times.drop(columns="plain VADER").sum(axis=1))
    share = times.div(times["plain VADER"], axis="rows").median()
    micro = 1e6 * times.median() / sentences
    return pd.DataFrame({"stage": times.columns, "us_per_sentence": micro.round(1), "of_vader": share.round(3)})


def run_stages(articles: pd.DataFrame, scorer: Scorer = vader) -> dict[str, float]:
    """Seconds of processor time of each stage on one part, and how many sentences there are."""
    times: dict[str, float] = {}

    def timed(name: str, stage: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        begin = time.process_time()
        table = stage()
        times[name] = time.process_time() - begin
        return table

    targets, dates = parse_targets(TARGETS), articles.set_index("article_id").date
    sentences = timed("segment_articles", lambda: segment_articles(articles))
    mentions = timed("find_mentions", lambda: find_mentions(sentences, dates=dates))
    targeted = timed("mention_targets", lambda: mention_targets(sentences, mentions, targets, dates=dates))
    voices = timed("attribute_voice", lambda: attribute_voice(sentences))
    scores = timed("score_mentions", lambda: score_mentions(sentences, targeted, scorer, voices=voices))
    actions = timed("find_actions", lambda: find_actions(sentences, mentions))
    timed("count_corpus", lambda: count_corpus(articles, sentences, mentions))
    timed("count_mentions", lambda: count_mentions(articles, mentions))
    timed("sum_pairs", lambda: sum_pairs(mentions))
    timed("sum_scores", lambda: sum_scores(articles, scores))
    timed("sum_sources", lambda: sum_sources(articles, sentences, voices, scores))
    timed("sum_frames", lambda: sum_frames(sentences, targeted, articles))
    timed("sum_actions", lambda: sum_actions(articles, actions))
    texts = sentences.merge(targeted[SENTENCE].drop_duplicates(), on=SENTENCE).sentence.to_list()
    plain = SentimentIntensityAnalyzer()
    timed("plain VADER", lambda: pd.DataFrame([plain.polarity_scores(text)["compound"] for text in texts]))
    return times | {"sentences": len(sentences)}


def main() -> None:
    """Measure every corpus."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    pool = read_pool(data)
    printed = [json.loads(line)["text"] for path in sorted(data.glob("geo/*.jsonl")) for line in _lines(path)]
    corpora = {"agency copy": mix(pool, copied=True), "no repeats": mix(pool, copied=False), "as printed": printed}
    measured = [measure_stages(as_table(texts)).assign(corpus=name) for name, texts in corpora.items()]
    pd.concat(measured).to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
