"""Articles as the page shows them: sentence by sentence, mentions marked, each score beside its sentence."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.evidence import Shaded
from analysis.marks import Piece, pieces
from analysis.pipeline import Analysis
from analysis.surest import Key
from analysis.tables import SENTENCE

ARTICLES = 100  # shown in full
LETTERS = 1_000_000  # of them together


class Verdict(NamedTuple):
    """A score, a row of `scores`, with the sentence shaded by its evidence once for each mention; none is too many."""

    row: Any
    evidence: list[Shaded]


class Stretch(NamedTuple):
    """A sentence, or what stands between two, which has no score."""

    pieces: list[Piece]
    verdicts: list[Verdict]
    is_sentence: bool


class Annotated(NamedTuple):
    """An article, a row of `articles`, in stretches that give its text again."""

    row: Any
    stretches: list[Stretch]

    @property
    def scored(self) -> int:
        """How many of its sentences have a score."""
        return sum(bool(stretch.verdicts) for stretch in self.stretches)


def choose_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that fit on the page, in their order: of every outlet the first, then the second ones."""
    turn = articles.groupby("outlet").cumcount().sort_values(kind="stable").index[:ARTICLES]
    lengths = articles.text[turn].str.len().cumsum()
    return articles.loc[sorted(turn[lengths <= LETTERS])]


def annotate(analysis: Analysis, articles: pd.DataFrame, evidence: Mapping[Key, list[Shaded]]) -> list[Annotated]:
    """Cut each of `articles` into its sentences, with mentions, scores and `evidence`."""
    known = pd.concat([analysis.mentions, analysis.targeted]).drop_duplicates([*SENTENCE, "country", "start", "end"])
    named = _by_sentence(known.sort_values(["start", "end"], ascending=[True, False], kind="stable"), articles)
    scores = _by_sentence(analysis.scores, articles)
    sentences = analysis.sentences[analysis.sentences.article_id.isin(articles.article_id)]
    by_article = dict(iter(sentences.groupby("article_id", sort=False)))

    def stretches(article: Any) -> Iterator[Stretch]:
        place = 0
        for row in by_article.get(article.article_id, sentences.head(0)).itertuples():
            key = row.article_id, row.sentence_id
            yield Stretch([Piece(article.text[place : row.start])], [], False)
            verdicts = [Verdict(score, evidence.get((*key, score.country), [])) for score in scores.get(key, [])]
            yield Stretch(pieces(row.sentence, named.get(key, [])), verdicts, True)
            place = row.end
        yield Stretch([Piece(article.text[place:])], [], False)

    return [Annotated(article, list(stretches(article))) for article in articles.itertuples()]


def _by_sentence(table: pd.DataFrame, articles: pd.DataFrame) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = {}
    for row in table[table.article_id.isin(articles.article_id)].itertuples():
        found.setdefault((row.article_id, row.sentence_id), []).append(row)
    return found
