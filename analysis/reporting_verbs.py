"""Verbs of reporting: what is known of each form, and where sentences have one."""

from functools import cache
from typing import NamedTuple

import ahocorasick_rs
import pandas as pd

from analysis.quotation import Span
from analysis.read import data_path


class Verb(NamedTuple):
    """A row of reporting_verbs.csv."""

    lemma: str
    implies: str
    takes: str


@cache
def reporting_verbs() -> dict[str, Verb]:
    """What is known of each form of a reporting verb."""
    table = pd.read_csv(data_path("lexicons/reporting_verbs.csv"), keep_default_na=False)
    return {row.form: Verb(row.lemma, row.implies, row.takes) for row in table.itertuples()}


def find_verbs(texts: list[str]) -> list[list[Span]]:
    """Where each of the texts has a form of a reporting verb; the longest where several begin in one place."""
    text = "\n".join(texts)
    found: list[list[Span]] = [[] for _ in texts]
    number, start, end, place = 0, 0, len(texts[0]) if texts else 0, 0
    hits = sorted((first, -last) for _, first, last in _verbs().find_matches_as_indexes(text, overlapping=True))
    for first, last in ((first, -last) for first, last in hits):
        if first < place or _in_word(text[first - 1 : first]) or _in_word(text[last : last + 1]):
            continue
        while first > end:
            number, start = number + 1, end + 1
            end = start + len(texts[number])
        found[number].append((first - start, last - start))
        place = last
    return found


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@cache
def _verbs() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(reporting_verbs()))
