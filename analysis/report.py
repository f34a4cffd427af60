"""Acts of speech in a sentence: who speaks, and by which verb."""

import re
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.quotation import Span
from analysis.read import data_path
from analysis.speaker import DETERMINER, NAME, Speaker, head_kind, speaker_pattern

HIDDEN = "_"  # stands where a quotation stood
REACH = 240  # characters in which the subject of a verb is sought
BETWEEN = r"(?:,?\s+who)?(?:\s+(?:has|have|had|also|then|later|once|now|still|again|himself|herself|\w+ly))*"
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)(?:\s+\w+ly)?\s*$", re.I)
QUOTED_AS = re.compile(r"\bquoted\s+(?:(?P<who>.{2,80}?)\s+)?as\s+$")
BY_SAYING = re.compile(r"\b(?:by|while|in|after|before)\s*$")
SHARED = re.compile(r"(?:\band|\bbut|\bthen|,|—|–|_)(?:\s+(?:also|then|later|\w+ly|has|had))*\s*$")
ADVERBIAL = (
    r"(?:on|in|at|during|late|early|last|this|yesterday|today|earlier|later|here|after|before|via|from|by|as he|as she"
    r"|again|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
BEHIND_INVERTED = re.compile(rf"\s*(?:[.,;:—–_]|$|{ADVERBIAL})")
# "secretary of state John Kerry" is John Kerry, with his office in small letters before him.
OFFICE = re.compile(rf"\s(?:of|for)\s+[a-z]+\s+(?P<name>{NAME})$")
# What something may be according to that is nobody's word.
RULES = ("plan", "schedule", "law", "rules", "custom", "tradition", "need", "protocol")
NOUN_FORMS = re.compile(
    r"(?:claims|reports|states|notes|remarks|comments|answers|demands|posts|fears|hopes|calls|worries)"
)


class Report(NamedTuple):
    """One act of speech: who, by which verb, and where; `contents` are the reported words outside quotations.

    `takes` is what follows the verb, as in reporting_verbs.csv.
    """

    start: int
    end: int
    speaker: Speaker
    lemma: str
    implies: str
    takes: str = "content"
    contents: tuple[Span, ...] = ()


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


def find_reports(outside: str) -> list[Report]:
    """Acts of speech in a sentence whose quotations are blanked by `HIDDEN`, in order, still without contents."""
    found: list[Report] = []
    for verb in _verb_pattern().finditer(outside):
        if report := _report(outside, verb, found):
            found.append(report)
    found += _sources(outside)
    return sorted(found)


def opening_speaker(text: str) -> Speaker | None:
    """The speaker whose name or role opens a sentence, or follows what introduces it up to a comma."""
    found = _opening().match(text)
    return _speaker(found) if found else None


def _report(text: str, verb: re.Match[str], earlier: list[Report]) -> Report | None:
    known = reporting_verbs()[verb[0].lower()]
    near = max(0, verb.start() - REACH), verb.start()
    if quoted_as := QUOTED_AS.search(text, *near):
        quoter = _subject(text, quoted_as.start())
        speaker = _named_in(text, *quoted_as.span("who")) if quoted_as["who"] else quoter
        start = quoter.start if quoter else quoted_as.start()
        return Report(start, verb.end(), speaker, *known) if speaker else None
    if PASSIVE.search(text, *near):
        return None
    if known.takes != "listener" and (speaker := _inverted(text, verb)):
        return Report(verb.start(), speaker.end, speaker, *known)
    if speaker := _subject(text, verb.start()):
        if known.takes == "finding" and head_kind(speaker.name) not in ("study", "document"):
            return None
        if NOUN_FORMS.fullmatch(verb[0]) and speaker.name.split()[-1] in _adjectives():
            return None
        return Report(speaker.start, verb.end(), speaker, *known)
    shares = verb[0].endswith("ing") and BY_SAYING.search(text, *near)
    if known.takes != "finding" and (shares or SHARED.search(text, *near)):
        last = next((report.speaker for report in reversed(earlier)), None) or opening_speaker(text)
        if last and last.end <= verb.start():
            return Report(verb.start(), verb.end(), last, *known)
    return None


def _subject(text: str, verb: int) -> Speaker | None:
    """The speaker right before the place of a verb, or before an apposition in front of it."""
    offset = max(0, verb - REACH)
    near = text[offset:verb]
    if found := _ending().search(near):
        return _speaker(found, offset)
    trimmed = re.sub(rf",{BETWEEN}\s*$", "", near)
    if trimmed == near or HIDDEN in near[-2:]:
        return None
    for comma in reversed([place for place, sign in enumerate(trimmed) if sign == ","]):
        apposed = trimmed[comma + 1 :].strip()
        if HIDDEN in apposed:
            return None
        if (found := _ending().search(trimmed[:comma] + " ")) and not re.match(r"(?:and|but|or)\b", apposed):
            name = re.fullmatch(NAME, apposed)
            if name and not re.fullmatch(NAME, found["who"]):
                start = offset + comma + 1 + trimmed[comma + 1 :].index(apposed)
                return Speaker(start, start + len(apposed), apposed)
            return _speaker(found, offset)
    return None


def _inverted(text: str, verb: re.Match[str]) -> Speaker | None:
    """The speaker right behind a verb that a quotation or a reported clause and its comma stand before."""
    before = text[max(0, verb.start() - REACH) : verb.start()].rstrip()
    if not before.endswith((HIDDEN, ",")) or verb[0].endswith("ing"):
        return None
    found = _beginning().match(text, verb.end())
    if not found or (before.endswith(",") and not BEHIND_INVERTED.match(text, found.end())):
        return None
    return _speaker(found)


def _named_in(text: str, start: int, end: int) -> Speaker | None:
    found = _beginning().match(text, start, end)
    return _speaker(found) if found else None


def _sources(text: str) -> list[Report]:
    """Speakers named by a phrase without a verb of saying: "according to", "in somebody's view"."""
    reports = []
    for found in _phrases().finditer(text):
        group = next(name for name in ("source", "whose", "words") if found[name])
        name = found[group]
        if group == "whose":
            name = re.sub(r"[’']s?$", "", name)
        start = found.start(group)
        if not name.strip() or name.split()[-1].lower() in RULES:
            continue
        speaker = Speaker(start, start + len(name), name)
        reports.append(Report(found.start(), found.end(), speaker, "according to", "neutral"))
    for found in re.finditer(rf"(?P<who>{NAME})(?:\s+[a-z][\w\s]{{0,40}})?:\s*(?=_)", text):
        if found.start() == 0:
            reports.append(Report(found.start(), found.end(), _speaker(found), ":", "neutral"))
    return reports


def _speaker(found: re.Match[str], offset: int = 0) -> Speaker:
    start, end = found.span("who")
    if office := OFFICE.search(found["who"]):
        start += office.start("name")
    return Speaker(offset + start, offset + end, found.string[start:end])


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(reporting_verbs(), key=len, reverse=True))})\b")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'.-])(?P<who>{speaker_pattern()}){BETWEEN}\s+$")


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{DETERMINER}\s+)?(?P<who>{speaker_pattern()})")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{DETERMINER}\s+)?|[^,_]{{1,80}},\s+(?:{DETERMINER}\s+)?)(?P<who>{speaker_pattern()})")


@cache
def _phrases() -> re.Pattern[str]:
    determined = rf"(?:{DETERMINER}\s+)?"
    return re.compile(
        rf"\b[Aa]ccording\s+to\s+{determined}(?P<source>[^,;:._]{{1,90}}(?:\.(?=\w)[^,;:._]*)?)"
        rf"|\b[Ii]n\s+{determined}(?P<whose>{NAME}|[a-z]+[’']s?)\s+(?:view|opinion|words|eyes|account|telling)\b"
        rf"|\b[Ii]n\s+the\s+(?:words|view|opinion|eyes)\s+of\s+{determined}(?P<words>{speaker_pattern()})"
    )


@cache
def _adjectives() -> frozenset[str]:
    """What stands before a noun as a country's adjective: "Iraqi claims", "US fears"."""
    table = pd.read_csv(data_path("lexicons/countries.csv"), keep_default_na=False)
    return frozenset(
        form for form in table.form[table.kind.isin(["demonym", "abbreviation"])] if not re.search("[a-z]s$", form)
    )
