"""All of it in one call."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from analysis.actions import find_actions, sum_actions, total_actions
from analysis.aggregate import (
    count_mentions,
    cross_mentions,
    cross_scores,
    sum_pairs,
    total_counts,
    total_labels,
    total_pairs,
    total_stance,
)
from analysis.compare import total_comparisons
from analysis.corpus import count_corpus, total_corpus
from analysis.frames import sum_frames, total_frames
from analysis.framing import contrast_terms
from analysis.mention import find_mentions
from analysis.rank import largest
from analysis.score import Scorer, score_mentions
from analysis.segment import segment_articles
from analysis.shift import choose_sides, shift_tone
from analysis.sources import likely_aliases, sum_sources, total_sources
from analysis.stance import stance
from analysis.sum_scores import sum_scores
from analysis.sums import ActionSums, FrameSums, PairSums, ScoreSums, SourceSums
from analysis.tables import (
    Actions,
    ActionSummary,
    Aliases,
    Articles,
    Comentions,
    Comparisons,
    Corpus,
    Counts,
    Frames,
    Labels,
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
from analysis.timeline import fitting_period, total_timeline
from analysis.voice import attribute_voice

TARGETS = ("USA", "RUS")
WIDE = ("matrix", "sentence_scores")
SAMPLE = 2_000  # articles of a large corpus that are looked at together


class Long(NamedTuple):
    """The long tables: rows of articles, sentences, mentions, as many as there are."""

    articles: DataFrame[Articles]
    sentences: DataFrame[Sentences]
    mentions: DataFrame[Mentions]
    targeted: DataFrame[Targeted]
    voices: DataFrame[Voices]
    scores: DataFrame[Scores]
    actions: DataFrame[Actions]

    def of(self, article_ids: Collection[str]) -> "Long":
        """The rows of some articles."""
        return Long(*(table[table.article_id.isin(article_ids)].reset_index(drop=True) for table in self))


class Sums(NamedTuple):
    """What has to be known of the long tables to sum them up: those of parts of a corpus, one below the other."""

    corpus_sums: DataFrame[Corpus]
    count_sums: DataFrame[Counts]
    pair_sums: DataFrame[PairSums]
    score_sums: DataFrame[ScoreSums]
    source_sums: DataFrame[SourceSums]
    frame_sums: DataFrame[FrameSums]
    action_sums: DataFrame[ActionSums]


@dataclass(frozen=True, repr=False)
class Analysis:
    """Every table of one run, and what it was asked."""

    targets: tuple[str, ...]
    scorer: str
    corpus: DataFrame[Corpus]
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
    labels: DataFrame[Labels]
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
    def whole_tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, less those that hold a sample."""
        sampled = {*Long._fields, *WIDE} if self.sampled else set()
        return {name: table for name, table in self.tables.items() if name not in sampled}

    @property
    def measure(self) -> str:
        """What the scores measure, as an axis says it."""
        if self.scorer == "vader":
            return "Tone of the sentence (VADER, the target-blind baseline)"
        return "Stance toward the target (probability positive − negative)"

    @property
    def sampled(self) -> bool:
        """Whether the long tables hold a sample of a corpus that is too large to be held."""
        return len(self.articles) < self.corpus.articles.sum()

    @property
    def source(self) -> str:
        """Where the numbers come from, as a line under a chart."""
        outlets = self.corpus.outlet
        named = ", ".join(outlets[:3]) + (f" and {len(outlets) - 3} more" if len(outlets) > 3 else "")
        articles, sentences = self.corpus[["articles", "sentences"]].sum()
        return f"Source: {named}; {articles:,} article{'s' * (articles > 1)}, {sentences:,} sentences."

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
    `shift` sets these two against each other too, or two outlets where there are several (see `shift.choose_sides`);
    both read no more than a sample of a large corpus, see `choose_sample`.
    `timeline` is by the shortest of day, week, month and year of which the dates span at most twenty, and is empty
    without dates; `comparisons` is empty with one outlet and one target.

    Raises InputError for a target that is none of these.
    """
    long, sums = study(articles, targets, scorer)
    return sum_up(long, sums, targets, scorer.__name__, lambda ids: long.of(ids).scores)


def study(articles: DataFrame[Articles], targets: Collection[str] | str, scorer: Scorer) -> tuple[Long, Sums]:
    """Make the long tables of some articles, and what has to be known of them to sum up a corpus that they are part of.

    Nothing in these depends on an article that is not among them.
    """
    sentences = segment_articles(articles)
    dates = articles.set_index("article_id").date
    mentions = find_mentions(sentences, dates=dates)
    parsed = parse_targets(targets, ranked(mentions.country))
    targeted = mention_targets(sentences, mentions, parsed, dates=dates)
    voices = attribute_voice(sentences)
    scores = score_mentions(sentences, targeted, scorer, voices=voices)
    actions = find_actions(sentences, mentions)
    sums = Sums(
        corpus_sums=count_corpus(articles, sentences, mentions),
        count_sums=count_mentions(articles, mentions),
        pair_sums=sum_pairs(mentions),
        score_sums=sum_scores(articles, scores),
        source_sums=sum_sources(articles, sentences, voices, scores),
        frame_sums=sum_frames(sentences, targeted, articles),
        action_sums=sum_actions(articles, actions),
    )
    return Long(articles, sentences, mentions, targeted, voices, scores, actions), sums


def sum_up(
    long: Long,
    sums: Sums,
    targets: Collection[str] | str,
    scorer: str,
    scores_of: Callable[[list[str]], DataFrame[Scores]],
) -> Analysis:
    """Sum a corpus up: `sums` are of all its articles, `long` at least of its sample.

    `scores_of` gets the scores of some articles, wherever they are.
    """
    counts = total_counts(sums.count_sums)
    asked = tuple(target.code for target in parse_targets(targets, ranked(counts.country, counts.mentions)))
    sample = choose_sample(sums)
    some = long if sample is None else long.of(sample)
    named = pd.concat([some.mentions, some.targeted])
    sides = choose_sides(some.articles, some.sentences, some.targeted, asked)
    corpus, sources = total_corpus(sums.corpus_sums), total_sources(sums.source_sums)
    period = fitting_period(pd.concat([corpus["first"], corpus["last"]]))
    return Analysis(
        targets=asked,
        scorer=scorer,
        corpus=corpus,
        **long._asdict(),
        **cross(long, asked),
        counts=counts,
        comentions=total_pairs(sums.pair_sums),
        stance=total_stance(sums.score_sums),
        labels=total_labels(sums.score_sums),
        comparisons=total_comparisons(sums.score_sums, scores_of),
        timeline=total_timeline(sums.score_sums, by=period),
        sources=sources,
        aliases=likely_aliases(sources),
        terms=contrast_terms(some.sentences, named, *asked[:2]) if len(asked) > 1 else DataFrame[Terms](Terms.empty()),
        shift=shift_tone(sides.of_a, sides.of_b, mentions=named) if sides else DataFrame[Shift](Shift.empty()),
        frames=total_frames(sums.frame_sums),
        action_summary=total_actions(sums.action_sums),
    )


def cross(long: Long, targets: Collection[str]) -> dict[str, pd.DataFrame]:
    """The wide tables, by name."""
    wide = cross_mentions(long.sentences, long.mentions), cross_scores(long.sentences, long.scores, targets)
    return dict(zip(WIDE, wide, strict=True))


def choose_sample(sums: Sums) -> list[str] | None:
    """Of a corpus of more than `SAMPLE` articles so many that mention a target, drawn by chance; of others None: all.

    The chance is that of their names' SHA-256, so that the same corpus always gives the same sample.
    """
    if sums.corpus_sums.articles.sum() <= SAMPLE:
        return None
    named = sums.score_sums.article_id.unique()
    return sorted(named, key=lambda name: sha256(name.encode()).digest())[:SAMPLE]


def ranked(countries: pd.Series, weights: pd.Series | None = None) -> list[str]:
    """Countries from the most to the least mentioned."""
    return largest(countries, len(countries), weights)
