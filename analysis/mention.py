"""Sentences to country mentions."""

from collections.abc import Collection
from functools import cache

import ahocorasick_rs
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.errors import InputError
from analysis.read import data_path
from analysis.tables import KINDS, Mentions, Sentences


@pa.check_types
def find_mentions(sentences: DataFrame[Sentences], *, kinds: Collection[str] = KINDS) -> DataFrame[Mentions]:
    """Find every mention of a country: its name, demonym, abbreviation, capital or government.

    Forms are whole words of the lexicon, in its spelling; of forms that overlap the longest counts, so that no stretch
    of text is counted twice. Bylines are left out. `kinds` switches kinds off after that, so that "Washington Post"
    never turns into something else when capitals are off.

    Raises InputError for a kind that does not exist.
    """
    if unknown := set(kinds) - set(KINDS):
        raise InputError(f"no such kind of mention: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    lexicon, automaton = _lexicon()
    rows = []
    read = sentences[sentences.part != "byline"]
    for article_id, sentence_id, text in zip(read.article_id, read.sentence_id, read.sentence, strict=True):
        for form, start, end in automaton.find_matches_as_indexes(text):
            country, kind = lexicon[form]
            if kind in kinds and _is_word(text, start, end):
                rows.append((article_id, sentence_id, country, text[start:end], kind, start, end))
    return DataFrame[Mentions](pd.DataFrame(rows, columns=list(Mentions.to_schema().columns)))


def lexicon_countries() -> set[str]:
    """Alpha-3 codes of all countries that can be found."""
    return {country for country, _ in _lexicon()[0]}


@cache
def _lexicon() -> tuple[list[tuple[str, str]], ahocorasick_rs.AhoCorasick]:
    # Namibia's "NA" is a form, not a missing value.
    table = pd.read_csv(data_path("lexicons/countries.csv"), keep_default_na=False)
    automaton = ahocorasick_rs.AhoCorasick(table.form, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return list(zip(table.country, table.kind, strict=True)), automaton


def _is_word(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or behind.isalnum())
