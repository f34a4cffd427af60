"""Forms of the lexicon found in texts, and decided where they are ambiguous."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.context import BACK, BESIDE, DROP, KEEP, Cues, Place, cues_of
from analysis.fold import BREAK, LETTER, Integers, fold
from analysis.lexicon import MILD, Lexicon, Meaning, load_lexicon

# The rules of all forms, looked at where the signs beside them allow: "St. Denmark", "Malta Road", "Peru, Ind.".
BEFORE, BEHIND = ("any_before",), ("any_behind",)


class Matches(NamedTuple):
    """The mentions in a run of texts, in order."""

    number: Integers
    """Which text."""
    start: Integers
    end: Integers
    country: npt.NDArray[np.object_]
    form: npt.NDArray[np.object_]
    kind: npt.NDArray[np.object_]


def match_texts(texts: list[str], articles: Sequence[int], days: Sequence[str]) -> Matches:
    """Find the mentions in texts.

    `articles` numbers the article of each text; texts of one article stand together, and the numbers rise. `days` are
    ISO dates or empty.
    """
    lexicon = load_lexicon()
    folded = fold(texts)
    buffer = folded.buffer
    codes = np.frombuffer(buffer, dtype=np.uint8)
    pattern, start, end = _search(lexicon, codes, buffer).T
    breaks = np.flatnonzero(codes == BREAK)
    number = np.searchsorted(breaks, start) - 1
    country, kind = lexicon.country[pattern], lexicon.kind[pattern]
    before, behind = _linked(codes, start, end)
    behind &= lexicon.place[pattern]  # "American Airlines" is common and American, "Malta Road" is not in Malta
    dated = lexicon.dated[pattern] & any(days)
    doubtful = np.flatnonzero((country != "") & (~lexicon.certain[pattern] | before | behind | dated))
    cues = list(map(lexicon.cues.__getitem__, pattern.tolist()))
    chosen = zip(*(column[doubtful].tolist() for column in (pattern, number, before, behind)), strict=True)
    places = _places(doubtful, start, end, number, breaks, articles)
    for place, (one, text, linked, followed) in zip(places, chosen, strict=True):
        rules = (BEFORE if linked else ()) + (BEHIND if followed else ())
        country[place.match] = _decide(lexicon, lexicon.meanings[one], rules, days[text], buffer, place, cues)
    kept = np.flatnonzero(country != "")
    pattern, number, start, end = pattern[kept], number[kept], start[kept], end[kept]
    form = lexicon.form[pattern]
    differs = np.flatnonzero(folded.differs(start, end))
    # In the buffer a break stands before each text, and some characters are left out.
    begin = folded.place(breaks)[number] + 1
    start, end = folded.place(start) - begin, folded.place(end - 1) + 1 - begin
    for at in differs.tolist():
        form[at] = texts[number[at]][start[at] : end[at]]
    return Matches(number, start, end, country[kept], form, kind[kept])


def _places(
    chosen: Integers, start: Integers, end: Integers, number: Integers, breaks: Integers, articles: Sequence[int]
) -> Iterator[Place]:
    """Give the places of the matches that are chosen; `number` is the text of each match."""
    first = np.searchsorted(articles, articles)  # the first text of each text's article
    text, begin, stop = number[chosen], start[chosen], end[chosen]
    sentence_start, sentence_end, article_start = breaks[text] + 1, breaks[text + 1], breaks[first[text]] + 1
    columns = (
        chosen,
        begin,
        stop,
        np.maximum(sentence_start, begin - BESIDE) - 1,  # the sign before the words
        np.minimum(sentence_end, stop + BESIDE),
        np.searchsorted(start, sentence_start),
        np.searchsorted(start, np.maximum(article_start, begin - BACK)),
        np.searchsorted(start, sentence_end),
    )
    return map(Place._make, zip(*(column.tolist() for column in columns), strict=True))


def _search(lexicon: Lexicon, codes: npt.NDArray[np.uint8], buffer: bytes) -> Integers:
    """Find the patterns that are whole words, as rows of pattern, start and end."""
    triples = lexicon.automaton.find_matches_as_indexes(buffer)
    found = np.fromiter(chain.from_iterable(triples), dtype=np.int64, count=3 * len(triples)).reshape(-1, 3)
    word, start, end = _word(), found[:, 1], found[:, 2]
    cut_left = word[codes[start - 1]]
    cut_right = word[codes[end - 1]] & word[codes[end]]
    whole = found[~cut_left & ~cut_right]
    hiding = found[~cut_left & cut_right & lexicon.nested[found[:, 0]]]
    shorter = [row for _, first, last in hiding.tolist() for row in _shorter(lexicon, buffer, first, last)]
    if not shorter:
        return whole
    both = np.concatenate([whole, np.array(shorter, dtype=np.int64)])
    return both[np.argsort(both[:, 1], kind="stable")]


def _shorter(lexicon: Lexicon, buffer: bytes, start: int, end: int) -> list[tuple[int, int, int]]:
    """Find the form that one which is cut off hides: "Dominican" in "Dominican Republicans"."""
    while found := lexicon.automaton.find_matches_as_indexes(buffer[start : end - 1]):
        pattern, shift, length = found[0]
        end = start + length
        if shift:
            break
        if not (_word()[buffer[end - 1]] and _word()[buffer[end]]):
            return [(pattern, start, end)]
    return []


@cache
def _word() -> npt.NDArray[np.bool_]:
    """Tell for each code whether it is part of a word."""
    return np.array([(chr(code).isalnum() and code < LETTER) or code in (ord("_"), LETTER) for code in range(256)])


@cache
def _among(signs: bytes) -> npt.NDArray[np.bool_]:
    """Tell for each code whether it is one of the signs."""
    return np.isin(np.arange(256), list(signs))


def _linked(codes: npt.NDArray[np.uint8], start: Integers, end: Integers) -> tuple[npt.NDArray[np.bool_], ...]:
    """Tell where what stands before a form, and where what stands behind it, may make it part of another name."""
    # Beyond the buffer there is the break again that it begins and ends with.
    third, second, before = (codes.take(start - back, mode="clip") for back in (3, 2, 1))
    saint = (before == ord(" ")) & (
        (second == ord(".")) & (third == ord("t")) | (second == ord("t")) & _among(b"SM")[third]
    )
    behind, next_, over = (codes.take(end + on, mode="clip") for on in range(3))
    capital = (behind == ord(" ")) & _is_capital(next_) | (behind == ord(",")) & _is_capital(over)
    dotted = (behind == ord(".")) & (next_ >= ord("a")) & (next_ <= ord("z"))
    return _among(b"/.@=_&")[before] | saint, capital | dotted | (behind == ord("@"))


def _is_capital(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return (codes >= ord("A")) & (codes <= ord("Z"))


def _decide(
    lexicon: Lexicon,
    possible: tuple[Meaning, ...],
    rules: tuple[str, ...],
    day: str,
    buffer: bytes,
    place: Place,
    cues: Cues,
) -> str:
    """Choose the country that the date, the form's own rules and `rules` allow; the empty string for none.

    What is chosen counts among the cues of what comes later.
    """
    fitting = [meaning for meaning in possible if meaning.fits(day)] if day else possible
    if len(fitting) != 1 and len({meaning.country for meaning in fitting}) != 1:
        return ""
    country, own = fitting[0].country, fitting[0].rules
    effect = lexicon.rules.decide(own + rules, buffer, place, cues)
    if effect == DROP:
        return ""
    if effect != KEEP:
        country = effect
    if not MILD.issuperset(own):
        cues[place.match] += cues_of(country)
    return country
