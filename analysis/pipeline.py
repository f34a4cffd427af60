"""All of it in one call."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from analysis.actions import find_actions, summarise_actions
from analysis.aggregate import count_mentions, cross_mentions, cross_scores, pair_mentions, summarise_stance
from analysis.compare import compare_all
from analysis.frames import frame_shares
from analysis.framing import contrast_terms
from analysis.mention import find_mentions
from analysis.score import Scorer, score_mentions
from analysis.segment import segment_articles
from analysis.shift import choose_sides, shift_tone
from analysis.sources import likely_aliases, summarise_sources
from analysis.stance import stance
from analysis.tables import (
    Actions,
    ActionSummary,
    Aliases,
    Articles,
    Comentions,
    Comparisons,
    Counts,
    Frames,
    Mentions,
    Scores,
    Sentences,
    Shift,
    Sources,
    Stance,
    Targeted,
    Terms,
    Timeline,
    Voices,
)
from analysis.targets import mention_targets, parse_targets
from analysis.timeline import fitting_period, stance_over_time
from analysis.voice import attribute_voice

TARGETS = ("USA", "RUS")


@dataclass(frozen=True, repr=False)
class Analysis:
    """Every table of one run, and what it was asked."""

    targets: tuple[str, ...]
    scorer: str
    articles: DataFrame[Articles]
    sentences: DataFrame[Sentences]
    mentions: DataFrame[Mentions]
    targeted: DataFrame[Targeted]
    voices: DataFrame[Voices]
    scores: DataFrame[Scores]
    counts: DataFrame[Counts]
    matrix: pd.DataFrame
    comentions: DataFrame[Comentions]
    sentence_scores: pd.DataFrame
    stance: DataFrame[Stance]
    comparisons: DataFrame[Comparisons]
    timeline: DataFrame[Timeline]
    sources: DataFrame[Sources]
    aliases: DataFrame[Aliases]
    terms: DataFrame[Terms]
    shift: DataFrame[Shift]
    frames: DataFrame[Frames]
    actions: DataFrame[Actions]
    action_summary: DataFrame[ActionSummary]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, in the order in which they come about."""
        return {name: value for name, value in vars(self).items() if isinstance(value, pd.DataFrame)}

    @property
    def measure(self) -> str:
        """What the scores measure, as an axis says it."""
        if self.scorer == "vader":
            return "Tone of the sentence (VADER, the target-blind baseline)"
        return "Stance toward the target (probability positive − negative)"

    @property
    def source(self) -> str:
        """Where the numbers come from, as a line under a chart."""
        outlets = self.articles.outlet.unique()
        named = ", ".join(outlets[:3]) + (f" and {len(outlets) - 3} more" if len(outlets) > 3 else "")
        articles, sentences = len(self.articles), len(self.sentences)
        return f"Source: {named}; {articles} article{'s' * (articles > 1)}, {sentences:,} sentences."

    def __repr__(self) -> str:
        return f"Analysis of {', '.join(self.targets) or 'no target'}. {self.source}"

    def _repr_html_(self) -> str:
        """A card for notebooks: sizes, the stance toward each target, and what to beware of."""
        from analysis.card import card  # charts, which tables do without

        return card(self)


def analyse(
    articles: DataFrame[Articles], *, targets: Collection[str] | str = TARGETS, scorer: Scorer = stance
) -> Analysis:
    """Run every stage on `articles`.

    `targets` are the alpha-3 codes of the countries to score, groups of countries like "EU", names with their aliases
    like "Wagner=Wagner Group|Wagner", or "all" for every country mentioned; `targeted` holds what counted as a mention
    of each, see `targets.mention_targets`. `terms` contrasts the first two of them, and is empty with fewer than two.
    `shift` sets these two against each other too, or two outlets where there are several (see `shift.choose_sides`).
    `timeline` is by the shortest of day, week, month and year of which the dates span at most twenty, and is empty
    without dates; `comparisons` is empty with one outlet and one target.

    Raises InputError for a target that is none of these.
    """
    sentences = segment_articles(articles)
    dates = articles.set_index("article_id").date
    mentions = find_mentions(sentences, dates=dates)
    parsed = parse_targets(targets, mentions.country)
    targeted = mention_targets(sentences, mentions, parsed, dates=dates)
    asked = tuple(target.code for target in parsed)
    voices = attribute_voice(sentences)
    scores = score_mentions(sentences, targeted, scorer, voices=voices)
    sources = summarise_sources(articles, sentences, voices, scores)
    actions = find_actions(sentences, mentions)
    sides = choose_sides(articles, sentences, targeted, asked)
    named = pd.concat([mentions, targeted])
    return Analysis(
        targets=asked,
        scorer=scorer.__name__,
        articles=articles,
        sentences=sentences,
        mentions=mentions,
        targeted=targeted,
        voices=voices,
        scores=scores,
        counts=count_mentions(articles, mentions),
        matrix=cross_mentions(sentences, mentions),
        comentions=pair_mentions(mentions),
        sentence_scores=cross_scores(sentences, scores, asked),
        stance=summarise_stance(articles, scores),
        comparisons=compare_all(articles, scores),
        timeline=stance_over_time(articles, scores, by=fitting_period(articles.date)),
        sources=sources,
        aliases=likely_aliases(sources),
        terms=contrast_terms(sentences, named, *asked[:2]) if len(asked) > 1 else DataFrame[Terms](Terms.empty()),
        shift=shift_tone(sides.of_a, sides.of_b, mentions=named) if sides else DataFrame[Shift](Shift.empty()),
        frames=frame_shares(sentences, targeted, articles),
        actions=actions,
        action_summary=summarise_actions(articles, actions),
    )
