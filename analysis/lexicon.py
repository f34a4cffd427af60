"""The forms that name countries, read from ``data/lexicons`` and compiled into one automaton."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import pandas as pd

from analysis.context import Rules, cues_of
from analysis.fold import fold_form
from analysis.read import data_path

# Shorter forms in capitals, such as "POLE" of "Pole" or "BRIT", are more often something else than a headline.
CAPITALS_FROM = 4

WITHOUT = re.compile(r"^[Tt]he |[’']s?$")  # what may stand beside a form in a span that names it

# Forms with no other rules than these nearly always name their country, so they count as cues to their surroundings.
MILD = {"surname", "forename", "india", "french"}

# With these before a surname a form is not searched in capitals too: headlines in capitals leave titles out.
TITLES = ("Mr", "Ms", "President ", "Prime Minister ", "Foreign ", "Secretary ", "Premier ", "PM ", "King ", "Supreme ")


class Meaning(NamedTuple):
    """What a form stands for."""

    country: str
    """Alpha-3 code."""
    kind: str
    rules: tuple[str, ...] = ()
    """Names of the context rules that decide where the form is ambiguous; none where it is not."""
    valid_from: str = ""
    """ISO dates, first and last on which the form stands for the country; empty where there is no limit."""
    valid_to: str = ""

    def fits(self, day: str) -> bool:
        """Tell whether the form has this meaning on a day."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


class Lexicon:
    """All that is searched for, compiled; a pattern's number indexes the arrays and lists."""

    def __init__(self, meanings: dict[bytes, list[Meaning]], cues: dict[bytes, list[str]], rules: Rules) -> None:
        """Take what each pattern means, and the cues that it gives; many a cue names no country."""
        patterns = list({**meanings, **cues})
        self.rules = rules
        self.automaton = ahocorasick_rs.BytesAhoCorasick(
            patterns,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.DFA,  # 10 MB take 30 ms instead of 90
        )
        self.meanings = [tuple(meanings.get(pattern, ())) for pattern in patterns]
        # How a pattern reads where folding changes nothing.
        self.form = np.array([pattern.decode("latin-1") for pattern in patterns], dtype=object)
        # The country and kind of the first meaning, empty where a pattern is only a cue.
        self.country = np.array([found[0].country if found else "" for found in self.meanings], dtype=object)
        self.kind = np.array([found[0].kind if found else "" for found in self.meanings], dtype=object)
        # Where towns and streets are named alike.
        self.place = np.isin(self.kind.astype(str), ("name", "capital"))
        # Where there is one country and no rule; a date may still rule it out.
        self.certain = np.array(
            [len({m.country for m in found}) == 1 and not found[0].rules for found in self.meanings]
        )
        self.dated = np.array([any(any(meaning[3:]) for meaning in found) for found in self.meanings])
        # Where a shorter pattern begins the same way.
        self.nested = np.array(
            [any(pattern[:end] in meanings for end in range(2, len(pattern))) for pattern in patterns]
        )
        # What each pattern says about the text around it: its cues, and its country where that is clear.
        self.cues = [
            tuple(dict.fromkeys((*cues.get(pattern, ()), *(cues_of(found[0].country) if _is_clear(found) else ()))))
            for pattern, found in zip(patterns, self.meanings, strict=True)
        ]


def _is_clear(meanings: tuple[Meaning, ...]) -> bool:
    return len({meaning.country for meaning in meanings}) == 1 and MILD.issuperset(meanings[0].rules)


def read_table(name: str) -> pd.DataFrame:
    """Read a table of the lexicon; Namibia's "NA" is a form, not a missing value."""
    return pd.read_csv(data_path(f"lexicons/{name}.csv"), keep_default_na=False, dtype=str)


@cache
def country_names() -> dict[str, str]:
    """Give the English short name of every country by its alpha-3 code, after CLDR."""
    return dict(read_table("codes")[["country", "name"]].to_numpy())


@cache
def group_names() -> dict[str, str]:
    """Give the name of every group of countries by its code."""
    return dict(read_table("groups")[["group", "name"]].to_numpy())


def names_country(words: str) -> bool:
    """Tell whether these words alone name a country, its people or its capital, whatever stands around them."""
    bare = WITHOUT.sub("", " ".join(words.split()))
    return bare in _country_forms() or (len(bare) >= CAPITALS_FROM and bare in _country_forms(upper=True))


@cache
def _country_forms(upper: bool = False) -> frozenset[str]:
    table = read_table("countries")
    forms = table.form[table.kind != "government"]
    return frozenset(forms.str.upper() if upper else forms)


@cache
def load_lexicon() -> Lexicon:
    """Read and compile the lexicon, once."""
    meanings: dict[bytes, list[Meaning]] = {}
    for form, meaning in [*_forms(), *_leaders()]:
        for spelling in _spellings(form):
            known = meanings.setdefault(spelling, [])
            if meaning not in known:
                known.append(meaning)
    cues: dict[bytes, list[str]] = {}
    for row in read_table("cues").itertuples(index=False):
        for spelling in _spellings(row.form):
            cues.setdefault(spelling, []).extend([row.cue] if row.cue else [])
    return Lexicon(meanings, cues, Rules(read_table("rules"), read_table("lists")))


def _spellings(form: str) -> Iterator[bytes]:
    yield fold_form(form)
    if len(form) >= CAPITALS_FROM and not form.isupper() and not form.startswith(TITLES):
        yield fold_form(form.upper())


def _forms() -> Iterator[tuple[str, Meaning]]:
    for row in read_table("countries").itertuples(index=False):
        yield row.form, Meaning(row.country, row.kind, tuple(row.rule.split()), row.valid_from, row.valid_to)


def _leaders() -> Iterator[tuple[str, Meaning]]:
    """Yield an office holder by full name and, as far as the table says it is safe, by title and surname or surname."""
    titles: dict[str, list[str]] = read_table("titles").groupby("office").form.agg(list).to_dict()
    for row in read_table("leaders").itertuples(index=False):
        meaning = Meaning(row.country, "government", (), row.valid_from, row.valid_to)
        yield row.name, meaning
        for surname in filter(None, row.surnames.split(";")):
            offices = [row.office, "any"] if row.use in ("mr", "bare") else [row.office]
            for office in offices:
                yield from ((title.format(surname), meaning) for title in titles.get(office, ()))
            if row.use == "bare":
                yield surname, meaning
