"""Which speaker a verb belongs to: the one before it, the one behind it, or the one who opens the sentence."""

import re
from functools import cache

from analysis.quotation import Span
from analysis.speaker import DETERMINER, NAME, Speaker, is_name, speaker_pattern

HIDDEN = "_"  # stands where a quotation stood
REACH = 240  # characters in which the subject of a verb is sought
# What no speaker with what stands between them and their verb can hold; a comma may, in a number or before "who".
APART = re.compile(r"[^\w\s’'.,-]|(?<![\d.,]),(?!\s+who\s)")
BETWEEN = r"(?:,?\s+who)?(?:\s+(?:has|have|had|also|then|later|once|now|still|again|himself|herself|\w+ly))*"
APPOSED = re.compile(rf",{BETWEEN}\s*$")
ADVERBIAL = (
    r"(?:on|in|at|during|late|early|last|this|yesterday|today|earlier|later|here|after|before|via|from|by|as he|as she"
    r"|again|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
BEHIND_INVERTED = re.compile(rf"\s*(?:[.,;:—–_]|$|{ADVERBIAL})")
# "secretary of state John Kerry" is John Kerry, with his office in small letters before him.
OFFICE = re.compile(rf"\s(?:of|for)\s+[a-z]+\s+(?P<name>{NAME})$")


def subject_before(text: str, verb: int) -> Speaker | None:
    """The speaker right before the place of a verb, or before an apposition in front of it."""
    offset = max(0, verb - REACH)
    near = text[offset:verb]
    if found := _last_speaker(near):
        return speaker_of(found, offset)
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
            return speaker_of(found, offset)
    return None


def subject_behind(text: str, verb: Span) -> Speaker | None:
    """The speaker right behind a verb that a quotation or a reported clause and its comma stand before."""
    start, end = verb
    before = text[max(0, start - REACH) : start].rstrip()
    if not before.endswith((HIDDEN, ",")) or text[start:end].endswith("ing"):
        return None
    found = _beginning().match(text, end)
    if not found or (before.endswith(",") and not BEHIND_INVERTED.match(text, found.end())):
        return None
    return speaker_of(found)


def speaker_within(text: str, start: int, end: int) -> Speaker | None:
    """The speaker with whose name, behind a blank, a stretch of the text begins."""
    found = _beginning().match(text, start, end)
    return speaker_of(found) if found else None


def opening_speaker(text: str) -> Speaker | None:
    """The speaker whose name or role opens a sentence, or follows what introduces it up to a comma."""
    found = _opening().match(text)
    return speaker_of(found) if found else None


def speaker_of(found: re.Match[str], offset: int = 0) -> Speaker:
    """The speaker in a match's group `who`; `offset` is where the text that was searched begins in the sentence."""
    start, end = found.span("who")
    if office := OFFICE.search(found["who"]):
        start += office.start("name")
    return Speaker(offset + start, offset + end, found.string[start:end])


def _last_speaker(near: str) -> re.Match[str] | None:
    """The speaker at the end of a text, with no more behind it than what may stand before a verb."""
    if not near or not near[-1].isspace():
        return None
    return _ending().search(near, max((sign.end() for sign in APART.finditer(near)), default=0))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'.-])(?P<who>{speaker_pattern()}){BETWEEN}\s+$")


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{DETERMINER}\s+)?(?P<who>{speaker_pattern()})")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{DETERMINER}\s+)?|[^,_]{{1,80}},\s+(?:{DETERMINER}\s+)?)(?P<who>{speaker_pattern()})")
