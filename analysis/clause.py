"""Who does what to whom in a sentence, by the order of its words."""

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.phrase import phrase, subject
from analysis.verbs import (
    BE,
    MODALS,
    NOT,
    PREPOSITIONS,
    Act,
    Words,
    is_adverb,
    is_auxiliary,
    load_acts,
)

MOST_PHRASES = 3  # phrases with a preposition that are read behind a verb


class Part(NamedTuple):
    """A country's part in an act: columns of ``Actions`` from `country` on, offsets in the sentence."""

    country: str
    role: str
    act: Act
    start: int
    end: int
    negated: bool
    modal: bool


@dataclass
class Clause:
    """A verb with the countries around it, as they stand and as they take part."""

    act: Act
    kind: str
    start: int
    """Place of the first word of the verb group."""
    auxiliaries: list[str]
    negated: bool
    modal: bool
    passive: bool
    objects: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)
    """Countries behind a preposition that leads to the patient."""
    by: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    @property
    def agents(self) -> set[str]:
        """Countries that act."""
        return self.by if self.passive else self.subjects

    @property
    def patients(self) -> set[str]:
        """Countries that are acted on; one that also acts in the clause is taken for the agent alone."""
        acted_on = self.subjects if self.passive else self.objects if "direct" in self.act.patient else set()
        return (acted_on | self.behind) - self.agents

    @property
    def controller(self) -> set[str]:
        """Countries that do what an infinitive behind the verb says: "forced Iran to …", "Iran wants to …"."""
        return self.subjects if self.passive else self.objects or self.behind or self.subjects


def find_parts(text: str, mentions: list[tuple[str, str, int, int]]) -> list[Part]:
    """The parts that countries take in the acts of a sentence; mentions are country, kind, start and end."""
    words = Words(text, mentions)
    clauses: dict[int, Clause] = {}
    for place, (act, kind) in sorted(words.verbs.items()):
        clause = _group(words, place, act, kind)
        reduced = _read_behind(words, place, clause)
        last = next(reversed(clauses.values()), None)
        _read_before(words, clause, last, reduced)
        clause.passive |= reduced
        if not _is_other_act(words, place, act):
            clauses[place] = clause
    parts = [
        Part(country, role, clause.act, *words.spans[place], clause.negated, clause.modal)
        for place, clause in clauses.items()
        for role, countries in (("agent", clause.agents), ("patient", clause.patients))
        for country in sorted(countries)
    ]
    return sorted([*parts, *_compounds(words, mentions)], key=lambda part: (part.start, part.role, part.country))


def _group(words: Words, place: int, act: Act, kind: str) -> Clause:
    """The verb with its auxiliaries, adverbs and negation."""
    start = place
    while start and (is_adverb(words.at(start - 1)) or is_auxiliary(words.at(start - 1))):
        start -= 1
        if words.at(start) == "to":
            break
    group = words.lower[start:place]
    return Clause(
        act=act,
        kind=kind,
        start=start,
        auxiliaries=group,
        negated=any(word in NOT or word.endswith("n't") or word == "cannot" for word in group),
        modal=any(word == "to" or word in MODALS for word in group),
        passive=kind == "ed" and any(word in BE for word in group),
    )


def _read_behind(words: Words, place: int, clause: Clause) -> bool:
    """Read the objects; tell whether the verb is a participle behind its noun: "forces trained by …"."""
    first = place + len(clause.act.lemma.split())
    clause.objects, place_behind = phrase(words, first)
    behind = place_behind
    for _ in range(MOST_PHRASES):
        preposition = words.at(behind)
        if preposition not in PREPOSITIONS and preposition not in ("by", "from"):
            break
        named, behind = phrase(words, behind + 1)
        if preposition in clause.act.patient:
            clause.behind |= named
        if preposition == "by":
            clause.by |= named
    bare = clause.kind == "ed" and clause.start == place
    return bare and words.at(place_behind) == "by" and place_behind == first


def _read_before(words: Words, clause: Clause, last: Clause | None, reduced: bool) -> None:
    """Read the subject, from before the verb or from the verb before it."""
    end = clause.start - 1
    if last and words.at(end) in ("and", "or", "but", "nor"):
        clause.subjects = last.subjects
        # "was bombed and occupied", "will arm and train": what the auxiliaries say holds for both.
        goes_on = clause.kind == last.kind and not clause.auxiliaries
        clause.passive |= goes_on and last.passive
        clause.modal |= goes_on and last.modal
        clause.negated |= goes_on and last.negated
        if clause.objects and not last.objects and last.act.patient & clause.act.patient and not last.passive:
            last.objects = clause.objects  # "arm and train Iraq"
    elif last and "to" in clause.auxiliaries:
        clause.subjects = last.controller
    elif (
        last and clause.kind == "ing" and (words.at(end) in PREPOSITIONS or words.at(end) in ("by", "of", "from", ","))
    ):
        clause.subjects = last.objects or last.subjects if words.at(end) in ("of", "from") else last.agents
    else:
        clause.subjects, antecedent = subject(words, end, reduced=reduced)
        clause.objects = clause.objects or antecedent


def _is_other_act(words: Words, place: int, act: Act) -> bool:
    """Tell whether the company of the verb makes it another act: "strike a deal"."""
    return bool(act.unless & set(words.lower[place + 1 : place + 6]))


def _compounds(words: Words, mentions: list[tuple[str, str, int, int]]) -> list[Part]:
    """Agents named in one word with a participle: "US-led"."""
    acts, parts = load_acts(), []
    for place in [place for place, word in enumerate(words.lower) if "-" in word]:
        (start, end), participle = words.spans[place], words.lower[place].rpartition("-")[2]
        for act, kind in acts.get(participle, []):
            named = {country for country, _, first, last in mentions if start <= first and last < end}
            if kind == "ed" and " " not in act.lemma:
                parts += [Part(name, "agent", act, end - len(participle), end, False, False) for name in named]
    return parts
