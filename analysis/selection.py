"""The sentences that a reader chooses: a table to choose from, a choice, and the rows that it leaves, in its order."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.sum_scores import sum_scores
from analysis.sums import ScoreSums
from analysis.tables import SENTENCE, Articles, Mentions, Scores, Selection, Sentences

TEXT = "order of the text"
ORDERS = {
    TEXT: ("", True),
    "score, lowest first": ("score", True),
    "score, highest first": ("score", False),
    "confidence, lowest first": ("confidence", True),
    "confidence, highest first": ("confidence", False),
    "date, oldest first": ("date", True),
    "date, newest first": ("date", False),
}
ROWS = 20  # of a page


@dataclass(frozen=True)
class Choice:
    """What a reader asks for; an empty `outlet`, `voice` or `kind` is any, and so is a date that is None.

    `confidence` is the least that the largest of the three probabilities must be. Above 0 it leaves out sentences
    without probabilities, and a date leaves out articles without one.
    """

    target: str
    outlet: str = ""
    voice: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    confidence: float = 0.0
    order: str = TEXT

    def __str__(self) -> str:
        said = {"outlet": self.outlet, "voice": self.voice, "mentioned by": self.kind}
        said |= {"from": str(self.since or ""), "until": str(self.until or "")}
        said |= {"confidence from": f"{self.confidence:.2f}" if self.confidence else ""}
        return ", ".join(f"{name} {value}" for name, value in said.items() if value) or "everything"


@dataclass(frozen=True)
class Tally:
    """How much there is of a selection."""

    sentences: int
    mentions: int
    articles: int
    outlets: int
    negative: int
    neutral: int
    positive: int


@check_types
def join_scores(
    articles: DataFrame[Articles],
    sentences: DataFrame[Sentences],
    mentions: DataFrame[Mentions],
    scores: DataFrame[Scores],
) -> DataFrame[Selection]:
    """Every score with its sentence and article: the table to choose from, in the order of the text.

    Raises ValueError for a score whose sentence, article or mentions are not in the other tables.
    """
    key = [*SENTENCE, "country"]
    kinds = mentions[[*key, "kind"]].drop_duplicates().rename(columns={"kind": "kinds"})
    repeated = kinds.duplicated(key, keep=False)
    several = kinds[repeated]
    listed = defaultdict(list)  # joined by hand: pandas takes several times as long to join texts by group
    for mentioned, kind in zip(several.groupby(key, sort=False).ngroup(), several.kinds, strict=True):
        listed[mentioned].append(kind)
    joined = several.drop_duplicates(key)
    joined = joined.assign(kinds=pd.array([", ".join(of) for of in listed.values()], dtype=kinds.kinds.dtype))
    kinds = pd.concat([kinds[~repeated], joined])
    known = articles[["article_id", "outlet", "date", "title"]].reset_index(names="place")
    table = scores.merge(sentences[[*SENTENCE, "part", "sentence"]], on=SENTENCE, validate="many_to_one")
    table = table.merge(known, on="article_id", validate="many_to_one").merge(kinds, on=key, validate="one_to_one")
    if len(table) != len(scores):
        raise ValueError("scores of a sentence, an article or a mention that is not in the other tables")
    table["confidence"] = table[["negative", "neutral", "positive"]].max(axis="columns")
    table = table.sort_values(["place", "sentence_id"], kind="stable", ignore_index=True)
    return DataFrame[Selection](table[list(Selection.to_schema().columns)])


def select(table: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The rows of `join_scores` that a choice leaves, in its order; equals keep the order of the text."""
    kept = _in_groups(table, choice)
    if choice.kind:
        kept &= table.kinds.str.contains(choice.kind, regex=False)
    if choice.confidence:
        kept &= table.confidence >= choice.confidence
    return arrange(table[kept], choice.order)


def sum_selection(
    sums: DataFrame[ScoreSums], articles: DataFrame[Articles], rows: pd.DataFrame, choice: Choice
) -> DataFrame[ScoreSums]:
    """What the `rows` that `select` left add up to; from the `sums` of all scores where it does not split them."""
    if choice.kind or choice.confidence:
        return sum_scores(articles, rows[list(Scores.to_schema().columns)])
    return sums[_in_groups(sums, choice)]


def _in_groups(table: pd.DataFrame, choice: Choice) -> pd.Series:
    """Which rows of scores, or of sums of scores, are of the target, outlet, voice and dates of a choice."""
    kept = table.country == choice.target
    for column, wanted in (("outlet", choice.outlet), ("voice", choice.voice)):
        if wanted:
            kept &= table[column] == wanted
    if choice.since:
        kept &= table.date >= pd.Timestamp(choice.since)
    if choice.until:
        kept &= table.date < pd.Timestamp(choice.until) + pd.Timedelta(days=1)
    return kept


def arrange(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows in one of `ORDERS`; what is missing comes last, and equals keep the order of the text."""
    column, ascending = ORDERS[order]
    rows = rows.sort_index()
    return rows.sort_values(column, ascending=ascending, kind="stable") if column else rows


def tally(rows: pd.DataFrame) -> Tally:
    """Count a selection."""
    return Tally(
        sentences=len(rows),
        mentions=int(rows.mentions.sum()),
        articles=rows.article_id.nunique(),
        outlets=rows.outlet.nunique(),
        negative=int((rows.label == -1).sum()),
        neutral=int((rows.label == 0).sum()),
        positive=int((rows.label == 1).sum()),
    )


def pages(rows: pd.DataFrame) -> int:
    """How many pages there are, one at least."""
    return max(1, -(-len(rows) // ROWS))


def page_of(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    """Page `number`, from 1."""
    return rows.iloc[(number - 1) * ROWS : number * ROWS]
