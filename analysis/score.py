"""A score per sentence and country."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.holder import decide_holder
from analysis.stance import CLASSES, stance
from analysis.tables import SENTENCE, Mentions, Scores, Sentences, Voices
from analysis.tone import vader

Scorer = Callable[[Sequence[str], Sequence[tuple[int, int]]], pd.DataFrame]


@pa.check_types
def score_mentions(
    sentences: DataFrame[Sentences],
    mentions: DataFrame[Mentions],
    scorer: Scorer = stance,
    *,
    voices: DataFrame[Voices] | None = None,
    targets: Collection[str] | None = None,
) -> DataFrame[Scores]:
    """Score every sentence toward each country that it mentions.

    Where a sentence mentions a country more than once, the scorer looks at each mention: the probabilities and the
    score are their means, and the label is the likeliest class of the means. The voice is that of the first mention.
    `voices` are the passages that are not the author's; without them every sentence counts as the author's. `targets`
    keeps the countries asked for, by alpha-3 code; without it every country is scored. `tone` is VADER's compound of
    the sentence, whatever the scorer.
    """
    asked = mentions if targets is None else mentions[mentions.country.isin(targets)]
    asked = asked.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, how="left", validate="many_to_one")
    if asked.sentence.isna().any():
        raise ValueError("mentions of a sentence that is not in the table of sentences")
    texts, spans = asked.sentence.tolist(), list(zip(asked.start, asked.end, strict=True))
    scored = scorer(texts, spans)
    scored = scored if "other" in scored else scored.assign(other=np.nan)
    tone = scored.score if scorer is vader else vader(texts, spans).score
    each = pd.concat([asked, scored, tone.rename("tone")], axis="columns")
    pairs = each.groupby([*SENTENCE, "country"], as_index=False).agg(
        mentions=("form", "size"),
        start=("start", "min"),
        end=("end", "min"),
        label=("label", "first"),
        tone=("tone", "first"),
        **{column: (column, "mean") for column in (*CLASSES, "score", "other")},
    )
    several = (pairs.mentions > 1) & pairs.neutral.notna()
    likeliest = pairs[list(CLASSES)].fillna(0).to_numpy().argmax(axis=1) - 1
    pairs["label"] = np.where(several, likeliest, pairs.label)
    table = pd.concat([pairs, _voice(pairs, voices)], axis="columns")
    table["holder"] = [decide_holder(*row) for row in zip(table.voice, table.other, strict=True)]
    return DataFrame[Scores](table[list(Scores.to_schema().columns)])


def _voice(pairs: pd.DataFrame, voices: pd.DataFrame | None) -> pd.DataFrame:
    """Voice and speaker of each pair: those of the narrowest passage around its mention, else the author's."""
    voice = pd.DataFrame({"voice": "author", "speaker": ""}, index=pairs.index)
    if voices is not None:
        around = pairs.reset_index().merge(voices, on=SENTENCE, suffixes=("", "_passage"), validate="many_to_many")
        around = around[(around.start_passage <= around.start) & (around.end <= around.end_passage)]
        around = around.assign(length=around.end_passage - around.start_passage).sort_values(["index", "length"])
        found = around.drop_duplicates("index").set_index("index")[["voice", "speaker"]]
        voice.loc[found.index] = found
    return voice
