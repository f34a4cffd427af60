"""Where quotations stand in a text: marks of every style, nested, over several sentences, and never closed."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}
EITHER = {mark: re.compile(f"[{mark}{closing}]") for mark, closing in CLOSING.items()}
SINGLE = "‘'"
# A mark that may open a quotation, by what stands before and behind it; so 6" and 6 " are no quotation.
OPENING = re.compile(
    r"[“\"«„‘'](?<![^\s(\[—–,:;“\"‘'-].)"
    r"(?:(?<=“)(?=.)|(?<=\")(?=.)(?!(?<=\d[ -].)\s)|(?<=[«„])(?=\S)|(?<=[‘'])(?=[^\W\d_²³¹¼-¾]))",
    re.DOTALL,
)
STRAY = re.compile(r"\"[\s>/]")
DOUBLE = re.compile(r"[“”\"„«»]")
CLOSING_SINGLE = re.compile(r"[‘’']")
SCARE_QUOTE = 3  # words; so short a quotation without a punctuation mark is the author's distance, not a voice
ENDS = re.compile(r"[.,!?…]$")
ENDS_SENTENCE = re.compile(r"[.!?…]$")
LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")

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
    breaks = [start for start, gap in zip(starts[1:], gaps[1:], strict=False) if gap > 1]
    spans = [span for span in _marked(text, starts, breaks) if _is_speech(text, *span)]
    found: list[list[Quotation]] = [[] for _ in sentences]
    for number, (first, last) in enumerate(spans):
        for place in range(bisect_right(starts, first) - 1, bisect_left(starts, last)):
            start, end = starts[place], starts[place + 1] - 2
            if max(first, start) < min(last, end):
                found[place].append(Quotation(max(first, start) - start, min(last, end) - start, number))
    return found


def _marked(text: str, starts: list[int], breaks: list[int]) -> list[Span]:
    """Spans of the outermost pairs of marks."""
    spans, place = [], 0
    while mark := OPENING.search(text, place):
        opening = mark.start()
        end = _closing(text, opening, starts, breaks)
        if not end and (text[opening] == "'" or STRAY.match(text, opening)):
            place = opening + 1  # an apostrophe, or what is left of markup
            continue
        end = end or _paragraph_end(text, opening, breaks, text[opening])
        spans.append((opening, end))
        place = end
    return spans


def _closes(text: str, here: int, mark: str) -> bool:
    """Tell whether the mark at `here` may close a quotation opened by `mark`."""
    if text[here] != CLOSING[mark] and not (mark in "“«„" and text[here] in '"”'):
        return False
    if text[here] in "”»“":
        return True
    return not text[here + 1 : here + 2].isalnum() and (text[here] == '"' or not text[here - 1].isspace())


def _closing(text: str, opening: int, starts: list[int], breaks: list[int]) -> int:
    """Offset behind the mark that closes the quotation at `opening`; 0 where none does."""
    mark, depth = text[opening], 1
    limit = _paragraph_end(text, opening, breaks, mark)
    if mark in SINGLE:
        return _single_closing(text, opening, limit, starts)
    for here in (found.start() for found in DOUBLE.finditer(text, opening + 1, limit)):
        if text[here] == mark and starts[bisect_left(starts, here)] == here:
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
    for here in (sign.start() for sign in CLOSING_SINGLE.finditer(text, opening + 2, limit)):
        if found and OPENING.match(text, here):
            break
        if _closes(text, here, text[opening]):
            found.append(here)
    end = starts[bisect_right(starts, opening)] - 2  # of the sentence
    within = [here for here in found if here < end]
    beside = [here for here in within or found if text[here - 1] in ".,!?…"]
    return next(iter(beside or within or found), -1) + 1


def _paragraph_end(text: str, opening: int, breaks: list[int], mark: str) -> int:
    """How far the quotation may reach: to the first new paragraph that does not take it up."""
    for start in breaks[bisect_right(breaks, opening) :]:
        first = EITHER[mark].search(text, start)
        takes_up = first and (first.start() == start or (first[0] == CLOSING[mark] != mark and mark not in SINGLE))
        if not takes_up:
            return start - 2
    return len(text)


def _is_speech(text: str, start: int, end: int) -> bool:
    """Tell a quotation from scare quotes and from a title, which capitals make known."""
    words = text[start:end].strip("“”\"«»„‘’' ")
    capitals = (word[0][0].isupper() for word in LONG_WORD.finditer(words))
    if not ENDS_SENTENCE.search(words) and all(capitals) and len(LONG_WORD.findall(words)) > 1:
        return False
    return len(words.split(None, SCARE_QUOTE)) > SCARE_QUOTE or bool(ENDS.search(words)) or text[end : end + 1] == ","
