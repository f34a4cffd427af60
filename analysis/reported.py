"""Which words an act of speech reports outside quotation marks."""

import re
from bisect import bisect_left, bisect_right

from analysis.quotation import Span
from analysis.report import Report
from analysis.speaker import DETERMINER, NAME
from analysis.subject import ADVERBIAL, HIDDEN

# Where a report ends and the author goes on.
TURNS = re.compile(r";|,?\s+(?:while|whereas|although|even though)\b|,\s+(?:but|though)\b")
ONLY_WHEN = re.compile(rf"\s*(?:{ADVERBIAL}[^;_]*)?[\s.,:–—]*$")
THAT = re.compile(
    rf"(?:\s+(?:{ADVERBIAL}|(?:\w+\s+)?(?:reporters|journalists|parliament|lawmakers))[^,;_]{{0,60}}?)?\s+that\b"
)
LISTENER = re.compile(rf"\s+(?:{DETERMINER}\s+)?(?:{NAME}|(?:him|her|them|us|me)\b|(?:[a-z]+\s+)?[a-z]+s\b|[a-z]+)")
FINITE_WORDS = (
    r"(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|should|shall"
    r"|\w{2,}ed|wants?|needs?|went|left|came|fell|made|took|gave|won|lost|knew|got|kept|led|met|ran|sent|stood|told|fought"
    r"|broke|became|brought|built|bought|remains?|stays?|seeks?|supports?|helps?|\w+n['’]t)\b"
)
ANY_FINITE = re.compile(rf"\b{FINITE_WORDS}")
FINITE = re.compile(rf"(?:\S+\s+){{0,8}}?{FINITE_WORDS}")
NO_CLAUSE = re.compile(r"\s+(?:of|for|about|against|over|with|into|to|on|between|at|from)\b")
RELATIVE = re.compile(r"\b(?:who|which|that)\b")


def with_contents(text: str, reports: list[Report]) -> list[Report]:
    """The acts of speech of a sentence, in order, with the stretches that they report."""
    turns = list(TURNS.finditer(text))
    # A report's words lie between what ends before it and what begins behind it: other reports, and turns.
    ends = sorted([report.end for report in reports] + [turn.end() for turn in turns])
    starts = sorted([report.start for report in reports] + [turn.start() for turn in turns])
    found = []
    for report in reports:
        before, behind = bisect_right(ends, report.start) - 1, bisect_left(starts, report.end)
        first = ends[before] if before >= 0 else 0
        last = starts[behind] if behind < len(starts) else len(text)
        found.append(report._replace(contents=_contents(text, report, first, last)))
    return found


def _only_when(tail: str) -> bool:
    """Tell whether behind the verb stands at most when or where it was said."""
    words = ONLY_WHEN.match(tail)
    return words is not None and not THAT.match(tail) and not ANY_FINITE.search(words[0])


def _contents(text: str, report: Report, first: int, last: int) -> tuple[Span, ...]:
    """The stretches that a report reports between two places, less what is quoted."""
    before, behind = (first, report.start), (report.end, last)
    head, tail = text[slice(*before)], text[slice(*behind)]
    if report.lemma == ":":
        return ()
    if report.lemma == "according to":
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
        spans = [(report.end + shift, last) for shift in _clause(report, tail)]
    return tuple(_visible(text, spans))


def _clause(report: Report, tail: str) -> list[int]:
    """Where in `tail` the clause begins that is reported; none where the verb takes no clause here."""
    if that := THAT.match(tail):
        return [that.end()]
    if report.takes == "charge":
        return [0]
    if report.takes == "listener":
        listener = LISTENER.match(tail)
        rest = tail[listener.end() :] if listener else ""
        if listener and (that := re.match(r"(?:[’']s\s+\S+|[^,;_]){0,60}?\s+that\b", rest)):
            return [listener.end() + that.end()]
        return [listener.end()] if listener and FINITE.match(rest.lstrip()) else []
    if report.lemma in ("claim", "profess", "purport") and re.match(r"\s+to\b", tail):
        return [0]
    if NO_CLAUSE.match(tail) and report.takes != "content":
        return []
    clause = FINITE.match(tail.lstrip())
    if report.takes == "content" or (clause and not RELATIVE.search(clause[0])):
        return [0]
    return []


def _visible(text: str, spans: list[Span]) -> list[Span]:
    """The stretches of `spans` outside quotations that hold a word."""
    pieces = [
        (start + m.start(), start + m.end()) for start, end in spans for m in re.finditer(r"[^_]+", text[start:end])
    ]
    return [(start, end) for start, end in pieces if re.search(r"\w\w", text[start:end])]
