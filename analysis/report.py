"""Acts of speech in a sentence: who speaks, and by which verb."""

import re
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
import pandas as pd

from analysis.quotation import Span
from analysis.read import data_path
from analysis.speaker import DETERMINER, NAME, Speaker, head_kind, is_name, speaker_pattern

HIDDEN = "_"  # stands where a quotation stood
REACH = 240  # characters in which the subject of a verb is sought
# What no speaker with what stands between them and their verb can hold; a comma may, in a number or before "who".
APART = re.compile(r"[^\w\s’'.,-]|(?<![\d.,]),(?!\s+who\s)")
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
APPOSED = re.compile(rf",{BETWEEN}\s*$")
WITH_COLON = re.compile(rf"(?P<who>{NAME})(?:\s+[a-z][\w\s]{{0,40}})?:\s*(?=_)")
PHRASED = ("ccording", "view", "opinion", "words", "eyes", "account", "telling")
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


def find_reports(outside: list[str]) -> list[list[Report]]:
    """Acts of speech in sentences whose quotations are blanked by `HIDDEN`, in order, still without contents."""
    reports = []
    for text, verbs in zip(outside, find_verbs(outside), strict=True):
        found: list[Report] = []
        for verb in verbs:
            if report := _report(text, verb, found):
                found.append(report)
        found += _sources(text)
        reports.append(sorted(found))
    return reports


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


def opening_speaker(text: str) -> Speaker | None:
    """The speaker whose name or role opens a sentence, or follows what introduces it up to a comma."""
    found = _opening().match(text)
    return _speaker(found) if found else None


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _report(text: str, verb: Span, earlier: list[Report]) -> Report | None:
    start, end = verb
    form = text[start:end]
    known = reporting_verbs()[form]
    near = max(0, start - REACH)
    last_words = text[near:start].rsplit(None, 6)
    if last_words and last_words[-1].endswith("as") and (quoted_as := QUOTED_AS.search(text, near, start)):
        quoter = _subject(text, quoted_as.start())
        speaker = _named_in(text, *quoted_as.span("who")) if quoted_as["who"] else quoter
        first = quoter.start if quoter else quoted_as.start()
        return Report(first, end, speaker, *known) if speaker else None
    # Six words hold all that the patterns below may: one, and adverbs behind it.
    before = near + len(last_words[0]) if len(last_words) > 6 else near
    if PASSIVE.search(text, before, start):
        return None
    if known.takes != "listener" and (speaker := _inverted(text, verb)):
        return Report(start, speaker.end, speaker, *known)
    if speaker := _subject(text, start):
        if known.takes == "finding" and head_kind(speaker.name) not in ("study", "document"):
            return None
        if NOUN_FORMS.fullmatch(form) and speaker.name.split()[-1] in _adjectives():
            return None
        return Report(speaker.start, end, speaker, *known)
    shares = form.endswith("ing") and BY_SAYING.search(text, before, start)
    if known.takes != "finding" and (shares or SHARED.search(text, before, start)):
        last = next((report.speaker for report in reversed(earlier)), None) or opening_speaker(text)
        if last and last.end <= start:
            return Report(start, end, last, *known)
    return None


def _subject(text: str, verb: int) -> Speaker | None:
    """The speaker right before the place of a verb, or before an apposition in front of it."""
    offset = max(0, verb - REACH)
    near = text[offset:verb]
    if found := _last_speaker(near):
        return _speaker(found, offset)
    if "," not in near or HIDDEN in near[-2:]:
        return None
    trimmed = APPOSED.sub("", near)
    if trimmed == near:
        return None
    for comma in reversed([place for place, sign in enumerate(trimmed) if sign == ","]):
        apposed = trimmed[comma + 1 :].strip()
        if HIDDEN in apposed:
            return None
        if (found := _last_speaker(trimmed[:comma] + " ")) and not re.match(r"(?:and|but|or)\b", apposed):
            if is_name(apposed) and not is_name(found["who"]):
                start = offset + comma + 1 + trimmed[comma + 1 :].index(apposed)
                return Speaker(start, start + len(apposed), apposed)
            return _speaker(found, offset)
    return None


def _last_speaker(near: str) -> re.Match[str] | None:
    """The speaker at the end of a text, with no more behind it than what may stand before a verb."""
    if not near or not near[-1].isspace():
        return None
    return _ending().search(near, stretch(near, len(near)))


def stretch(text: str, end: int) -> int:
    """Where the stretch before a place begins in which a speaker may stand: behind the last sign that none can hold."""
    return max((found.end() for found in APART.finditer(text, 0, end)), default=0)


def _inverted(text: str, verb: Span) -> Speaker | None:
    """The speaker right behind a verb that a quotation or a reported clause and its comma stand before."""
    start, end = verb
    before = text[max(0, start - REACH) : start].rstrip()
    if not before.endswith((HIDDEN, ",")) or text[start:end].endswith("ing"):
        return None
    found = _beginning().match(text, end)
    if not found or (before.endswith(",") and not BEHIND_INVERTED.match(text, found.end())):
        return None
    return _speaker(found)


def _named_in(text: str, start: int, end: int) -> Speaker | None:
    found = _beginning().match(text, start, end)
    return _speaker(found) if found else None


def _sources(text: str) -> list[Report]:
    """Speakers named by a phrase without a verb of saying: "according to", "in somebody's view"."""
    reports = []
    # A look at the words that each of the phrases has spares nearly all sentences the search for their order.
    for found in _phrases().finditer(text) if any(map(text.__contains__, PHRASED)) else ():
        group = next(name for name in ("source", "whose", "words") if found[name])
        name = found[group]
        if group == "whose":
            name = re.sub(r"[’']s?$", "", name)
        start = found.start(group)
        if not name.strip() or name.split()[-1].lower() in RULES:
            continue
        speaker = Speaker(start, start + len(name), name)
        reports.append(Report(found.start(), found.end(), speaker, "according to", "neutral"))
    if ":" in text and (says := WITH_COLON.match(text)):
        reports.append(Report(says.start(), says.end(), _speaker(says), ":", "neutral"))
    return reports


def _speaker(found: re.Match[str], offset: int = 0) -> Speaker:
    start, end = found.span("who")
    if office := OFFICE.search(found["who"]):
        start += office.start("name")
    return Speaker(offset + start, offset + end, found.string[start:end])


@cache
def _verbs() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(reporting_verbs()))


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
