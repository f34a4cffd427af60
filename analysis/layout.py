"""The layout of a newspaper article in plain text: headline, dateline, body and byline."""

import re
from typing import NamedTuple

FIRST_LINE = re.compile(r"[^\r\n]{1,250}?(?=[ \t]*\r?\n[ \t]*\r?\n)")
BYLINE = re.compile(r"(?:By|BY|by)\s+(?P<name>[^\W\d_][^\n]{0,80}?)\s*$")
# "Alwaght- ", "BAGHDAD (Reuters) - ", "MOSCOW, Oct. 5 (TASS) — ", "MOSCOW, October 5. /TASS/. ".
DATELINE = re.compile(
    r"(?P<place>[A-Z][^\W\d_]*(?:[ ,./]+(?:[A-Z][\w.]*|\d{1,2}|\d{4})){0,5})?\.?\s*"
    r"(?:(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?P<dash>--?|–|—)|/(?P<wire>[^/\n]{2,40})/\.?)\s+(?=[A-Z“\"‘'])"
)


class Layout(NamedTuple):
    """Where the parts of an article lie, as half-open offsets in its text; an absent part is empty."""

    headline: tuple[int, int]
    body: tuple[int, int]
    byline: tuple[int, int]
    outlet: str


def find_layout(text: str, title: str = "") -> Layout:
    """Tell the parts of `text` apart.

    The headline is `title` where the text opens with it, else, where `title` is empty, a first line that a blank line
    follows and that is no sentence. A dateline belongs to no part: it says where an article was written, not what it
    is about. The outlet is the agency in the dateline, or the name that dateline and byline share.
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    headline = first
    if title and text.startswith(title, first):
        headline = first + len(title)
    elif not title:
        line = FIRST_LINE.match(text, first)
        if line and line.end() < last and not re.search(r"[.:;,][\"”’')]?$", line[0]):
            headline = line.end()
    body = headline + len(text[headline:]) - len(text[headline:].lstrip())
    end, byline_name = last, ""
    line_start = text.rfind("\n", body, last) + 1
    if line_start > body and (byline := BYLINE.match(text, line_start, last)):
        end, byline_name = len(text[:line_start].rstrip()), byline["name"]
    else:
        line_start = last
    outlet = ""
    dateline = DATELINE.match(text, body, end)
    if dateline:
        place, agency = dateline["place"] or "", dateline["agency"] or dateline["wire"]
        attached = dateline.start("dash") == dateline.end("place")
        if agency or place.isupper() or place == byline_name or attached:
            body = dateline.end()
            outlet = agency or (place if place == byline_name or attached else "")
    return Layout((first, headline), (body, max(body, end)), (line_start, last), outlet)
