"""The words behind the scores of a few sentences: those that are surest, since each word takes a pass of the model."""

from collections.abc import Collection

import pandas as pd

from analysis.evidence import Shaded, shaded
from analysis.pipeline import Analysis
from analysis.stance import WORD, StanceModel
from analysis.tables import SENTENCE

EXPLAINED = 40  # sentences of a run
WORDS = 400  # of them together, once for each mention: some seconds
Key = tuple[str, int, str]
"""Article, sentence, target: what one score is of."""


def explain_surest(analysis: Analysis, article_ids: Collection[str]) -> dict[Key, list[Shaded]]:
    """The sentences of these articles whose scores are farthest from 0, with their words shaded.

    Each has one for every mention of its target, since the score is their mean. There are none with VADER, which sums
    up words whatever the target.
    """
    if analysis.scorer != "stance":
        return {}
    scores = analysis.scores[analysis.scores.article_id.isin(article_ids)]
    scores = scores.merge(analysis.sentences[[*SENTENCE, "sentence"]], on=SENTENCE, validate="many_to_one")
    chosen = choose_surest(scores)[[*SENTENCE, "country", "sentence"]]
    named = analysis.targeted.merge(chosen, on=[*SENTENCE, "country"], validate="many_to_one")
    spans = list(zip(named.start, named.end, strict=True))
    tables = StanceModel.load().explain_all(named.sentence.tolist(), spans)
    found: dict[Key, list[Shaded]] = {}
    for row, span, table in zip(named.itertuples(), spans, tables, strict=True):
        found.setdefault((row.article_id, row.sentence_id, row.country), []).append(shaded(row.sentence, span, table))
    return found


def choose_surest(scores: pd.DataFrame) -> pd.DataFrame:
    """The rows of scores farthest from 0, the first of every target, then their second ones, up to EXPLAINED and WORDS.

    `scores` have a column `sentence` too.
    """
    ranked = scores.assign(strength=scores.score.abs().round(2))  # further digits may differ between processors
    ranked = ranked.sort_values("strength", ascending=False, kind="stable")
    ranked["rank"] = ranked.groupby("country").cumcount()
    ranked = ranked.sort_values(["rank", "strength"], ascending=[True, False], kind="stable").head(EXPLAINED)
    words = (ranked.sentence.map(lambda sentence: len(WORD.findall(sentence))) * ranked.mentions).cumsum()
    return ranked.loc[words <= WORDS, list(scores.columns)]
