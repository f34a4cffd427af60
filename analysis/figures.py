"""The figures of one analysis: which chart shows which table, in which words, and how high it is."""

import textwrap
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analysis import alt, chart
from analysis.chart import MOST, country_name
from analysis.finish import Figure, finish
from analysis.pipeline import Analysis
from analysis.progress import track
from analysis.shift import choose_sides, tone_difference


class Plan(NamedTuple):
    """How one figure comes out of an analysis."""

    table: Callable[[Analysis], pd.DataFrame]
    """What it shows; without rows there is no figure."""
    plot: Callable[[pd.DataFrame, Analysis], Axes]
    alt: Callable[[pd.DataFrame, Analysis], str]
    """In words what it shows."""
    height: Callable[[pd.DataFrame], float]
    """In inches."""


def draw(analysis: Analysis, name: str) -> Figure | None:
    """Draw one of `FIGURES`.

    Returns None where there is nothing to draw: no country found, or no target mentioned.
    """
    plan = FIGURES[name]
    table = plan.table(analysis)
    if table.empty:
        return None
    drawn = plan.plot(table, analysis), table, plan.alt(table, analysis), plan.height(table)
    return finish(name, drawn, analysis.source)


def draw_all(analysis: Analysis) -> list[Figure]:
    """Draw every figure for which there is something to draw."""
    return [figure for name in track(FIGURES, "Drawing figures") if (figure := draw(analysis, name))]


def _rows(base: float, each: float, *columns: str, most: int = MOST) -> Callable[[pd.DataFrame], float]:
    """The height of a chart with a row for each value of `columns`, but no more than it draws."""
    return lambda table: base + each * min(len(table[list(columns)].drop_duplicates()), most)


def _panels(base: float, each: float) -> Callable[[pd.DataFrame], float]:
    return _rows(base, each, "outlet", most=chart.PANELS)


def _longest_article(study: Analysis) -> pd.DataFrame:
    """The scores of the article that has most of them."""
    longest = study.scores.article_id.value_counts(sort=True).index[:1]
    return study.scores[study.scores.article_id.isin(longest)].reset_index(drop=True)


def _strip(scores: pd.DataFrame, study: Analysis) -> Axes:
    ax = chart.plot_strip(scores, measure=study.measure)
    if len(study.articles) > 1:
        article = scores.article_id.iloc[0]
        named = study.articles.set_index("article_id").title[article] or article
        ax.set_title(f"“{textwrap.shorten(named, 60)}”: {ax.get_title(loc='left')}", loc="left")
    return ax


def _stance(stance: pd.DataFrame, study: Analysis) -> Axes:
    outlets = study.articles[["article_id", "outlet"]]
    scores = study.scores.merge(outlets, on="article_id", validate="many_to_one")
    return chart.plot_stance(stance, scores, measure=study.measure)


def _shift(shift: pd.DataFrame, study: Analysis) -> Axes:
    sides = choose_sides(study.articles, study.sentences, study.targeted, study.targets)
    assert sides is not None  # else the table were empty
    named = pd.concat([study.mentions, study.targeted])
    difference = tone_difference(sides.of_a, sides.of_b, mentions=named)
    return chart.plot_shift(shift, difference, country_name(sides.a), country_name(sides.b))


def _frames(title: str, frames: pd.DataFrame, _: Analysis) -> Axes:
    order = chart.by_share(frames)  # the same in every panel
    return chart.plot_by_outlet(frames, partial(chart.plot_frames, order=order), title)


def _found(frames: pd.DataFrame) -> pd.DataFrame:
    """The rows of those frames that any sentence has."""
    return frames[frames.frame.isin(frames.frame[frames.framed > 0])]


def _actions(summary: pd.DataFrame, _: Analysis) -> Axes:
    if summary.outlet.nunique() == 1:
        return chart.plot_actions(summary)
    countries = chart.busiest(summary, chart.OF_EACH)  # the same in every panel
    return chart.plot_by_outlet(
        summary.assign(acts=summary.agent + summary.patient),
        partial(chart.plot_actions, countries=countries),
        "Acts of countries, done and suffered",
        by="acts",
        note=chart.left_out(len(countries), summary.country.nunique(), "countries", "acts"),
    )


def _comentions(pairs: pd.DataFrame) -> float:
    """Cells are square, so that they cannot be higher than the column is wide."""
    return 1.4 + 0.3 * min(pairs.country.nunique(), 8)


def _sources(sources: pd.DataFrame) -> float:
    """As many lines of scores as the source with the most has beside it."""
    shown = chart.most_quoted(sources).head(MOST)
    lines = max((len(chart.scored_toward(sources, row)) for row in shown.itertuples()), default=1)
    return 1.1 + max(0.27, 0.05 + 0.11 * lines) * max(len(shown), 1)


def _of_several(stance: pd.DataFrame) -> pd.DataFrame:
    """The table where it has several outlets to hold side by side."""
    return stance if stance.outlet.nunique() > 1 else stance.head(0)


FIGURES: dict[str, Plan] = {
    "mentions": Plan(
        lambda study: study.counts,
        lambda table, _: chart.plot_mentions(table),
        alt.mentions,
        _rows(1.1, 0.26, "country"),
    ),
    "strip": Plan(_longest_article, _strip, alt.strip, _rows(1.1, 0.8, "country", most=6)),
    "stance": Plan(lambda study: study.stance, _stance, alt.stance, _rows(1.0, 0.7, "outlet", "country")),
    "outlets": Plan(
        lambda study: _of_several(study.stance),
        lambda table, _: chart.plot_matrix(table),
        alt.outlets,
        _rows(1.1, 0.42, "outlet"),
    ),
    "comparisons": Plan(
        lambda study: study.comparisons,
        lambda table, _: chart.plot_comparisons(table),
        alt.comparisons,
        lambda table: 1.2 + 0.15 * chart.lines_of_labels(table),
    ),
    "timeline": Plan(
        lambda study: study.timeline,
        lambda table, _: chart.plot_by_outlet(table, chart.plot_timeline, "Mean score over time, by outlet"),
        alt.timeline,
        _panels(1.0, 1.2),
    ),
    "voices": Plan(
        lambda study: study.labels,
        lambda table, _: chart.plot_voices(table),
        alt.voices,
        lambda table: 1.2 + 0.27 * min(len(table), MOST) + 0.33 * min(table.country.nunique(), 4),
    ),
    "sources": Plan(
        lambda study: study.sources,
        lambda table, _: chart.plot_sources(table),
        alt.sources,
        _sources,
    ),
    "introductions": Plan(
        lambda study: study.sources[study.sources[["neutral", "doubting", "endorsing"]].any(axis="columns")],
        lambda table, _: chart.plot_introductions(table),
        alt.introductions,
        lambda table: _rows(1.3, 0.32 if table.outlet.str.len().max() <= 20 else 0.42, "outlet")(table),
    ),
    "comentions": Plan(
        lambda study: study.comentions,
        lambda table, _: chart.plot_comentions(table),
        alt.comentions,
        _comentions,
    ),
    "terms": Plan(
        lambda study: study.terms,
        lambda table, study: chart.plot_terms(table, *study.targets[:2]),
        alt.terms,
        _rows(1.1, 0.15, "term", most=2 * chart.EACH),
    ),
    "shift": Plan(lambda study: study.shift, _shift, alt.shift, _rows(1.5, 0.17, "word", most=chart.SHOWN)),
    "frames": Plan(
        lambda study: study.frames[study.frames.family == "generic"],
        partial(_frames, "Frames of the sentences on the targets"),
        alt.frames,
        _panels(1.0, 1.1),
    ),
    "policies": Plan(
        lambda study: _found(study.frames[study.frames.family == "policy"]),
        partial(_frames, "Policy frames of the sentences on the targets"),
        alt.frames,
        lambda table: _panels(1.0, 0.3 + 0.16 * min(table.frame.nunique(), chart.MOST_FRAMES))(table),
    ),
    "actions": Plan(
        lambda study: study.action_summary[study.action_summary.verb == "all"],
        _actions,
        alt.actions,
        _panels(1.4, 1.2),
    ),
}
