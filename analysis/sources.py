"""Who gets to speak: sources by outlet, how they are introduced, and what they say of each target."""

from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.interval import mean_interval
from analysis.speaker import is_name
from analysis.tables import IMPLIES, SENTENCE, Aliases, Articles, Scores, Sentences, Sources, Voices

ALIKE = 0.85  # of difflib's ratio, from which two names may be spellings of one


@pa.check_types
def summarise_sources(
    articles: DataFrame[Articles],
    sentences: DataFrame[Sentences],
    voices: DataFrame[Voices],
    scores: DataFrame[Scores],
) -> DataFrame[Sources]:
    """Sum up what each speaker of an outlet says, toward each country in the sentences where they name it.

    One row per outlet, speaker and country; the counts of sentences, quotes, words and introductions are of the speaker
    and so repeat over countries. A speaker who names no country has one row, with an empty country. Passages without a
    speaker's name stand under an empty speaker. The score of a sentence counts for the speaker where the country is
    named in their words; the interval is over sentences of an article, or over articles where there are several.
    """
    said = voices.merge(articles[["article_id", "outlet"]], on="article_id", validate="many_to_one")
    said = said.merge(sentences[[*SENTENCE, "sentence"]], on=SENTENCE, validate="many_to_one")
    said["words"] = [
        len(text[start:end].split()) if voice == "quote" else 0
        for text, start, end, voice in zip(said.sentence, said.start, said.end, said.voice, strict=True)
    ]
    totals = said.groupby(["outlet", "speaker_name"], as_index=False).agg(
        quotes=("voice", lambda voice: (voice == "quote").sum()), words=("words", "sum")
    )
    totals["sentences"] = (
        said.drop_duplicates([*SENTENCE, "speaker_name"]).groupby(["outlet", "speaker_name"]).size().array
    )
    for implied in IMPLIES:
        totals[implied] = (said.implies == implied).groupby([said.outlet, said.speaker_name]).sum().array
    toward = _toward(said, scores)
    table = totals.merge(toward, on=["outlet", "speaker_name"], how="left", validate="one_to_many")
    counts = ["scored", "negative_sentences", "neutral_sentences", "positive_sentences"]
    table[counts] = table[counts].fillna(0)
    table["country"] = table.country.fillna("")
    table = table.rename(columns={"speaker_name": "speaker"}).sort_values(
        ["outlet", "words", "sentences", "speaker", "country"],
        ascending=[True, False, False, True, True],
        ignore_index=True,
    )
    return DataFrame[Sources](table[list(Sources.to_schema().columns)])


def _toward(said: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Scores of the sentences in which a speaker's words name a country, by outlet, speaker and country."""
    # A score says in whose words its target stands; which speaker that is, the passages of the sentence say.
    spoken = scores[scores.voice != "author"]
    passages = said.drop_duplicates([*SENTENCE, "voice", "speaker"])[
        [*SENTENCE, "voice", "speaker", "outlet", "speaker_name"]
    ]
    known = spoken.merge(passages, on=[*SENTENCE, "voice", "speaker"], validate="many_to_one")
    if len(known) != len(spoken):
        raise ValueError("scores whose voice and speaker are not those in the table of voices")
    rows = []
    for key, group in known.groupby(["outlet", "speaker_name", "country"]):
        unit = "article_id" if group.article_id.nunique() > 1 else "sentence_id"
        units = group.groupby(unit).score.agg(["sum", "size"])
        low, high = mean_interval(units["sum"].to_numpy(), units["size"].to_numpy())
        labels = [(group.label == label).sum() for label in (-1, 0, 1)]
        rows.append((*key, len(group), group.score.mean(), low, high, *labels))
    columns = ["outlet", "speaker_name", "country", "scored", "mean", "low", "high"]
    columns += ["negative_sentences", "neutral_sentences", "positive_sentences"]
    return pd.DataFrame(rows, columns=columns)


@pa.check_types
def likely_aliases(sources: DataFrame[Sources]) -> DataFrame[Aliases]:
    """Pairs of an outlet's speakers whose names are spelt so alike that they may be one; nothing is merged.

    Alikeness is difflib's ratio (Ratcliff & Metzener 1988) of the names in small letters.
    """
    rows = []
    named = sources[sources.speaker.map(is_name).astype(bool)]  # an empty column has no type of its own
    for outlet, names in named.groupby("outlet").speaker.unique().items():
        for speaker, other in combinations(sorted(names), 2):
            matcher = SequenceMatcher(None, speaker.lower(), other.lower(), autojunk=False)
            # The first two are never below the third, and spare most pairs of an outlet with many speakers its cost.
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= ALIKE and matcher.ratio() >= ALIKE:
                rows.append((outlet, speaker, other, matcher.ratio()))
    return DataFrame[Aliases](pd.DataFrame(rows, columns=list(Aliases.to_schema().columns)))
