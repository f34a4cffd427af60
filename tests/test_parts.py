"""A corpus cut into parts gives the tables of the whole corpus, to the last bit."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.actions import sum_actions, summarise_actions, total_actions
from analysis.aggregate import count_mentions, pair_mentions, sum_pairs, total_counts, total_pairs
from analysis.frames import frame_shares, sum_frames, total_frames
from analysis.interval import Moments, mean_interval, moment_interval
from analysis.sums import add_rows
from analysis.tables import Actions, Articles, Mentions

TEXTS = [
    "It rained.",
    "The court ruled.",
    "The court ruled that the budget of the army was cut.",
    "The army won the war.",
]
# Of the articles of the three outlets, one, some and most are in any part.
OUTLETS = ["Alone", "Few", "Few", "Many", "Many", "Many", "Many", "Many", "Many", "Many"]


def corpus(seed: int) -> dict[str, pd.DataFrame]:
    """Articles with up to nine sentences, mentions of four countries and acts of three verbs, drawn at random."""
    random = np.random.default_rng(seed)
    articles = pd.DataFrame(
        {"article_id": [f"a{n}" for n in range(len(OUTLETS))], "outlet": random.permutation(OUTLETS)}
    )
    articles = articles.assign(date=pd.NaT, title="", text="x", source="", language="en")
    keys = [(article, n) for article in articles.article_id for n in range(random.integers(1, 10))]
    sentences = pd.DataFrame(keys, columns=["article_id", "sentence_id"]).assign(part="body", start=0, end=1)
    sentences["sentence"] = random.choice(TEXTS, len(sentences))

    def drawn(most: int) -> pd.DataFrame:
        rows = sentences[["article_id", "sentence_id"]].loc[
            np.repeat(sentences.index, random.integers(0, most, len(keys)))
        ]
        return rows.reset_index(drop=True).assign(start=0, end=1)

    mentions, actions = drawn(4), drawn(5)
    mentions["country"] = random.choice(["IRQ", "RUS", "SYR", "USA"], len(mentions))
    mentions = mentions.assign(form="x", kind=random.choice(["name", "capital"], len(mentions)))
    for name, values in {"country": ["RUS", "USA"], "verb": ["aid", "bomb", "need"], "power": [-1, 0, 1]}.items():
        actions[name] = random.choice(values, len(actions))
    for name in ("negated", "modal"):
        actions[name] = random.random(len(actions)) < 0.2
    agent = random.random(len(actions)) < 0.6
    actions["role"] = np.where(agent, "agent", "patient")
    actions["agency"] = pd.Series(random.integers(-1, 2, len(actions)), dtype="Int64").where(agent)
    order = {"mentions": Mentions, "actions": Actions, "articles": Articles}
    tables = {"articles": articles, "sentences": sentences, "mentions": mentions, "actions": actions}
    return {name: t[list(order[name].to_schema().columns)] if name in order else t for name, t in tables.items()}


def cut(tables: dict[str, pd.DataFrame], places: set[int]) -> list[dict[str, pd.DataFrame]]:
    """The tables of each run of articles between two places."""
    bounds = [0, *sorted(places), len(OUTLETS)]
    ids = [tables["articles"].article_id[start:end] for start, end in pairwise(bounds)]
    return [{name: t[t.article_id.isin(of)] for name, t in tables.items()} for of in ids]


SUMMARIES = {
    "counts": (
        lambda t: count_mentions(t["articles"], t["mentions"]),
        lambda t: count_mentions(t["articles"], t["mentions"]),
        total_counts,
    ),
    "pairs": (lambda t: pair_mentions(t["mentions"]), lambda t: sum_pairs(t["mentions"]), total_pairs),
    "frames": (
        lambda t: frame_shares(t["sentences"], t["mentions"], t["articles"]),
        lambda t: sum_frames(t["sentences"], t["mentions"], t["articles"]),
        total_frames,
    ),
    "actions": (
        lambda t: summarise_actions(t["articles"], t["actions"]),
        lambda t: sum_actions(t["articles"], t["actions"]),
        total_actions,
    ),
}


@pytest.mark.parametrize("name", SUMMARIES)
@settings(deadline=None, max_examples=3)
@given(seed=st.integers(0, 10**6), places=st.sets(st.integers(0, len(OUTLETS)), max_size=3))
@example(seed=1, places=set(range(len(OUTLETS) + 1)))
def test_parts_give_what_the_whole_gives(name, seed, places):
    whole, part, total = SUMMARIES[name]
    tables = corpus(seed)
    sums = pd.concat([part(tables) for tables in cut(tables, places)], ignore_index=True)
    for each in (sums, add_rows(sums)):
        pd.testing.assert_frame_equal(total(each), whole(tables), check_exact=True)


def test_rows_are_added_but_for_those_of_one_article():
    sums = pd.DataFrame({"outlet": list("ABABA"), "n": [1, 2, 3, 4, 5]})
    pd.testing.assert_frame_equal(add_rows(sums), pd.DataFrame({"outlet": ["A", "B"], "n": [9, 6]}))
    units = sums.assign(scored=[0, 1, 0, 1, 1])
    expected = pd.DataFrame({"outlet": list("ABBA"), "n": [4, 2, 4, 5], "scored": [0, 1, 1, 1]})
    pd.testing.assert_frame_equal(add_rows(units), expected)
    of_articles = sums.assign(article_id="a")
    pd.testing.assert_frame_equal(add_rows(of_articles), of_articles)


@pytest.mark.parametrize("name", SUMMARIES)
def test_nothing_is_an_empty_table(name):
    _, part, total = SUMMARIES[name]
    nothing = {kind: table.iloc[:0] for kind, table in corpus(0).items()}
    assert total(part(nothing)).empty


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 1)), min_size=5, max_size=60))
def test_moments_give_the_interval_that_the_clusters_give(clusters):
    sizes = np.array([size for size, _ in clusters])
    sums = np.array([round(size * share) for size, share in clusters])
    found = moment_interval(moments(sums, sizes), (0.0, 1.0))[:, 0]
    np.testing.assert_allclose(found, mean_interval(sums, sizes, (0.0, 1.0)), rtol=0, atol=1e-12)


@pytest.mark.parametrize("gap", [1, 1_000_000])
def test_moments_of_millions_of_sentences_are_exact(gap):
    sizes, sums = np.array([3_000_000] * 6), np.array([1_000_000, 1_000_000 + gap] * 3)
    low, high = moment_interval(moments(sums, sizes))[:, 0]
    # Every sum is half the gap from the mean, and 2.5706 is the quantile of t with 5 degrees of freedom.
    assert high - low == pytest.approx(2 * 2.570581836 * gap / 2 * np.sqrt(6 * 6 / 5) / 18e6, rel=1e-7)


def moments(sums, sizes) -> Moments:
    """Moments of one group."""
    values = (len(sums), sizes.sum(), sums.sum(), (sizes**2).sum(), (sums * sizes).sum(), (sums**2).sum())
    return Moments(*(np.array([value]) for value in values))
