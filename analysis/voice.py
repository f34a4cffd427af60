"""Who speaks in a sentence: the author, a quotation, or somebody whose words are reported."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.progress import track
from analysis.quotation import Quotation, find_quotations
from analysis.report import Report, find_reports
from analysis.reported import with_contents
from analysis.spans import blank
from analysis.speaker import DETERMINER, Speaker, is_name, normal_forms, speaker_pattern
from analysis.split import split_text
from analysis.subject import HIDDEN, REACH, opening_speaker
from analysis.tables import Sentences, Voices


class Passage(NamedTuple):
    """A stretch of a sentence that is not the author's: the columns of ``Voices`` but the article's."""

    sentence: int
    start: int
    end: int
    voice: str
    speaker: str
    speaker_start: int | None
    speaker_end: int | None
    speaker_name: str
    verb: str
    implies: str


@check_types
def attribute_voice(sentences: DataFrame[Sentences]) -> DataFrame[Voices]:
    """Find the passages that are not the author's own voice.

    A quotation is what stands between quotation marks, over several sentences too; up to three words without a
    punctuation mark are scare quotes and remain the author's. Attributed is what "X said that …", "…, X said" and
    "according to X" report outside quotation marks. The speaker is the name or role that the reporting verb belongs to;
    a quotation that opens a sentence which names none goes on with the speaker of the sentence before.
    """
    articles: dict[str, list[tuple[str, int, int, int]]] = {}
    columns = (sentences[name].to_list() for name in ("article_id", "part", "sentence", "start", "end", "sentence_id"))
    for article_id, part, *sentence in zip(*columns, strict=True):
        if part != "byline":
            articles.setdefault(article_id, []).append(tuple(sentence))
    rows: list[tuple[object, ...]] = []
    for article_id, article in track(articles.items(), "Finding who speaks"):
        texts, starts, ends, ids = zip(*article, strict=True)
        gaps = [start - end for start, end in zip(starts, (0, *ends), strict=False)]
        rows += [(article_id, ids[found[0]], *found[1:]) for found in find_passages(list(texts), gaps)]
    return DataFrame[Voices](pd.DataFrame(rows, columns=list(Voices.to_schema().columns)))


def find_passages(sentences: list[str], gaps: list[int]) -> list[Passage]:
    """The passages of one article, in order; `gaps` are the characters between each sentence and the one before."""
    article = _Article(sentences, gaps)
    passages = []
    for number, (quotes, reports) in enumerate(zip(article.quotations, article.reports, strict=True)):
        for quote in quotes:
            home, report = article.attributions.get(quote.number, (number, None))
            passages.append(_passage(number, quote.start, quote.end, "quote", report, home))
        passages += [
            _passage(number, start, end, "attributed", report, number)
            for report in reports
            for start, end in report.contents
        ]
    return _named(passages)


def voice_in_text(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Voice and speaker of a span of a text of one or more sentences, at half-open offsets.

    They are those of the narrowest passage around the span, else the author's: ("author", "").
    """
    bounds = split_text(text)
    gaps = [start - end for (start, _), (_, end) in zip(bounds, [(0, 0), *bounds], strict=False)]
    around = []
    for passage in find_passages([text[start:end] for start, end in bounds], gaps):
        start, end = (bounds[passage.sentence][0] + place for place in passage[1:3])
        if start <= span[0] and span[1] <= end:
            around.append((end - start, passage.voice, passage.speaker))
    return min(around)[1:] if around else ("author", "")


class _Article:
    """The quotations and reports of an article, and which report each quotation has."""

    def __init__(self, sentences: list[str], gaps: list[int]) -> None:
        self.quotations = find_quotations(sentences, gaps)
        self.outside = [
            blank(text, [quote[:2] for quote in quotes], HIDDEN) if quotes else text
            for text, quotes in zip(sentences, self.quotations, strict=True)
        ]
        self.reports = [
            with_contents(text, reports) if reports else []
            for text, reports in zip(self.outside, find_reports(self.outside), strict=True)
        ]
        self.gaps = gaps
        self.attributions: dict[int, tuple[int, Report]] = {}
        pieces: dict[int, list[tuple[int, Quotation]]] = {}
        for number, quote in ((n, quote) for n, quotes in enumerate(self.quotations) for quote in quotes):
            pieces.setdefault(quote.number, []).append((number, quote))
        for key, places in pieces.items():
            if found := next(chain(self._near(places), self._before(*places[0])), None):
                self.attributions[key] = found

    def _near(self, places: list[tuple[int, Quotation]]) -> Iterator[tuple[int, Report]]:
        """Reports in the sentences of a quotation: the one right behind it, the last before it, any other."""
        (first, opening), (last, closing) = places[0], places[-1]
        for report in self.reports[last]:
            if report.start >= closing.end and not self.outside[last][closing.end : report.start].strip(" ,_aehnt"):
                yield last, report
        if manner := _manner_behind(self.outside[last], closing.end):
            yield last, manner
        before = [
            report for report in self.reports[first] if report.end <= opening.start and report.lemma != "according to"
        ]
        yield from ((first, report) for report in reversed(before))
        if manner := _manner_before(self.outside[first], opening.start):
            yield first, manner
        for number, quote in places:
            yield from ((number, report) for report in self.reports[number] if report.start >= quote.end)

    def _before(self, number: int, quote: Quotation) -> Iterator[tuple[int, Report]]:
        """Speakers that a quotation takes over: the sentence's own subject, or those of the sentence before."""
        if quote.start:
            if speaker := opening_speaker(self.outside[number][: quote.start]):
                yield number, Report(speaker.start, speaker.end, speaker, "", "")
            return
        if not number:
            return
        if self.quotations[number - 1]:
            before = self.attributions.get(self.quotations[number - 1][-1].number)
            if before:
                yield before
            return
        yield from ((number - 1, report) for report in reversed(self.reports[number - 1]))
        if self.gaps[number] <= 1 and (speaker := opening_speaker(self.outside[number - 1])):
            yield number - 1, Report(speaker.start, speaker.end, speaker, "", "")


def _manner_behind(text: str, place: int) -> Report | None:
    """A speaker with a verb that no table has, right behind a quotation: "…,” Zamili smiled"."""
    found = _manner()[0].match(text, place)
    return _unknown(found) if found else None


def _manner_before(text: str, place: int) -> Report | None:
    """A speaker with a verb that no table has, right before a quotation: "Zamili addad that “…"."""
    found = _manner()[1].search(text, max(0, place - REACH), place)
    return _unknown(found) if found else None


def _unknown(found: re.Match[str]) -> Report:
    speaker = Speaker(*found.span("who"), found["who"])
    return Report(found.start(), found.end(), speaker, "", "")


@cache
def _manner() -> tuple[re.Pattern[str], re.Pattern[str]]:
    who = rf"(?:{DETERMINER}\s+)?(?P<who>{speaker_pattern()})"
    return (
        re.compile(rf"\s*,?\s*{who}(?:\s+(?:also|then))?\s+[a-z]+(?:ed|s)\b"),
        re.compile(rf"(?<![\w’'.-]){who}(?:\s+(?:also|then))?\s+[a-z]+(?:\s+that)?[,:]?\s+$"),
    )


def _passage(number: int, start: int, end: int, voice: str, report: Report | None, home: int) -> Passage:
    if not report:
        return Passage(number, start, end, voice, "", None, None, "", "", "")
    speaker, here = report.speaker, home == number
    first, last = (speaker.start, speaker.end) if here else (None, None)
    lemma = "" if report.lemma == ":" else report.lemma
    return Passage(number, start, end, voice, speaker.name, first, last, "", lemma, report.implies)


def _named(passages: list[Passage]) -> list[Passage]:
    """The passages with the normal forms of their speakers; "he" and "she" are the last person who has a name."""
    forms = normal_forms(passage.speaker for passage in passages)
    named, last = [], ""
    for passage in passages:
        form = forms[passage.speaker]
        if passage.speaker.lower() in ("he", "she"):
            form = last
        elif is_name(form):
            last = form
        named.append(passage._replace(speaker_name=form))
    return named
