"""A score per sentence and country."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.holder import decide_holder
from analysis.stance import CLASSES, stance
from analysis.tables import SENTENCE, Mentions, Scores, Sentences, Voices, sentence_keys
from analysis.tone import vader

Scorer = Callable[[Sequence[str], Sequence[tuple[int, int]]], pd.DataFrame]


@check_types
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
    known = dict(zip(sentence_keys(sentences), sentences.sentence.to_list(), strict=True))
    keys = sentence_keys(asked)
    if not known.keys() >= set(keys):
        raise ValueError("mentions of a sentence that is not in the table of sentences")
    texts = [known[key] for key in keys]
    spans = list(zip(asked.start.to_list(), asked.end.to_list(), strict=True))
    scored = scorer(texts, spans)
    scored = scored if "other" in scored else scored.assign(other=np.nan)
    tone = scored.score if scorer is vader else vader(texts, spans).score
    each = pd.concat([asked.reset_index(drop=True), scored, tone.rename("tone")], axis="columns")
    pair = each.groupby([*SENTENCE, "country"])
    means = pair[[*CLASSES, "score", "other"]].mean()
    firsts = pair[["label", "tone"]].first()
    pairs = pd.concat([pair.size().rename("mentions"), pair[["start", "end"]].min(), firsts, means], axis="columns")
    order = {article_id: place for place, article_id in enumerate(dict.fromkeys(sentences.article_id))}
    pairs = pairs.reset_index().sort_values(  # as the corpus has them, so that its parts in a row are the whole
        "article_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
    )
    several = (pairs.mentions > 1) & pairs.neutral.notna()
    likeliest = pairs[list(CLASSES)].fillna(0).to_numpy().argmax(axis=1) - 1
    pairs["label"] = np.where(several, likeliest, pairs.label)
    table = pd.concat([pairs, _voice(pairs, voices)], axis="columns")
    table["holder"] = list(map(decide_holder, table.voice.to_list(), table.other.to_list()))
    return DataFrame[Scores](table[list(Scores.to_schema().columns)])


def _voice(pairs: pd.DataFrame, voices: pd.DataFrame | None) -> pd.DataFrame:
    """Voice and speaker of each pair: those of the narrowest passage around its mention, else the author's."""
    passages: dict[tuple[str, int], list[tuple[int, int, str, str]]] = defaultdict(list)
    if voices is not None:
        columns = [voices[name].to_list() for name in ("start", "end", "voice", "speaker")]
        for key, *passage in zip(sentence_keys(voices), *columns, strict=True):
            passages[key].append(tuple(passage))
    found = []
    for key, start, end in zip(sentence_keys(pairs), pairs.start.to_list(), pairs.end.to_list(), strict=True):
        around = [passage for passage in passages.get(key, ()) if passage[0] <= start and end <= passage[1]]
        narrowest = min(around, key=lambda passage: passage[1] - passage[0], default=(0, 0, "author", ""))
        found.append(narrowest[2:])
    return pd.DataFrame(found, columns=["voice", "speaker"], dtype=str)
