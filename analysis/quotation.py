"""Where quotations stand in a text: marks of every style, nested, over several sentences, and never closed."""

import re
from itertools import pairwise
from typing import NamedTuple

CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}
SINGLE = "‘'"
# What a quotation mark may open behind; so 6" is no quotation.
BEHIND = re.compile(r"$|[\s(\[—–,:;“\"‘'-]")
OPENING = re.compile(r"[“\"«„‘']")
SCARE_QUOTE = 3  # words; so short a quotation without a punctuation mark is the author's distance, not a voice
ENDS = re.compile(r"[.,!?…]$")

Span = tuple[int, int]


class Quotation(NamedTuple):
    """What a sentence holds of a quotation: half-open offsets, and the number of the quotation in the article."""

    start: int
    end: int
    number: int


def find_quotations(sentences: list[str], gaps: list[int]) -> list[list[Quotation]]:
    """Spans between quotation marks in each sentence of an article, the marks included.

    `gaps` are the characters between each sentence and the one before; more than one begins a new paragraph. A
    quotation within another belongs to it. One that is not closed reaches to the end of its paragraph, and further
    only where the next paragraph sets the mark again or closes it first. Scare quotes and titles are left out.
    """
    text = "\n\n".join(sentences)
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 2)
    # Two sentences of one paragraph are a blank apart: what is between them is no matter to the spans within.
    breaks = {start for start, gap in zip(starts[1:], gaps[1:], strict=False) if gap > 1}
    spans = [span for span in _marked(text, starts, breaks) if _is_speech(text, *span)]
    return [
        [
            Quotation(max(a, start) - start, min(b, end - 2) - start, number)
            for number, (a, b) in enumerate(spans)
            if max(a, start) < min(b, end - 2)
        ]
        for start, end in pairwise(starts)
    ]


def _marked(text: str, starts: list[int], breaks: set[int]) -> list[Span]:
    """Spans of the outermost pairs of marks."""
    spans, place = [], 0
    while (opening := _next_opening(text, place)) is not None:
        end = _closing(text, opening, starts, breaks)
        if not end and text[opening] in SINGLE[1:]:
            place = opening + 1  # an apostrophe
            continue
        end = end or _paragraph_end(text, opening, breaks, text[opening])
        spans.append((opening, end))
        place = end
    return spans


def _next_opening(text: str, place: int) -> int | None:
    """Where the next mark stands that may open a quotation."""
    return next((found.start() for found in OPENING.finditer(text, place) if _opens(text, found.start())), None)


def _opens(text: str, here: int) -> bool:
    before, behind = text[here - 1 : here], text[here + 1 : here + 2]
    if not BEHIND.match(before) or not behind or (behind.isspace() and text[here] not in '"“'):
        return False
    return text[here] not in SINGLE or behind.isalpha()


def _closes(text: str, here: int, mark: str) -> bool:
    """Tell whether the mark at `here` may close a quotation opened by `mark`."""
    if text[here] != CLOSING[mark] and not (mark in "“«„" and text[here] in '"”'):
        return False
    if text[here] in "”»“":
        return True
    return not text[here + 1 : here + 2].isalnum() and (text[here] == '"' or not text[here - 1].isspace())


def _closing(text: str, opening: int, starts: list[int], breaks: set[int]) -> int:
    """Offset behind the mark that closes the quotation at `opening`; 0 where none does."""
    mark, depth = text[opening], 1
    limit = _paragraph_end(text, opening, breaks, mark)
    if mark in SINGLE:
        return _single_closing(text, opening, limit, starts)
    for here in range(opening + 1, limit):
        if text[here] == mark and here in starts:
            continue  # the mark set again at the head of a sentence: the quotation goes on
        if mark not in '"„' and text[here] == mark:
            depth += 1
        elif _closes(text, here, mark):
            depth -= 1
            if not depth:
                return here + 1
    if depth > 1:  # one of the marks was forgotten: the first that closes will do
        return text.index(CLOSING[mark], opening) + 1 if CLOSING[mark] in text[opening:limit] else 0
    return 0


def _single_closing(text: str, opening: int, limit: int, starts: list[int]) -> int:
    """Offset behind the mark that closes single marks; 0 where none does.

    Beside a punctuation mark it closes; else it may be the apostrophe of a plural, and is the last resort.
    """
    found: list[int] = []
    for here in range(opening + 2, limit):
        if found and text[here] in SINGLE and _opens(text, here):
            break
        if _closes(text, here, text[opening]):
            found.append(here)
    within = [here for here in found if here < _sentence_end(opening, starts)]
    beside = [here for here in within or found if text[here - 1] in ".,!?…"]
    return next(iter(beside or within or found), -1) + 1


def _sentence_end(place: int, starts: list[int]) -> int:
    return next(start for start in starts if start > place) - 2


def _paragraph_end(text: str, opening: int, breaks: set[int], mark: str) -> int:
    """How far the quotation may reach: to the first new paragraph that does not take it up."""
    for start in sorted(place for place in breaks if place > opening):
        first = re.compile("[" + re.escape(mark + CLOSING[mark]) + "]").search(text, start)
        takes_up = first and (first.start() == start or (first[0] == CLOSING[mark] != mark and mark not in SINGLE))
        if not takes_up:
            return start - 2
    return len(text)


def _is_speech(text: str, start: int, end: int) -> bool:
    """Tell a quotation from scare quotes and from a title, which capitals make known."""
    words = text[start:end].strip("“”\"«»„‘’' ")
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 3]
    if len(long) > 1 and all(word[0].isupper() for word in long) and not re.search(r"[.!?…]$", words):
        return False
    return len(words.split()) > SCARE_QUOTE or ENDS.search(words) is not None or text[end : end + 1] in (",",)
