"""How a text names who speaks: the pattern of a speaker's name or role, and its normal form."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.alternatives import one_of
from analysis.read import data_path

UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
# Words that open a sentence or link two phrases, and so are no part of a name or role.
LINKS = (
    "a an the and or but nor so yet if as at by for from in into of off on onto out over per than then though "
    "although to under until upon with without while when where whereas after before since because during "
    "despite that this these those which who whom whose what how why not no is are was were be been being am "
    "has have had do does did will would can could may might must shall should there here meanwhile however "
    "also later earlier still now again it its he his she her they their we our i my you your all about "
    "against between through asked citing monday tuesday wednesday thursday friday saturday sunday yesterday "
    "today some "
)
# Nor is what holds a quotation that is blanked.
LINK = rf"(?!{one_of(LINKS.split())}\b|[\w’'-]*_)"
TITLE = r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Prof|Adm|Capt|Maj|St|Brig)\."
CAPITAL = rf"(?:{TITLE}|(?:[A-Z]\.)+|{LINK}[{UPPER}][\w’'-]*)"
PARTICLE = r"(?:al|el|de|der|den|van|von|bin|ibn|bint|du|la|le|da|dos|of|ul|ad|ash)"
MORE = rf"(?:\s+(?:{PARTICLE}\s+){{0,2}}(?:al-|el-|ad-|ash-)?{CAPITAL}|\s+(?:al|el|ad|ash|as|ul)-{CAPITAL})"
NAME = rf"{CAPITAL}{MORE}{{0,7}}"
WORD = rf"{LINK}[\w’'-]+"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
COUNT = r"(?:[Mm]any|[Mm]ost|[Ff]ew|[Ss]everal|[Bb]oth|[Oo]ther|\d[\d.,]*)"
DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Ss]ome(?=\s+\d)|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose)"
)
IS_NAME, IS_PRONOUN = re.compile(NAME), re.compile(PRONOUN)
AROUND = re.compile(rf"^{DETERMINER}\s+|[’']s?$")
ARTICLE = re.compile(r"^(?:al|el|ad|ash|as)-")
BEHIND_HEAD = re.compile(r"\s+(?:of|for|from|at|in|on|with|by|to|familiar|close)\s+")
# What may open a role with a capital that is only a sentence's.
COMMON = frozenset(
    "one two three four five six seven many most few several other both senior former local new".split()  # noqa: SIM905
)


class Speaker(NamedTuple):
    """A speaker where the text names one: half-open offsets in the sentence, and the words there."""

    start: int
    end: int
    name: str


@cache
def noun_kinds() -> dict[str, str]:
    """The nouns that speak, each with its kind: person, body, document or study."""
    table = pd.read_csv(data_path("lexicons/speakers.csv"), keep_default_na=False)
    return dict(zip(table.noun, table.kind, strict=True))


@cache
def speaker_pattern() -> str:
    """The pattern of a speaker, without a determiner: a name, a role with what it belongs to, or a pronoun."""
    noun = rf"{one_of(noun_kinds())}s?\b"
    preposition = r"(?:of|for|from|at|in|on|with|by|to|familiar with|close to)"
    behind = rf"(?:\s+{preposition}\s+(?:{DETERMINER}\s+)?(?:{WORD}\s+){{0,3}}{WORD})"
    role = rf"(?:(?:{COUNT}|{WORD})\s+){{0,4}}{noun}{behind}{{0,2}}"
    named = rf"(?:{COUNT}\s+)?{NAME}(?:\s+and\s+{NAME})?"
    return rf"(?:{role}|{named}|{PRONOUN}\b)"


def head_kind(name: str) -> str:
    """Kind of the noun that a role is built on; empty for a name or pronoun."""
    core = BEHIND_HEAD.split(name, 1)[0].lower().split()
    last = core[-1] if core else ""
    kinds = noun_kinds()
    return kinds.get(last) or kinds.get(last.removesuffix("s")) or ""


def normal_forms(speakers: Iterable[str]) -> dict[str, str]:
    """The normal form of each speaker of one article: the fullest name that the article gives, without its titles.

    A name that is the end of one longer name, "Zamili" beside "Hakim al-Zamili", is that person's; where it is the end
    of several it stays as it is. Spellings that differ stay apart. Roles lose their capital, pronouns get "".
    """
    bare = {speaker: bare_name(speaker) for speaker in dict.fromkeys(speakers)}
    names = {name: _core(name) for name in bare.values() if is_name(name)}
    fullest = {}
    for name in names:
        longer = [other for other in names if _ends(names[other], names[name])]
        longest = [other for other in longer if not any(_ends(names[more], names[other]) for more in longer)]
        fullest[name] = longest[0] if len(longest) == 1 else name
    return {speaker: fullest.get(name, name) for speaker, name in bare.items()}


def bare_name(speaker: str) -> str:
    """A speaker without determiner, titles and offices; a role in small letters; "" for a pronoun."""
    name = AROUND.sub("", speaker.strip())
    if not name or IS_PRONOUN.fullmatch(name):
        return ""
    if head_kind(name) and not is_name(name):
        first = name.split()[0].lower()
        common = first in noun_kinds() or first.removesuffix("s") in noun_kinds() or first in COMMON
        return name[0].lower() + name[1:] if common else name
    words = name.split()
    while len(words) > 1 and (re.fullmatch(TITLE, words[0]) or words[0].lower().rstrip(".") in _offices()):
        words.pop(0)
    if any(word.lower() in _offices() for word in words[1:-1]):
        words = words[max(i for i, word in enumerate(words[:-1]) if word.lower() in _offices()) + 1 :]
    if len(words) == 1 and head_kind(words[0]):
        return words[0].lower()
    return " ".join(words)


def is_name(name: str) -> bool:
    """Tell whether a normal form is a name rather than a role."""
    return bool(name) and IS_NAME.fullmatch(name) is not None


def _core(name: str) -> list[str]:
    """The words of a name as they are compared: in small letters, and without the article al-."""
    return [ARTICLE.sub("", word) for word in name.lower().split()]


def _ends(longer: list[str], shorter: list[str]) -> bool:
    """Tell whether a name is the end of a longer one."""
    return len(shorter) < len(longer) and longer[-len(shorter) :] == shorter


@cache
def _offices() -> frozenset[str]:
    """Words of offices and ranks that may stand before a name."""
    people = {noun for noun, kind in noun_kinds().items() if kind == "person"}
    return frozenset(
        people | {"prime", "vice", "foreign", "defense", "defence", "state", "former", "crown", "mr", "mrs", "ms", "dr"}
    )
