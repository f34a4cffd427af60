"""Reported speech in a sentence: the verb, who speaks, and which words are reported outside quotation marks."""

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
SHARED = re.compile(r"(?:\band|\bbut|\bthen|,|—|–|_)(?:\s+(?:also|then|later|\w+ly|has|had))*\s*$")
# Where a report ends and the author goes on.
TURNS = re.compile(r";|,?\s+(?:while|whereas|although|even though)\b|,\s+(?:but|though)\b")
ADVERBIAL = (
    r"(?:on|in|at|during|late|early|last|this|yesterday|today|earlier|later|here|after|before|via|from|by|as he|as she"
    r"|again|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
ONLY_WHEN = re.compile(rf"\s*(?:{ADVERBIAL}[^;_]*)?[\s.,:–—]*$")
BEHIND_INVERTED = re.compile(rf"\s*(?:[.,;:—–_]|$|{ADVERBIAL})")
THAT = re.compile(
    rf"(?:\s+(?:{ADVERBIAL}|(?:\w+\s+)?(?:reporters|journalists|parliament|lawmakers))[^,;_]{{0,60}}?)?\s+that\b"
)
LISTENER = re.compile(rf"\s+(?:{DETERMINER}\s+)?(?:{NAME}|(?:him|her|them|us|me)\b|(?:[a-z]+\s+)?[a-z]+s\b|[a-z]+)")
FINITE_WORDS = (
    r"(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|should|shall"
    r"|\w{2,}ed|wants?|needs?|went|left|came|fell|made|took|gave|won|lost|knew|got|kept|led|met|ran|sent|stood|told|fought"
    r"|broke|became|brought|built|bought|remains?|stays?|seeks?|supports?|helps?|\w+n['’]t)\b"
)
FINITE = re.compile(rf"(?:\S+\s+){{0,8}}?{FINITE_WORDS}")
# "secretary of state John Kerry" is John Kerry, with his office in small letters before him.
OFFICE = re.compile(rf"\s(?:of|for)\s+[a-z]+\s+(?P<name>{NAME})$")
NO_CLAUSE = re.compile(r"\s+(?:of|for|about|against|over|with|into|to|on|between|at|from)\b")
RELATIVE = re.compile(r"\b(?:who|which|that)\b")
NOUN_FORMS = re.compile(
    r"(?:claims|reports|states|notes|remarks|comments|answers|demands|posts|fears|hopes|calls|worries)"
)


class Report(NamedTuple):
    """One act of speech: who, by which verb, and where; `contents` are the reported words outside quotations."""

    start: int
    end: int
    speaker: Speaker
    lemma: str
    implies: str
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
    """Acts of speech in a sentence whose quotations are blanked by `HIDDEN`, in the order of the text."""
    found: list[Report] = []
    for verb in _verb_pattern().finditer(outside):
        if report := _report(outside, verb, found):
            found.append(report)
    found += _sources(outside)
    found.sort()
    return [_with_contents(outside, report, found) for report in found]


def opening_speaker(text: str) -> Speaker | None:
    """The speaker whose name or role opens a sentence, or follows what introduces it up to a comma."""
    found = _opening().match(text)
    return _speaker(found) if found else None


def _report(text: str, verb: re.Match[str], earlier: list[Report]) -> Report | None:
    known = reporting_verbs()[verb[0].lower()]
    left = text[: verb.start()]
    quoted_as = re.search(r"\b(?P<verb>quoted)\s+(?:(?P<who>.{2,80}?)\s+)?as\s+$", left)
    if quoted_as:
        speaker = _named_in(text, *quoted_as.span("who")) if quoted_as["who"] else _subject(left[: quoted_as.start()])
        quoter = _subject(left[: quoted_as.start()])
        start = quoter.start if quoter else quoted_as.start()
        return Report(start, verb.end(), speaker, known.lemma, known.implies) if speaker else None
    if PASSIVE.search(left):
        return None
    if known.takes != "listener" and (speaker := _inverted(text, verb)):
        return Report(verb.start(), speaker.end, speaker, known.lemma, known.implies)
    if speaker := _subject(left):
        if known.takes == "finding" and head_kind(speaker.name) not in ("study", "document"):
            return None
        if NOUN_FORMS.fullmatch(verb[0]) and speaker.name.split()[-1] in _adjectives():
            return None
        return Report(speaker.start, verb.end(), speaker, known.lemma, known.implies)
    shares = verb[0].endswith("ing") and re.search(r"\b(?:by|while|in|after|before)\s*$", left)
    if known.takes != "finding" and (shares or SHARED.search(left)):
        last = next((report.speaker for report in reversed(earlier)), None) or opening_speaker(text)
        if last and last.end <= verb.start():
            return Report(verb.start(), verb.end(), last, known.lemma, known.implies)
    return None


def _subject(left: str) -> Speaker | None:
    """The speaker right before a verb, or before an apposition in front of it."""
    offset = max(0, len(left) - REACH)
    near = left[offset:]
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


def _only_when(tail: str) -> bool:
    """Tell whether behind the verb stands at most when or where it was said."""
    words = ONLY_WHEN.match(tail)
    return words is not None and not THAT.match(tail) and not re.search(rf"\b{FINITE_WORDS}", words[0])


def _inverted(text: str, verb: re.Match[str]) -> Speaker | None:
    """The speaker right behind a verb that a quotation or a reported clause and its comma stand before."""
    before = text[: verb.start()].rstrip()
    if not before.endswith((HIDDEN, ",")) or verb[0].endswith("ing"):
        return None
    found = _beginning().match(text, verb.end())
    if not found or (before.endswith(",") and not BEHIND_INVERTED.match(text, found.end())):
        return None
    return _speaker(found)


def _named_in(text: str, start: int, end: int) -> Speaker | None:
    found = _beginning().match(text[:end], start)
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
        if name.split()[-1].lower() in ("plan", "schedule", "law", "rules", "custom", "tradition", "need", "protocol"):
            continue
        speaker = Speaker(start, start + len(name), name)
        reports.append(Report(found.start(), found.end(), speaker, "according to", "neutral"))
    for found in re.finditer(rf"(?P<who>{NAME})(?:\s+[a-z][\w\s]{{0,40}})?:\s*(?=_)", text):
        if found.start() == 0:
            reports.append(Report(found.start(), found.end(), _speaker(found), ":", "neutral"))
    return reports


def _with_contents(text: str, report: Report, reports: list[Report]) -> Report:
    """The report with the words outside quotations that it reports."""
    first, last = _limits(text, report, reports)
    before, behind = (first, report.start), (report.end, last)
    head, tail = text[slice(*before)], text[slice(*behind)]
    lemma = report.lemma
    if lemma == ":":
        return report
    if lemma == "according to":
        spans = [before, behind]
    elif report.end == report.speaker.end:  # inverted
        spans = [before] if head.rstrip().endswith(",") else []
        if (
            spans
            and tail.lstrip().startswith(",")
            and FINITE.match(tail.lstrip(", "))
            and not RELATIVE.match(tail.lstrip(", "))
        ):
            spans.append(behind)
    elif _only_when(tail) or tail.lstrip().startswith(HIDDEN):
        spans = [before] if head.rstrip().endswith(",") and HIDDEN not in head else []
    elif tail.startswith(","):
        spans = [before, behind]
    else:
        spans = [(report.end + shift, last) for shift in _clause(text[report.start : report.end], tail)]
    return report._replace(contents=tuple(_visible(text, spans)))


def _clause(words: str, tail: str) -> list[int]:
    """Where in `tail` the clause begins that is reported; none where the verb takes no clause here."""
    form = next((form for form in _forms() if re.search(rf"\b{form}$", words)), "")
    verb = reporting_verbs()[form] if form else Verb("say", "neutral", "content")
    if that := THAT.match(tail):
        return [that.end()]
    if verb.takes == "charge":
        return [0]
    if verb.takes == "listener":
        listener = LISTENER.match(tail)
        rest = tail[listener.end() :] if listener else ""
        if listener and (that := re.match(r"(?:[’']s\s+\S+|[^,;_]){0,60}?\s+that\b", rest)):
            return [listener.end() + that.end()]
        return [listener.end()] if listener and FINITE.match(rest.lstrip()) else []
    if verb.lemma in ("claim", "profess", "purport") and re.match(r"\s+to\b", tail):
        return [0]
    if NO_CLAUSE.match(tail) and verb.takes != "content":
        return []
    clause = FINITE.match(tail.lstrip())
    if verb.takes == "content" or (clause and not RELATIVE.search(clause[0])):
        return [0]
    return []


def _limits(text: str, report: Report, reports: list[Report]) -> Span:
    """How far from a report the words may stand that it reports."""
    others = [other for other in reports if other is not report]
    first = max((other.end for other in others if other.end <= report.start), default=0)
    last = min((other.start for other in others if other.start >= report.end), default=len(text))
    for turn in TURNS.finditer(text):
        if turn.end() <= report.start:
            first = max(first, turn.end())
        elif turn.start() >= report.end:
            last = min(last, turn.start())
    return first, last


def _visible(text: str, spans: list[Span]) -> list[Span]:
    """The stretches of `spans` outside quotations that hold a word."""
    pieces = [
        (start + m.start(), start + m.end()) for start, end in spans for m in re.finditer(r"[^_]+", text[start:end])
    ]
    return [(start, end) for start, end in pieces if re.search(r"\w\w", text[start:end])]


def _speaker(found: re.Match[str], offset: int = 0) -> Speaker:
    start, end = found.span("who")
    if office := OFFICE.search(found["who"]):
        start += office.start("name")
    return Speaker(offset + start, offset + end, found.string[start:end])


@cache
def _forms() -> list[str]:
    return sorted(reporting_verbs(), key=len, reverse=True)


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_forms())})\b")


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
