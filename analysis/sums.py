"""What a part of a corpus adds to each summary: small tables that are put together, part after part, and then totalled.

An article is always in one part as a whole. No total depends on how the corpus was cut.
"""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables import VOICES, Table

UNITS = ("article", "sentence")


class ScoreSums(Table):
    """One row per article, country and voice."""

    article_id: Series[str]
    outlet: Series[str]
    date: Series[pd.Timestamp] = pa.Field(nullable=True, description="Day of publication; missing where nothing says")
    country: Series[str] = pa.Field(description="The target")
    voice: Series[str] = pa.Field(isin=VOICES)
    sentences: Series[int] = pa.Field(ge=1, description="Sentences that mention the target in this voice")
    score: Series[float] = pa.Field(description="Sum of their scores")
    squares: Series[float] = pa.Field(ge=0, description="Sum of their scores squared")
    negative: Series[int] = pa.Field(ge=0, description="Those with label −1")
    positive: Series[int] = pa.Field(ge=0, description="Those with label 1")


class PairSums(Table):
    """One row per pair of countries that stand together in a sentence, and per country with itself."""

    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code")
    other: Series[str] = pa.Field(description="ISO 3166 alpha-3 code")
    sentences: Series[int] = pa.Field(ge=1, description="Sentences that mention both")


class FrameSums(Table):
    """One row per outlet, country and frame that sentences on the country have.

    Every sentence has the frame "", and is one on the country "", which is whatever country.
    """

    outlet: Series[str]
    country: Series[str] = pa.Field(description="The target, or empty")
    family: Series[str] = pa.Field(isin=("", "generic", "policy"))
    frame: Series[str] = pa.Field(description="As in `data/lexicons/frames.csv`, or empty")
    articles: Series[int] = pa.Field(ge=1, description="Articles with such a sentence")
    sentences: Series[int] = pa.Field(ge=1, description="Such sentences")
    squares: Series[int] = pa.Field(ge=1, description="Over articles, Σ of the square of such sentences")
    products: Series[int] = pa.Field(ge=1, description="Σ of such sentences times all sentences on the country")


class ActionSums(Table):
    """One row per outlet, country, verb and unit of the intervals, with moments of `interval.Moments` over the units.

    The verb is `all` where every verb is taken together. The country "" with the verb "" is for all acts of the outlet,
    those that are denied among them. Sentences are units only where the outlet has one article in the part.
    """

    outlet: Series[str]
    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code, or empty")
    verb: Series[str] = pa.Field(description="Lemma, all, or empty")
    unit: Series[str] = pa.Field(isin=UNITS, description="article or sentence")
    modal: Series[int] = pa.Field(ge=0, description="Acts that may, should or are meant to happen")
    power_units: Series[int] = pa.Field(ge=1, description="Units with acts")
    power_size: Series[int] = pa.Field(ge=1, description="Acts")
    power_sum: Series[int] = pa.Field(ge=0, description="Acts that give the country power")
    power_size_size: Series[int] = pa.Field(ge=1)
    power_sum_size: Series[int] = pa.Field(ge=0)
    power_sum_sum: Series[int] = pa.Field(ge=0)
    agency_units: Series[int] = pa.Field(ge=0, description="Units with acts of which the country is agent")
    agency_size: Series[int] = pa.Field(ge=0, description="Acts of which the country is agent")
    agency_sum: Series[int] = pa.Field(ge=0, description="Those of them that show it in command")
    agency_size_size: Series[int] = pa.Field(ge=0)
    agency_sum_size: Series[int] = pa.Field(ge=0)
    agency_sum_sum: Series[int] = pa.Field(ge=0)


class SourceSums(Table):
    """One row per article, speaker and country that their words name, and with no country one per outlet and speaker.

    The rows without a country count what was said, the others what was scored; the rest of each is 0.
    """

    outlet: Series[str]
    speaker: Series[str] = pa.Field(description="Normal form of the speaker; empty for all who have no name or role")
    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code; empty where the row counts what was said")
    sentences: Series[int] = pa.Field(ge=0, description="Sentences with words of the speaker")
    quotes: Series[int] = pa.Field(ge=0, description="Passages in quotation marks")
    words: Series[int] = pa.Field(ge=0, description="Words within quotation marks")
    neutral: Series[int] = pa.Field(ge=0, description="Passages that a neutral verb introduces")
    doubting: Series[int] = pa.Field(ge=0, description="Passages that a doubting verb introduces")
    endorsing: Series[int] = pa.Field(ge=0, description="Passages that an endorsing verb introduces")
    scored: Series[int] = pa.Field(ge=0, description="Sentences in which the speaker's words name the country")
    total: Series[float] = pa.Field(description="Sum of their scores")
    squares: Series[float] = pa.Field(ge=0, description="Sum of the squares of their scores")
    negative_sentences: Series[int] = pa.Field(ge=0, description="Those with label −1")
    neutral_sentences: Series[int] = pa.Field(ge=0, description="Those with label 0")
    positive_sentences: Series[int] = pa.Field(ge=0, description="Those with label 1")


def add_rows(sums: pd.DataFrame) -> pd.DataFrame:
    """Fewer rows with the same totals: those alike in all but their counts are one, with the counts added.

    A row of one article stays as it is, in its place among such rows: it is a unit, and its fractions, added in another
    order, would be rounded otherwise. Of other rows no total reads fractions, and the first is kept.
    """
    if "article_id" in sums:
        return sums
    of_article = sums.scored > 0 if "scored" in sums else pd.Series(False, index=sums.index)
    how = dict.fromkeys(sums.select_dtypes("integer"), "sum") | dict.fromkeys(sums.select_dtypes("float"), "first")
    keys = [name for name in sums if name not in how]
    added = sums[~of_article].groupby(keys, sort=False, dropna=False).agg(how).reset_index()
    return pd.concat([added, sums[of_article]], ignore_index=True)[list(sums)]
