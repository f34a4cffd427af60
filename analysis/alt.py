"""In words what each figure shows, for whoever does not see it: a table and its analysis in, a text out."""

from collections.abc import Iterable

import pandas as pd

from analysis import chart
from analysis.chart import MOST, country_name, interval, short, signed
from analysis.pipeline import Analysis


def mentions(counts: pd.DataFrame, _: Analysis) -> str:
    totals = counts.groupby("country").mentions.sum().sort_values(ascending=False, kind="stable")
    said = _some((f"{country_name(country)} {total:,}" for country, total in totals.items()), ", ")
    return f"Bars of mentions by country, stacked by kind: {said}."


def strip(scores: pd.DataFrame, _: Analysis) -> str:
    said = _some(
        f"{country_name(country)}: " + ", ".join(f"{row.sentence_id} {signed(row.score)}" for row in found.itertuples())
        for country, found in scores.groupby("country")
    )
    return f"Bars by sentence of the article {scores.article_id.iloc[0]}, a row per target: {said}."


def stance(table: pd.DataFrame, _: Analysis) -> str:
    said = _some(
        f"{short(row.outlet)}, {country_name(row.country)}: mean {signed(row.mean)}, {interval(row.low, row.high)}, "
        f"n = {row.sentences:,}"
        for row in table[table.voice == "all"].itertuples()
    )
    marks = "Dots, or bars of many," if table.sentences.max() > chart.MANY else "Dots"
    return f"{marks} of scores with their mean and 95 % interval. {said}."


def outlets(table: pd.DataFrame, study: Analysis) -> str:
    return stance(table, study).replace("Dots of scores with their mean", "Grid of outlets by targets: mean scores", 1)


def comparisons(table: pd.DataFrame, _: Analysis) -> str:
    said = _some(
        f"{' '.join(chart.compared(row))}: {signed(row.difference)}, {interval(row.low, row.high)}, {_chance(row.q)}, "
        f"{row.units_a:,} and {row.units_b:,} {row.unit}s"
        for _, row in chart.likeliest(table).iterrows()
    )
    return f"Differences of mean scores, {min(len(table), MOST)} of {len(table)}, the least like chance first. {said}."


def timeline(table: pd.DataFrame, _: Analysis) -> str:
    said = _some(
        f"{short(outlet)}, {country_name(country)}: from {signed(found['mean'].iloc[0])} "
        f"({found.period.iloc[0].date()}, n = {found.sentences.iloc[0]:,}) to {signed(found['mean'].iloc[-1])} "
        f"({found.period.iloc[-1].date()}, n = {found.sentences.iloc[-1]:,}) in {len(found)} periods"
        for (outlet, country), found in table.groupby(["outlet", "country"])
    )
    return f"Lines of the mean score over time, a panel per outlet, with 95 % intervals. {said}."


def voices(table: pd.DataFrame, _: Analysis) -> str:
    said = _some(
        f"{country_name(row.country)}, {row.voice}: {row.negative:,} negative, {row.neutral:,} neutral, "
        f"{row.positive:,} positive of {row.sentences:,}"
        for row in table.itertuples()
    )
    shown = "Bars of the shares of negative, neutral and positive sentences by voice, 95 % intervals where n allows"
    return f"{shown}. {said}."


def sources(table: pd.DataFrame, _: Analysis) -> str:
    said = _some(f"{short(row.speaker)} {row.words:,}" for row in chart.most_quoted(table).itertuples())
    return f"Bars of the words quoted of each source: {said or 'none has a name'}."


def introductions(table: pd.DataFrame, _: Analysis) -> str:
    totals = table.drop_duplicates(["outlet", "speaker"]).groupby("outlet")[["neutral", "doubting", "endorsing"]].sum()
    said = _some(
        f"{short(row.Index)}: {row.neutral:,} neutral, {row.doubting:,} doubting, {row.endorsing:,} endorsing"
        for row in totals.itertuples()
    )
    return f"Bars of the passages by what the verb that introduces them implies. {said}."


def comentions(pairs: pd.DataFrame, _: Analysis) -> str:
    most = pairs[pairs.country < pairs.other].nlargest(5, "sentences")
    said = ", ".join(
        f"{country_name(row.country)} and {country_name(row.other)} {row.sentences:,}" for row in most.itertuples()
    )
    return f"Grid of countries with the number of sentences that mention both; the most: {said or 'none'}."


def terms(table: pd.DataFrame, study: Analysis) -> str:
    sides = zip(study.targets[:2], chart.leaning_terms(table), strict=True)
    said = "; ".join(f"{country_name(country)}: {', '.join(side.term)}" for country, side in sides)
    return f"Log-odds ratios with 95 % intervals. Terms that lean most to {said}."


def shift(table: pd.DataFrame, _: Analysis) -> str:
    said = _some((f"{row.word} {signed(row.contribution)}" for row in table.itertuples()), ", ", chart.SHOWN)
    return f"Bars of what each word adds to the difference in tone: {said}."


def frames(table: pd.DataFrame, _: Analysis) -> str:
    found = table[table.framed > 0].sort_values("share", ascending=False, kind="stable")
    said = _some(
        f"{short(row.outlet)}, {country_name(row.country)}: {row.frame} {row.framed:,} of {row.sentences:,}"
        for row in found.itertuples()
    )
    family = table.family.iloc[0]
    return f"Dots of the share of sentences with each {family} frame, with 95 % intervals. {said or 'None is found'}."


def actions(table: pd.DataFrame, _: Analysis) -> str:
    found = table.assign(acts=table.agent + table.patient).sort_values("acts", ascending=False, kind="stable")
    said = _some(
        f"{short(row.outlet)}, {country_name(row.country)}: {row.agent:,} acts, acted on {row.patient:,} times, "
        f"above the other side in {row.share_power:.0%}"
        for row in found.itertuples()
    )
    return f"Dots and rings of the times that countries act and are acted on. {said}."


def _chance(q: float) -> str:
    if pd.isna(q):
        return "not tested"
    return "q < 0.001" if q < 0.001 else f"q = {q:.3f}"


def _some(items: Iterable[str], between: str = "; ", most: int = MOST) -> str:
    """The first of them, and how many more there are."""
    every = list(items)
    return between.join(every[:most]) + (f"{between}and {len(every) - most} more" if len(every) > most else "")
