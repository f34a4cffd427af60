"""Which country an ambiguous form means where it stands: rules kept as data, and the mechanism that applies them."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

import pandas as pd

# How far a rule looks, in characters: at the words beside the form, and back in the article.
BESIDE, BACK = 60, 2500
KEEP, DROP = "keep", "drop"
# What the mention of a country says about the text around it, beside its code: most names that are ambiguous in the
# news are also places in the United States.
HOME, ABROAD = "USA", "abroad"


def cues_of(country: str) -> tuple[str, ...]:
    """Give the cues that the mention of a country is."""
    return (country,) if country == HOME else (country, ABROAD)


class Place(NamedTuple):
    """Where a form stands in the folded buffer: half-open bounds of the form, its sentence and its article."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    article_start: int


class Evidence:
    """Where the cues stand: for each, the sorted starts of the words that give it."""

    def __init__(self, find: Callable[[str], list[int]]) -> None:
        """Take a function that gives the starts of a cue; it is called once for each cue that a rule asks for."""
        self._find = find
        self._starts: dict[str, list[int]] = {}

    def add(self, cues: Iterable[str], start: int) -> None:
        """Add the cues that a word at `start` gives."""
        for cue in cues:
            insort(self._of(cue), start)

    def count(self, cues: Iterable[str], start: int, end: int) -> int:
        """Count the cues that stand between `start` and `end`."""
        total = 0
        for cue in cues:
            if starts := self._of(cue):
                total += bisect_left(starts, end) - bisect_left(starts, start)
        return total

    def _of(self, cue: str) -> list[int]:
        if cue not in self._starts:
            self._starts[cue] = self._find(cue)
        return self._starts[cue]


class Rule(NamedTuple):
    """A row of rules.csv, or several that look at the same place and have the same effect."""

    scope: str
    """left, right: what stands beside the form; sentence, before: cues in the sentence, or there and earlier."""
    beside: re.Pattern[bytes] | None
    cues: tuple[str, ...]
    against: tuple[str, ...]
    """Cues that must be fewer than `cues`."""
    effect: str

    def holds(self, buffer: bytes, place: Place, evidence: Evidence) -> bool:
        """Tell whether the rule's pattern fits the text around the form; nothing behind the sentence is looked at."""
        start, end, sentence_start, sentence_end, article_start = place
        if self.beside:
            if self.scope == "left":
                return self.beside.search(buffer, max(sentence_start, start - BESIDE), start) is not None
            return self.beside.match(buffer, end, min(sentence_end, end + BESIDE)) is not None
        first = sentence_start if self.scope == "sentence" else max(article_start, start - BACK)
        found = evidence.count(self.cues, first, sentence_end)
        return found > 0 and (not self.against or found > evidence.count(self.against, first, sentence_end))


class Rules:
    """The rules by name, each a list of rows of which the first that fits decides."""

    def __init__(self, rules: pd.DataFrame, lists: pd.DataFrame) -> None:
        """Take the tables ``rules`` and ``lists``; ``{name}`` in a pattern stands for any word of that list."""
        self._words = lists.groupby("list").word.agg(_any_of).to_dict()
        self._rows = {str(name): rows for name, rows in rules.groupby("rule", sort=False)}
        self._compiled: dict[tuple[str, ...], list[Rule]] = {}

    def decide(self, names: tuple[str, ...], buffer: bytes, place: Place, evidence: Evidence) -> str:
        """Give the effect of the first rule that fits: keep, drop or another country's code; keep where none does."""
        if names not in self._compiled:
            self._compiled[names] = self._compile(names)
        for rule in self._compiled[names]:
            if rule.holds(buffer, place, evidence):
                return rule.effect
        return KEEP

    def _compile(self, names: tuple[str, ...]) -> list[Rule]:
        if not names:
            return []
        rows = pd.concat([self._rows[name] for name in names])
        compiled = []
        for (scope, effect), group in groupby(rows.itertuples(index=False), lambda row: (row.scope, row.effect)):
            if scope in ("left", "right"):
                compiled.append(Rule(scope, self._pattern(scope, [row.pattern for row in group]), (), (), effect))
            else:
                sides = [row.pattern.partition(">") for row in group]
                compiled += [
                    Rule(scope, None, tuple(cues.split()), tuple(less.split()), effect) for cues, _, less in sides
                ]
        return compiled

    def _pattern(self, scope: str, patterns: list[str]) -> re.Pattern[bytes]:
        # `search` with an end puts \Z there; a look-behind still sees what stands before the start.
        pattern = f"(?:{'|'.join(patterns)})" + (r"\Z" if scope == "left" else "")
        for name, alternatives in self._words.items():
            pattern = pattern.replace(f"{{{name}}}", alternatives)
        return re.compile(pattern.encode("ascii"))


def _any_of(words: Iterable[str]) -> str:
    """Give a pattern for any of the words; the first letters spare the search a look at each word at each place."""
    firsts = "".join(sorted({word[0] for word in words}))
    return f"(?=[{firsts}])(?:{'|'.join(map(re.escape, words))})"
