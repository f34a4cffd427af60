"""Which country an ambiguous form means where it stands: rules kept as data, and the mechanism that applies them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import NamedTuple

import pandas as pd

# How far a rule looks, in characters: at the words beside the form, and back in the article.
BESIDE, BACK = 60, 2500
KEEP, DROP = "keep", "drop"
WORD = r"\b"  # begins a pattern that begins with a word
# What the mention of a country says about the text around it, beside its code: most names that are ambiguous in the
# news are also places in the United States.
HOME, ABROAD = "USA", "abroad"


def cues_of(country: str) -> tuple[str, ...]:
    """Give the cues that the mention of a country is."""
    return (country,) if country == HOME else (country, ABROAD)


class Place(NamedTuple):
    """Where a match stands in the folded buffer, and how far its rules may look from there."""

    match: int
    """Number of the match."""
    start: int
    end: int
    left: int
    """Where the sign stands before the words that are looked at beside the form."""
    right: int
    """Where those behind the form end."""
    sentence: int
    """Number of the first match of the sentence."""
    before: int
    """Number of the first match that is not too far back in the article."""
    behind: int
    """Number of the first match behind the sentence."""


Cues = list[tuple[str, ...]]
"""By number of the match, what it says about the text around it."""


class Left(NamedTuple):
    """Rows of rules.csv that look at the words before the form and have the same effect."""

    pattern: re.Pattern[bytes]
    effect: str

    def holds(self, buffer: bytes, place: Place, cues: Cues) -> bool:
        """Tell whether the pattern fits up to the form."""
        return self.pattern.search(buffer, place.left, place.start) is not None


class Right(NamedTuple):
    """Rows of rules.csv that look at the words behind the form and have the same effect."""

    pattern: re.Pattern[bytes]
    effect: str

    def holds(self, buffer: bytes, place: Place, cues: Cues) -> bool:
        """Tell whether the pattern fits from the form on."""
        return self.pattern.match(buffer, place.end, place.right) is not None


class Near(NamedTuple):
    """A row of rules.csv that weighs the cues in the sentence, or there and earlier in the article."""

    earlier: bool
    cues: frozenset[str]
    against: frozenset[str]
    """Cues that must be fewer than `cues`."""
    effect: str

    def holds(self, buffer: bytes, place: Place, cues: Cues) -> bool:
        """Tell whether there are more of the cues than of those against."""
        near = list(chain.from_iterable(cues[place.before if self.earlier else place.sentence : place.behind]))
        found = sum(map(self.cues.__contains__, near))
        return found > 0 and (not self.against or found > sum(map(self.against.__contains__, near)))


class Rules:
    """The rules by name, each a list of rows of which the first that fits decides."""

    def __init__(self, rules: pd.DataFrame, lists: pd.DataFrame) -> None:
        """Take the tables ``rules`` and ``lists``; ``{name}`` in a pattern stands for any word of that list."""
        self._words = lists.groupby("list").word.agg(_any_of).to_dict()
        self._rows = {str(name): rows for name, rows in rules.groupby("rule", sort=False)}
        self._compiled: dict[tuple[str, ...], list[Left | Right | Near]] = {(): []}

    def decide(self, names: tuple[str, ...], buffer: bytes, place: Place, cues: Cues) -> str:
        """Give the effect of the first rule that fits: keep, drop or another country's code; keep where none does."""
        if names not in self._compiled:
            self._compiled[names] = list(self._compile(names))
        for rule in self._compiled[names]:
            if rule.holds(buffer, place, cues):
                return rule.effect
        return KEEP

    def _compile(self, names: tuple[str, ...]) -> Iterator[Left | Right | Near]:
        rows = pd.concat([self._rows[name] for name in names])
        for effect, run in groupby(rows.itertuples(index=False), lambda row: row.effect):
            # Rows in a run have the same effect, so their order is free: those that look to one side are one search.
            patterns: dict[str, list[str]] = defaultdict(list)
            for row in run:
                patterns[row.scope].append(row.pattern)
            if "right" in patterns:
                yield Right(self._pattern("|".join(patterns["right"])), effect)
            # `search` with an end puts \Z there. It finds where a word begins much faster by \W than by \b, and there
            # always is a sign before a word, since a break stands before each text.
            words = [pattern.removeprefix(WORD) for pattern in patterns["left"] if pattern.startswith(WORD)]
            others = [pattern for pattern in patterns["left"] if not pattern.startswith(WORD)]
            if words:
                yield Left(self._pattern(rf"\W(?:{'|'.join(words)})\Z"), effect)
            if others:
                yield Left(self._pattern(rf"(?:{'|'.join(others)})\Z"), effect)
            for scope in ("sentence", "before"):
                for cues, _, against in (pattern.partition(">") for pattern in patterns[scope]):
                    yield Near(scope == "before", frozenset(cues.split()), frozenset(against.split()), effect)

    def _pattern(self, pattern: str) -> re.Pattern[bytes]:
        for name, alternatives in self._words.items():
            pattern = pattern.replace(f"{{{name}}}", alternatives)
        return re.compile(pattern.encode("ascii"))


def _any_of(words: Iterable[str]) -> str:
    """Give a pattern for any of the words, grouped by their first letters, so that few are tried at any place."""
    letters = groupby(sorted(words), lambda word: word[0])
    groups = [f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in group)})" for first, group in letters]
    return f"(?:{'|'.join(groups)})"
