"""Who speaks in a sentence: the author, a quotation, or somebody whose words are reported."""

import re
from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.read import data_path
from analysis.spans import blank
from analysis.tables import Sentences, Voices

CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“"}
# What a quotation mark may open behind; so 6" is no quotation.
OPENS = re.compile(r"$|[\s(\[—–,:;-]")
SCARE_QUOTE = 3  # words; so short a quotation without a comma or full stop is the author's distance, not a voice
NAME = r"[A-Z][\w'’.-]*(?:\s+(?:of\s+|al\s+|de\s+|von\s+|bin\s+)?(?:al-|el-)?[A-Z][\w'’.-]*)*"
ROLE = (
    r"(?:[Oo]fficials|[Cc]ritics|[Aa]nalysts|[Ss]ources|[Ee]xperts|[Dd]iplomats|[Ss]pokes(?:man|woman|person)"
    r"|[Hh]e|[Ss]he|[Tt]hey)"
)
SPEAKER = rf"(?P<speaker>{NAME}(?:\s+[a-z]+){{0,2}}?|{ROLE})"


@pa.check_types
def attribute_voice(sentences: DataFrame[Sentences]) -> DataFrame[Voices]:
    """Find the passages that are not the author's own voice.

    A quotation is what stands between quotation marks, over several sentences too; up to three words without a
    punctuation mark are scare quotes and remain the author's. Attributed is what "X said that …", "…, X said" and
    "according to X" report outside quotation marks. The speaker is the name or role that the reporting verb belongs to;
    a sentence that opens with a quotation and names none goes on with the speaker of the sentence before.
    """
    rows: list[tuple[object, ...]] = []
    for article_id, article in sentences[sentences.part == "body"].groupby("article_id", sort=False):
        open_mark, last_speaker = "", ""
        gap = article.start - article.end.shift(fill_value=0)
        for sentence_id, text, distance in zip(article.sentence_id, article.sentence, gap, strict=True):
            # A quotation goes on in a new paragraph only where the mark is set again there.
            if open_mark and distance > 1 and not text.startswith(open_mark):
                open_mark = ""
            quotes, open_mark = _quotations(text, open_mark)
            reports = _reports(text, quotes)
            goes_on = bool(quotes) and quotes[0][0] == 0
            speaker = next((name for *_, name in reports), last_speaker if goes_on else "")
            rows += [(article_id, sentence_id, *span, "quote", speaker) for span in quotes]
            rows += [
                (article_id, sentence_id, start, end, "attributed", name) for start, end, name in reports if start < end
            ]
            last_speaker = speaker
    return DataFrame[Voices](pd.DataFrame(rows, columns=list(Voices.to_schema().columns)))


def _quotations(text: str, open_mark: str) -> tuple[list[tuple[int, int]], str]:
    """Spans between quotation marks, and the mark that is still open at the end of the sentence."""
    spans, start = [], 0 if open_mark else -1
    for place, character in enumerate(text):
        if open_mark and character == CLOSING[open_mark]:
            words = text[start:place].strip('“"«„')
            if len(words.split()) > SCARE_QUOTE or re.search(r"[.,!?…]$", words):
                spans.append((start, place + 1))
            open_mark = ""
        elif not open_mark and character in CLOSING and OPENS.match(text, max(place - 1, 0), place):
            open_mark, start = character, place
    if open_mark:
        spans.append((start, len(text)))
    return spans, open_mark


def _reports(text: str, quotes: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """What is reported outside quotation marks, and by whom; the span is empty where only a quotation is reported."""
    outside = blank(text, quotes, "_")
    found = []
    for match in _report_pattern().finditer(outside):
        before = outside[: match.start()].rstrip(" ,")
        behind = outside[match.end() :].split("_", 1)[0]
        speaker = match["source"] or match["speaker"] or match["inverted"] or match["quoted"]
        if match["source"] or (before and not before.endswith("_") and not behind.strip(" ,.")):
            span = (0, match.start()) if before else (match.end(), len(text))
        elif before.endswith("_") or match["inverted"] or not behind.strip(" ,.:"):
            span = (0, 0)
        else:
            span = (match.end(), match.end() + len(behind))
        found.append((*span, speaker.rstrip(".,")))
    return found


@cache
def _report_pattern() -> re.Pattern[str]:
    forms = pd.read_csv(data_path("lexicons/reporting_verbs.csv"), keep_default_na=False).form
    verb = rf"(?:{'|'.join(sorted(forms, key=len, reverse=True))})"
    inverted, quoted = SPEAKER.replace("speaker", "inverted"), SPEAKER.replace("speaker", "quoted")
    return re.compile(
        rf"\b{SPEAKER}(?:,[^_]{{1,160}}?,)?\s+(?:also\s+|has\s+|had\s+|have\s+)?{verb}\b(?:\s+that\b)?"
        rf"|_\s*,?\s*{verb}\s+{inverted}"
        rf"|\b{quoted}\s+(?:also\s+)?\w+(?:\s+that)?[,:]?\s+(?=_)"
        rf"|\b[Aa]ccording\s+to\s+(?:the\s+|a\s+)?(?P<source>{NAME}(?:\s+[a-z]+)?|[a-z]+\s?[a-z]+)"
    )
