"""The tables that flow through the project: one model per table, its columns and types declared once.

`Model(frame)` through ``DataFrame[Model]`` checks a table; every stage checks what comes in and what goes out.
Countries are ISO 3166 alpha-3 codes. Offsets are half-open character offsets: ``text[start:end]`` is what is named.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from analysis.door import Door

KINDS = ("name", "demonym", "abbreviation", "capital", "government")
PARTS = ("headline", "body", "byline")
VOICES = ("author", "quote", "attributed")
HOLDERS = ("author", "other")
ROLES = ("agent", "patient")
IMPLIES = ("neutral", "doubting", "endorsing")
SENTENCE = ["article_id", "sentence_id"]  # the key of a sentence in every table that has sentences


def sentence_keys(table: pd.DataFrame) -> list[tuple[str, int]]:
    """The sentence of each row."""
    return list(zip(*(table[name].to_list() for name in SENTENCE), strict=True))


class Table(pa.DataFrameModel):
    """Base of all tables: no column missing, none too many, order kept, types coerced into a new table."""

    class Config:
        strict = True
        ordered = True
        coerce = True

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> Door:
        """Make the schema that checks the table."""
        schema = super().build_schema_(**kwargs)
        return Door(schema.columns, checks=schema.checks, parsers=schema.parsers, index=schema.index, **kwargs)


class Articles(Table):
    """One row per article."""

    article_id: Series[str] = pa.Field(unique=True, description="Identifier, unique in the corpus")
    outlet: Series[str] = pa.Field(description="Who published it; the folder's name where nothing says")
    date: Series[pd.Timestamp] = pa.Field(nullable=True, description="Day of publication; missing where nothing says")
    title: Series[str] = pa.Field(description="Headline; empty where there is none")
    text: Series[str] = pa.Field(description="Everything there is to read, headline and byline included")
    source: Series[str] = pa.Field(description="File it came from, with the row where the file is a table")
    language: Series[str] = pa.Field(description="ISO 639 code; und where it is not recognised as English")


class Problems(Table):
    """One row per article that could not be read."""

    source: Series[str] = pa.Field(description="File, with the row where the file is a table")
    problem: Series[str] = pa.Field(description="What was wrong, and what would be right")


class Corpus(Table):
    """One row per outlet."""

    outlet: Series[str]
    articles: Series[int] = pa.Field(ge=1, description="Articles that were read")
    sentences: Series[int] = pa.Field(ge=0)
    mentions: Series[int] = pa.Field(ge=0, description="Mentions of countries")
    foreign: Series[int] = pa.Field(ge=0, description="Articles not recognised as English")
    undated: Series[int] = pa.Field(ge=0, description="Articles without a date")
    first: Series[pd.Timestamp] = pa.Field(nullable=True, description="Day of the first dated article")
    last: Series[pd.Timestamp] = pa.Field(nullable=True, description="Day of the last dated article")


class Sentences(Table):
    """One row per sentence."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0, description="Number of the sentence in its article, from 0")
    part: Series[str] = pa.Field(isin=PARTS, description="headline, body or byline")
    start: Series[int] = pa.Field(ge=0, description="Offset in the article's text")
    end: Series[int] = pa.Field(ge=0, description="Offset behind the last character")
    sentence: Series[str] = pa.Field(description="The sentence, text[start:end]")


class Mentions(Table):
    """One row per mention of a country."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0)
    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code")
    form: Series[str] = pa.Field(description="The words of the text, sentence[start:end]")
    kind: Series[str] = pa.Field(isin=KINDS, description="name, demonym, abbreviation, capital or government")
    start: Series[int] = pa.Field(ge=0, description="Offset in the sentence")
    end: Series[int] = pa.Field(ge=0, description="Offset behind the last character")


class Targeted(Mentions):
    """One row per mention of a target: a country, a group or a name."""

    country: Series[str] = pa.Field(description="The target: alpha-3 code, code of a group, or name given")


class Voices(Table):
    """One row per passage of a sentence that is not the author's own voice."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0)
    start: Series[int] = pa.Field(ge=0, description="Offset in the sentence")
    end: Series[int] = pa.Field(ge=0, description="Offset behind the last character")
    voice: Series[str] = pa.Field(isin=VOICES[1:], description="quote or attributed")
    speaker: Series[str] = pa.Field(
        description="Who is speaking, in the words of the text; empty where it does not say"
    )
    speaker_start: Series[pd.Int64Dtype] = pa.Field(
        nullable=True, ge=0, description="Offset in the sentence; missing where the speaker stands in another"
    )
    speaker_end: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, description="Offset behind the last character")
    speaker_name: Series[str] = pa.Field(
        description="Normal form of the speaker, the same throughout the article; empty for a pronoun not resolved"
    )
    verb: Series[str] = pa.Field(description="Lemma that introduces the passage; empty where none does")
    implies: Series[str] = pa.Field(
        isin=("", *IMPLIES), description="What the verb implies: neutral, doubting or endorsing; empty without a verb"
    )


class Scores(Table):
    """One row per sentence and country mentioned in it."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0)
    country: Series[str] = pa.Field(description="The target")
    mentions: Series[int] = pa.Field(ge=1, description="Mentions of the target in the sentence")
    tone: Series[float] = pa.Field(
        ge=-1, le=1, description="VADER's compound of the whole sentence, blind to the target"
    )
    negative: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="Probability; missing with VADER")
    neutral: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="Probability; missing with VADER")
    positive: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="Probability; missing with VADER")
    score: Series[float] = pa.Field(ge=-1, le=1, description="positive − negative; with VADER the tone")
    label: Series[int] = pa.Field(isin=(-1, 0, 1), description="−1 negative, 0 neutral, 1 positive")
    voice: Series[str] = pa.Field(isin=VOICES, description="Whose words name the target: author, quote or attributed")
    speaker: Series[str] = pa.Field(description="The source, where voice is not author and the text names it")
    holder: Series[str] = pa.Field(isin=HOLDERS, description="Whose attitude toward the target it is: author or other")


class Actions(Table):
    """One row per act in which a country takes part: who does what to whom."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0)
    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code")
    role: Series[str] = pa.Field(isin=ROLES, description="agent, who acts, or patient, who is acted on or toward")
    verb: Series[str] = pa.Field(description="Lemma, as in `data/lexicons/actions.csv`")
    start: Series[int] = pa.Field(ge=0, description="Offset of the verb in the sentence")
    end: Series[int] = pa.Field(ge=0, description="Offset behind the last character")
    negated: Series[bool] = pa.Field(description="Whether the act is denied")
    modal: Series[bool] = pa.Field(
        description="Whether it stands under a modal verb or as an infinitive: what may, should or is meant to happen"
    )
    power: Series[int] = pa.Field(
        isin=(-1, 0, 1), description="1 where the verb sets the country above the other side, −1 below"
    )
    agency: Series[pd.Int64Dtype] = pa.Field(
        nullable=True, isin=(-1, 0, 1), description="1 where the verb shows the agent in command; missing for a patient"
    )


class ActionSummary(Table):
    """One row per outlet, country and verb; verb is `all` where every verb is taken together."""

    outlet: Series[str]
    country: Series[str]
    verb: Series[str] = pa.Field(description="Lemma, or all")
    agent: Series[int] = pa.Field(ge=0, description="Times the country acts")
    patient: Series[int] = pa.Field(ge=0, description="Times it is acted on or toward")
    modal: Series[int] = pa.Field(ge=0, description="Those of both that may, should or are meant to happen")
    share_power: Series[float] = pa.Field(ge=0, le=1, description="Part of these acts that set it above the other side")
    power_low: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small"
    )
    power_high: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small"
    )
    share_agency: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="Part of its own acts that show it in command; missing where it has none"
    )
    agency_low: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small"
    )
    agency_high: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small"
    )
    unit: Series[str] = pa.Field(isin=("article", "sentence"), description="What the interval takes as independent")


class Counts(Table):
    """One row per outlet, country and kind of mention."""

    outlet: Series[str]
    country: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    mentions: Series[int] = pa.Field(ge=1, description="Mentions of the country of this kind")
    sentences: Series[int] = pa.Field(ge=1, description="Sentences with such a mention")
    articles: Series[int] = pa.Field(ge=1, description="Articles with such a mention")
    share: Series[float] = pa.Field(ge=0, le=1, description="Part of all mentions in the outlet")


class Comentions(Table):
    """One row per pair of countries; a country with itself counts all sentences that mention it."""

    country: Series[str]
    other: Series[str]
    sentences: Series[int] = pa.Field(ge=0, description="Sentences that mention both")
    share: Series[float] = pa.Field(ge=0, le=1, description="Part of the country's sentences that mention the other")


class Stance(Table):
    """One row per outlet, country and voice; voice is `all` where every voice is taken together."""

    outlet: Series[str]
    country: Series[str]
    voice: Series[str] = pa.Field(isin=("all", *VOICES))
    sentences: Series[int] = pa.Field(ge=1, description="Sentences that mention the country in this voice")
    mean: Series[float] = pa.Field(ge=-1, le=1, description="Mean score over the sentences")
    low: Series[float] = pa.Field(nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small")
    high: Series[float] = pa.Field(
        nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small"
    )
    share_negative: Series[float] = pa.Field(ge=0, le=1, description="Part of the sentences with label −1")
    share_positive: Series[float] = pa.Field(ge=0, le=1, description="Part of the sentences with label 1")
    unit: Series[str] = pa.Field(
        isin=("article", "sentence"), description="What the interval takes as independent: article or sentence"
    )


class Labels(Table):
    """One row per country and voice: how the sentences on the country are labelled."""

    country: Series[str] = pa.Field(description="The target")
    voice: Series[str] = pa.Field(isin=VOICES)
    sentences: Series[int] = pa.Field(ge=1, description="Sentences that mention the country in this voice")
    negative: Series[int] = pa.Field(ge=0, description="Those with label −1")
    neutral: Series[int] = pa.Field(ge=0, description="Those with label 0")
    positive: Series[int] = pa.Field(ge=0, description="Those with label 1")
    negative_low: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )
    negative_high: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )
    neutral_low: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )
    neutral_high: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )
    positive_low: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )
    positive_high: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="95 % interval of their share; missing where n is too small"
    )


class Terms(Table):
    """One row per term in the contexts of a or b: two countries, or two outlets on one country."""

    term: Series[str] = pa.Field(unique=True, description="Word or pair of words, in lower case")
    count_a: Series[int] = pa.Field(ge=0, description="Times it stands in the contexts of a")
    count_b: Series[int] = pa.Field(ge=0, description="Times it stands in the contexts of b")
    log_odds: Series[float] = pa.Field(description="Log-odds ratio of a to b, shrunk by the prior; above 0 leans to a")
    low: Series[float] = pa.Field(description="95 % interval")
    high: Series[float] = pa.Field(description="95 % interval")
    z: Series[float] = pa.Field(description="log_odds by its standard error")
    q: Series[float] = pa.Field(ge=0, le=1, description="Benjamini–Hochberg adjusted p-value")


class Shift(Table):
    """One row per word that makes the tone of one set of sentences, a, differ from that of another, b."""

    word: Series[str] = pa.Field(unique=True, description="Word of VADER's lexicon, in lower case")
    count_a: Series[int] = pa.Field(ge=0, description="Times it occurs in a")
    count_b: Series[int] = pa.Field(ge=0, description="Times it occurs in b")
    valence: Series[float] = pa.Field(ge=-4, le=4, description="What the lexicon gives it, from −4 to 4")
    contribution: Series[float] = pa.Field(description="Part in tone of a − tone of b; the parts add up to it")
    low: Series[float] = pa.Field(nullable=True, description="95 % interval; missing with one article a side")
    high: Series[float] = pa.Field(nullable=True, description="95 % interval; missing with one article a side")


class Comparisons(Table):
    """One row per comparison: two outlets on one target, or two targets in one outlet."""

    outlet_a: Series[str]
    country_a: Series[str] = pa.Field(description="Target of side a")
    outlet_b: Series[str]
    country_b: Series[str] = pa.Field(description="Target of side b")
    units_a: Series[int] = pa.Field(ge=1, description="Articles of side a, or sentences where `unit` says so")
    units_b: Series[int] = pa.Field(ge=1, description="Articles of side b, or sentences where `unit` says so")
    sentences_a: Series[int] = pa.Field(ge=1, description="Sentences of side a")
    sentences_b: Series[int] = pa.Field(ge=1, description="Sentences of side b")
    difference: Series[float] = pa.Field(ge=-2, le=2, description="Mean score of a − mean score of b")
    low: Series[float] = pa.Field(nullable=True, description="95 % interval; missing where n is too small")
    high: Series[float] = pa.Field(nullable=True, description="95 % interval; missing where n is too small")
    effect: Series[float] = pa.Field(nullable=True, description="difference by the standard deviation of the scores")
    smallest: Series[float] = pa.Field(
        nullable=True, ge=0, description="Difference that so many units would show four times in five, tested alone"
    )
    p: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="p-value of the permutation test")
    q: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="p, adjusted for all comparisons of the table")
    unit: Series[str] = pa.Field(isin=("article", "sentence"), description="What is permuted: article or sentence")


class Timeline(Table):
    """One row per outlet, country and day, week, month or year."""

    outlet: Series[str]
    country: Series[str]
    period: Series[pd.Timestamp] = pa.Field(description="First day of the day, week (from Monday), month or year")
    articles: Series[int] = pa.Field(ge=1, description="Articles of the period that mention the country")
    sentences: Series[int] = pa.Field(ge=1, description="Sentences of the period that mention the country")
    mean: Series[float] = pa.Field(ge=-1, le=1, description="Mean score over the sentences")
    low: Series[float] = pa.Field(nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small")
    high: Series[float] = pa.Field(
        nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small"
    )
    unit: Series[str] = pa.Field(isin=("article", "sentence"), description="What the interval takes as independent")


class Frames(Table):
    """One row per outlet, country and frame."""

    outlet: Series[str]
    country: Series[str]
    family: Series[str] = pa.Field(
        isin=("generic", "policy"), description="generic (Semetko & Valkenburg 2000) or policy (Boydstun et al. 2014)"
    )
    frame: Series[str] = pa.Field(description="As in `data/lexicons/frames.csv`")
    framed: Series[int] = pa.Field(ge=0, description="Sentences on the country that have the frame")
    sentences: Series[int] = pa.Field(ge=1, description="Sentences that mention the country")
    share: Series[float] = pa.Field(ge=0, le=1, description="framed by sentences")
    low: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small")
    high: Series[float] = pa.Field(nullable=True, ge=0, le=1, description="95 % interval; missing where n is too small")
    unit: Series[str] = pa.Field(isin=("article", "sentence"), description="What the interval takes as independent")


class Sources(Table):
    """One row per outlet, speaker and country that their words name; one with no country where they name none."""

    outlet: Series[str]
    speaker: Series[str] = pa.Field(description="Normal form of the speaker; empty for all who have no name or role")
    sentences: Series[int] = pa.Field(ge=1, description="Sentences with words of the speaker, whatever the country")
    quotes: Series[int] = pa.Field(ge=0, description="Passages in quotation marks, whatever the country")
    words: Series[int] = pa.Field(ge=0, description="Words within quotation marks, whatever the country")
    neutral: Series[int] = pa.Field(ge=0, description="Passages that a neutral verb introduces, like said")
    doubting: Series[int] = pa.Field(ge=0, description="Passages that a doubting verb introduces, like claimed")
    endorsing: Series[int] = pa.Field(ge=0, description="Passages that an endorsing verb introduces, like pointed out")
    country: Series[str] = pa.Field(description="ISO 3166 alpha-3 code; empty where no target is named")
    scored: Series[int] = pa.Field(ge=0, description="Sentences in which the speaker's words name the country")
    mean: Series[float] = pa.Field(nullable=True, ge=-1, le=1, description="Mean score of these sentences")
    low: Series[float] = pa.Field(nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small")
    high: Series[float] = pa.Field(
        nullable=True, ge=-1, le=1, description="95 % interval; missing where n is too small"
    )
    negative_sentences: Series[int] = pa.Field(ge=0, description="Those with label −1")
    neutral_sentences: Series[int] = pa.Field(ge=0, description="Those with label 0")
    positive_sentences: Series[int] = pa.Field(ge=0, description="Those with label 1")


class Aliases(Table):
    """One row per pair of speakers of an outlet whose names may be two spellings of one; they are not merged."""

    outlet: Series[str]
    speaker: Series[str] = pa.Field(description="Normal form of one")
    other: Series[str] = pa.Field(description="Normal form of the other")
    alikeness: Series[float] = pa.Field(ge=0, le=1, description="Ratio of matching letters; 1 where they are equal")


class Selection(Table):
    """One row per sentence and target in it, of those that a reader has chosen."""

    article_id: Series[str]
    sentence_id: Series[int] = pa.Field(ge=0)
    outlet: Series[str]
    date: Series[pd.Timestamp] = pa.Field(nullable=True, description="Day of publication; missing where nothing says")
    title: Series[str]
    part: Series[str] = pa.Field(isin=PARTS)
    sentence: Series[str] = pa.Field(description="The sentence")
    country: Series[str] = pa.Field(description="The target")
    kinds: Series[str] = pa.Field(description="Kinds of mention of the target in the sentence, by commas")
    mentions: Series[int] = pa.Field(ge=1, description="Mentions of the target in the sentence")
    tone: Series[float] = pa.Field(ge=-1, le=1)
    negative: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    neutral: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    positive: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    score: Series[float] = pa.Field(ge=-1, le=1)
    confidence: Series[float] = pa.Field(
        nullable=True, ge=0, le=1, description="The largest of the three probabilities; missing with VADER"
    )
    label: Series[int] = pa.Field(isin=(-1, 0, 1))
    voice: Series[str] = pa.Field(isin=VOICES)
    speaker: Series[str]
    holder: Series[str] = pa.Field(isin=HOLDERS)
