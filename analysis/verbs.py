"""Which words of a sentence are verbs of ``data/lexicons/actions.csv``, without a parser."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from analysis.lexicon import read_table

MODALS = frozenset("will would can could may might must shall should need cannot won't can't".split())  # noqa: SIM905
BE = frozenset("is are was were be been being am gets got".split())  # noqa: SIM905
HAVE = frozenset("has have had having".split())  # noqa: SIM905
DO = frozenset("do does did".split())  # noqa: SIM905
NOT = frozenset("not never neither nor hardly longer".split())  # noqa: SIM905
ADVERBS = frozenset("also long later again once still now then soon finally ever yet already often both no".split())  # noqa: SIM905
PREPOSITIONS = frozenset(
    "in on at to against for with between among over under after before during since near into through across "  # noqa: SIM905
    "without within about as like unlike toward towards upon behind than despite around".split()
)
DETERMINERS = frozenset("the a an its his her their this that these those some any no three two all such new".split())  # noqa: SIM905
# Where one clause ends and another begins.
CLAUSES = frozenset(
    "that while but because if when where whose although though whether said says say who which whom whoever what "  # noqa: SIM905
    "after before until since than as".split()
)
AUXILIARIES = frozenset({"to"}) | MODALS | BE | HAVE | DO
ASKING = MODALS | DO
STARTS = frozenset("began begin begins started start starts resumed resume resumes kept continued".split())  # noqa: SIM905
NOTHING: frozenset[str] = frozenset()
WORD = re.compile(r"\w+(?:'\w+)?(?:-\w+)*|[^\w\s]")


class Act(NamedTuple):
    """A row of actions.csv."""

    lemma: str
    patient: frozenset[str]
    """Where the patient stands: "direct" for a direct object, else the prepositions before it."""
    unless: frozenset[str]
    """Words whose company makes it another act: no force is used where a deal is struck."""
    power: int
    agency: int


class Words:
    """A sentence in words, and for each the countries that it names and the kinds of mention."""

    def __init__(self, text: str, mentions: list[tuple[str, str, int, int]]) -> None:
        """Take the text and its mentions: country, kind, start and end."""
        found = list(WORD.finditer(text.replace("’", "'")))
        self.spans = [word.span() for word in found]
        self.lower = [word[0].lower() for word in found]
        # Most words name no country, and share one empty set.
        self.countries, self.kinds = [NOTHING] * len(found), [NOTHING] * len(found)
        starts, ends = [start for start, _ in self.spans], [end for _, end in self.spans]
        for country, kind, start, end in mentions:
            for place in range(bisect_right(ends, start), bisect_left(starts, end)):
                self.countries[place] |= {country}
                self.kinds[place] |= {kind}
        self.verbs = _verbs(self)

    def at(self, place: int) -> str:
        """The word at a place, "" beyond the ends."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def names(self, place: int) -> bool:
        """Tell whether the word at a place names a country."""
        return 0 <= place < len(self.lower) and bool(self.countries[place])

    def between(self, start: int, end: int) -> set[str]:
        """Countries named from one place up to another."""
        return set().union(*self.countries[max(start, 0) : end])


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between a verb and its subject or auxiliary."""
    return word in ADVERBS or word in NOT or (word.endswith("ly") and len(word) > 4)


def is_auxiliary(word: str) -> bool:
    """Tell whether a word is an auxiliary, a modal or the "to" of an infinitive."""
    return word in AUXILIARIES or word.endswith("n't")


@cache
def load_acts() -> dict[str, list[tuple[Act, str]]]:
    """The acts that each form may be of, with the kind of the form: base, s, ed or ing; read once."""
    acts: dict[str, list[tuple[Act, str]]] = {}
    for row in read_table("actions").itertuples():
        patient, unless = frozenset(row.patient.split()), frozenset(row.unless.split())
        act = Act(row.lemma, patient, unless, int(row.power), int(row.agency))
        for form, kind in inflect(row.lemma.split()[0], row.forms).items():
            acts.setdefault(form, []).append((act, kind))
    return acts


def inflect(verb: str, irregular: str = "") -> dict[str, str]:
    """The forms of a verb with their kinds; `irregular` are past, participle, gerund, as far as needed."""
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    sibilant = re.search(r"(?:s|sh|ch|x|z|o)$", verb)
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if sibilant else "s")
    past = verb[:-1] + "ied" if consonant_y else verb + ("d" if verb.endswith("e") else "ed")
    silent = verb.endswith("e") and not verb.endswith("ee")
    gerund = (verb[:-1] if silent else verb) + "ing"
    given = [form for form in irregular.split(";") if form]
    past, participle = (given[0], given[min(1, len(given) - 1)]) if given else (past, past)
    gerund = given[2] if len(given) > 2 else gerund
    return {verb: "base", third: "s", past: "ed", participle: "ed", gerund: "ing"}


def _verbs(words: Words) -> dict[int, tuple[Act, str]]:
    """The acts by the place of their verb, each with the kind of its form."""
    verbs: dict[int, tuple[Act, str]] = {}
    acts = load_acts()
    for place, word in enumerate(words.lower):
        if word not in acts:
            continue
        fitting = [(act, kind) for act, kind in acts[word] if _has_particle(words, place, act)]
        if fitting:
            act, kind = max(fitting, key=lambda found: len(found[0].lemma))
            if _is_verb(words, place, act, kind, verbs):
                verbs[place] = act, kind
    return verbs


def _has_particle(words: Words, place: int, act: Act) -> bool:
    particle = act.lemma.partition(" ")[2]
    return not particle or particle in (words.at(place + 1), words.at(place + 2))


def _is_verb(words: Words, place: int, act: Act, kind: str, earlier: dict[int, tuple[Act, str]]) -> bool:
    """Tell a verb from the noun or adjective of the same form, by the words on its two sides."""
    before, behind = place - 1, place + 1
    while is_adverb(words.at(before)):
        before -= 1
    while is_adverb(words.at(behind)):
        behind += 1
    left, right = words.at(before), words.at(behind)
    takes_object = right in DETERMINERS or words.names(behind)
    owned = left.endswith("'s") or left in DETERMINERS
    if kind == "base":
        plural = left.endswith("s") and not owned and not words.names(before)
        asked = words.names(before) and words.at(before - 1) in ASKING
        listed = words.names(before) and "and" in words.lower[max(0, before - 3) : before]
        shared = left in ("and", "or", "but", "nor") and any(form == "base" for _, form in earlier.values())
        subject = left in ASKING or left in ("to", "they", "we", "who", "i", "you", "which")
        return (
            subject
            or shared
            or listed
            or asked
            or left.endswith("n't")
            or (plural and (takes_object or right in act.patient))
        )
    if kind == "s":
        if before < 0 or owned or "demonym" in words.kinds[before] or left in PREPOSITIONS or left == "of":
            return False
        if "abbreviation" in words.kinds[before]:  # "US fears", "US backs Israel"
            return takes_object and right != "that"
        pronoun = left in ("which", "who", "that", "it", "he", "she", "and", "whoever", "what")
        return pronoun or takes_object or words.names(before)
    if kind == "ed":
        noun = right.isalpha() and not (right in PREPOSITIONS or right in DETERMINERS or right in ("by", "of", "and"))
        return not (left in DETERMINERS and noun)  # "the besieged city"
    opens = left in BE or left in PREPOSITIONS or left in STARTS or left in ("by", "of", "from", "and", ",")
    return opens or takes_object
