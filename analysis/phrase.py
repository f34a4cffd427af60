"""Noun phrases beside a verb: where they begin and end, and the countries that they name."""

from analysis.verbs import CLAUSES, PREPOSITIONS, Words, is_adverb, is_auxiliary

RELATIVES = ("which", "who", "that", "whom")
BEHIND = PREPOSITIONS | CLAUSES | {"by", "from", "to", ".", ";", ":", "—", "?"}  # what ends a phrase behind a verb
BEFORE = CLAUSES | {";", ":"}  # what a phrase before a verb begins behind


def phrase(words: Words, start: int) -> tuple[set[str], int]:
    """Countries of the noun phrase that begins at a place, lists and of-phrases included, and where it ends."""
    place = start
    while place < len(words.lower):
        word = words.lower[place]
        if word in BEHIND or place in words.verbs:
            break
        if word == "," and not _goes_on(words, place):
            break
        if word in ("and", "but", "or") and _another_verb(words, place):
            break
        place += 1
    return words.between(start, place), place


def _goes_on(words: Words, comma: int) -> bool:
    """Tell whether a list of countries goes on behind a comma: "Iran, Iraq and Syria"."""
    listed = words.names(comma + 1) and "and" in words.lower[comma : comma + 6]
    return listed and not any(place in words.verbs for place in _ahead(words, comma))


def _another_verb(words: Words, conjunction: int) -> bool:
    """Tell whether a conjunction joins two verbs, and not two nouns."""
    verbs = (words.verbs[place][1] for place in _ahead(words, conjunction) if place in words.verbs)
    behind = words.at(conjunction + 1)
    return any(kind != "ing" for kind in verbs) or is_auxiliary(behind) or is_adverb(behind)


def _ahead(words: Words, place: int) -> range:
    return range(place + 1, min(place + 5, len(words.lower)))


def subject(words: Words, end: int, *, reduced: bool) -> tuple[set[str], set[str]]:
    """Countries of the noun phrase whose last place is `end`, and those on which the verb's clause hangs as an object.

    An insertion between commas before the verb is skipped, but not before a `reduced` clause. Of "Iran, which signed"
    the subject is Iran; of "the deal that Iran signed" it is Iran too, and the deal is the object.
    """
    if words.at(end) == ",":
        opening = next((comma for comma in range(end - 1, -1, -1) if words.lower[comma] in (",", ";")), 0)
        end = opening - 1 if opening and not reduced else end - 1
    start = end + 1
    while start and not _begins(words, start, end):
        start -= 1
    first = next((at for at in range(start, end + 1) if words.lower[at] in PREPOSITIONS), end + 1)
    subjects = words.between(start, first)
    if words.at(start - 1) not in RELATIVES:
        return subjects, set()
    antecedent = _antecedent(words, start - 1)
    return (antecedent, set()) if start > end else (subjects, antecedent)


def _begins(words: Words, start: int, end: int) -> bool:
    """Tell whether a noun phrase that ends at `end` begins at `start`."""
    word = words.lower[start - 1]
    if word in BEFORE or start - 1 in words.verbs:
        return True
    if word == ",":
        return not (words.names(start - 2) and words.names(start) and "and" in words.lower[start : end + 1])
    return word == "and" and not words.names(start - 2) and any(verb < start for verb in words.verbs)


def _antecedent(words: Words, relative: int) -> set[str]:
    """Countries of the noun phrase that a relative pronoun stands for."""
    end = relative - (words.at(relative - 1) == ",")
    start = end
    while start:
        word = words.lower[start - 1]
        if word in PREPOSITIONS or word in CLAUSES or word == "," or start - 1 in words.verbs:
            break
        start -= 1
    return words.between(start, end)
