"""All of it in one call."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from analysis.aggregate import count_mentions, cross_mentions, cross_scores, pair_mentions, summarise_stance
from analysis.framing import contrast_terms
from analysis.mention import find_mentions
from analysis.score import Scorer, score_mentions
from analysis.segment import segment_articles
from analysis.stance import stance
from analysis.tables import (
    Articles,
    Comentions,
    Counts,
    Mentions,
    Scores,
    Sentences,
    Stance,
    Targeted,
    Terms,
    Voices,
)
from analysis.targets import mention_targets, parse_targets
from analysis.voice import attribute_voice

TARGETS = ("USA", "RUS")


@dataclass(frozen=True)
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
    terms: DataFrame[Terms]

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


def analyse(
    articles: DataFrame[Articles], *, targets: Collection[str] | str = TARGETS, scorer: Scorer = stance
) -> Analysis:
    """Run every stage on `articles`.

    `targets` are the alpha-3 codes of the countries to score, groups of countries like "EU", names with their aliases
    like "Wagner=Wagner Group|Wagner", or "all" for every country mentioned; `targeted` holds what counted as a mention
    of each, see `targets.mention_targets`. `terms` contrasts the first two of them, and is empty with fewer than two.

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
        terms=contrast_terms(sentences, pd.concat([mentions, targeted]), *asked[:2])
        if len(asked) > 1
        else DataFrame[Terms](Terms.empty()),
    )
