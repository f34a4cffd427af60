"""Acts of speech in a sentence: who speaks, and by which verb."""

import re
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.quotation import Span
from analysis.read import data_path
from analysis.reporting_verbs import find_verbs, reporting_verbs
from analysis.speaker import DETERMINER, NAME, Speaker, head_kind, speaker_pattern
from analysis.subject import REACH, opening_speaker, speaker_of, speaker_within, subject_before, subject_behind

PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)(?:\s+\w+ly)?\s*$", re.I)
QUOTED_AS = re.compile(r"\bquoted\s+(?:(?P<who>.{2,80}?)\s+)?as\s+$")
BY_SAYING = re.compile(r"\b(?:by|while|in|after|before)\s*$")
SHARED = re.compile(r"(?:\band|\bbut|\bthen|,|—|–|_)(?:\s+(?:also|then|later|\w+ly|has|had))*\s*$")
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


def _report(text: str, verb: Span, earlier: list[Report]) -> Report | None:
    start, end = verb
    form = text[start:end]
    known = reporting_verbs()[form]
    near = max(0, start - REACH)
    last_words = text[near:start].rsplit(None, 6)
    if last_words and last_words[-1].endswith("as") and (quoted_as := QUOTED_AS.search(text, near, start)):
        quoter = subject_before(text, quoted_as.start())
        speaker = speaker_within(text, *quoted_as.span("who")) if quoted_as["who"] else quoter
        first = quoter.start if quoter else quoted_as.start()
        return Report(first, end, speaker, *known) if speaker else None
    # Six words hold all that the patterns below may: one, and adverbs behind it.
    before = near + len(last_words[0]) if len(last_words) > 6 else near
    if PASSIVE.search(text, before, start):
        return None
    if known.takes != "listener" and (speaker := subject_behind(text, verb)):
        return Report(start, speaker.end, speaker, *known)
    if speaker := subject_before(text, start):
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
        reports.append(Report(says.start(), says.end(), speaker_of(says), ":", "neutral"))
    return reports


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
