"""Unlabelled pairs for the teacher to judge, and sentences with their countries exchanged."""

import random
import re
from pathlib import Path

import pandas as pd
from pairs import Alike, lines

from analysis.encode import kind_of
from analysis.mention import tag_text
from analysis.split import split_text

WORDS = pd.read_csv(Path(__file__).with_name("countries.csv"), keep_default_na=False).set_index("country")
NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:of |the |al-|de )?[A-Z][\w'’-]+)*")
PRONOUN = re.compile(
    r"(?i)\W*(?:i|me|my|he|him|his|she|her|hers|they|them|their|you|your|we|us|our|it|its|who|whose|whom)\W*"
)
Pair = tuple[str, int, int]
Span = tuple[int, int]


def exchanged(text: str, start: int, end: int, dice: random.Random) -> Pair | None:
    """The pair with every country of the sentence replaced by another, consistently; None where that is not safe."""
    found = tag_text(text)
    if not any(tag.start < end and start < tag.end for tag in found) or any(tag.kind == "government" for tag in found):
        return None
    theirs = list(dict.fromkeys(tag.alpha_3 for tag in found))
    others = dice.sample([code for code in WORDS.index if code not in theirs], len(theirs))
    to = dict(zip(theirs, others, strict=True))
    pieces, place, target = [], 0, None
    for tag in found:
        word = other_word(text, tag, to[tag.alpha_3])
        if word is None:
            return None
        first = tag.start
        if text[:first].endswith(("the ", "The ")) and (word.startswith("the ") or tag.kind != "demonym"):
            first -= 4  # "the US" but "Norway", "the United States"
        before, vowel = text[place:first], word[0].lower() in "aeio"
        pieces.append(re.sub(r"\b([Aa])n? $", r"\1n " if vowel else r"\1 ", before))
        begins = sum(map(len, pieces))
        pieces.append(word[0].upper() + word[1:] if first == 0 else word)
        if tag.start < end and start < tag.end:
            shift = 4 if word.startswith("the ") else 0
            target = target or (begins + shift, begins + len(word))
        place = tag.end
    made = "".join([*pieces, text[place:]])
    return (made, *target) if target else None


def other_word(text: str, tag, code: str) -> str | None:
    """The word of the other country that takes the place of a mention."""
    form, row = text[tag.start : tag.end], WORDS.loc[code]
    if tag.kind == "capital":
        return row.capital
    if tag.kind == "name":
        return row["name"]
    if tag.kind == "abbreviation":
        alone = text[: tag.start].endswith(("the ", "The ")) and text[tag.end : tag.end + 1] != "-"
        return row["name"] if alone else row.adjective
    if tag.alpha_3 in WORDS.index and form == WORDS.people[tag.alpha_3]:
        return row.people.removeprefix("the ") if text[: tag.start].endswith(("the ", "The ")) else row.people
    if tag.alpha_3 in WORDS.index and form == WORDS.adjective[tag.alpha_3]:
        return row.adjective
    return None


def unlabelled(data: Path, pairs: pd.DataFrame, skip: list[str], others: int) -> pd.DataFrame:
    """Pairs for the teachers: countries and other names in the corpora's sentences, also two of them in each other's
    place, and countries in the place of persons. At most `others` are of targets that are no country.

    Sentences like one of a development or held part, or of the texts in `skip`, are left out.
    """
    alike = Alike([*pairs.text[pairs.use != "train"], *skip])
    sentences = (data / "dse/sentences.txt").read_text(encoding="utf8").split("\n")
    sentences += [row["sentence_normalized"] for row in lines(data / "newsmtsc/train.jsonl")]
    for row in [*lines(data / "geo/geowebnews.jsonl"), *lines(data / "geo/lgl_even.jsonl")]:
        sentences += [row["text"][start:end] for start, end in split_text(row["text"])]
    sentences = [text for text in dict.fromkeys(sentences) if 30 < len(text) < 450 and not alike(text)]
    dice = random.Random(5)
    countries: list[Pair] = []
    rest: list[Pair] = []
    for text in sentences:
        tags = tag_text(text)
        countries += [(text, tag.start, tag.end) for tag in tags]
        taken = [(tag.start, tag.end) for tag in tags]
        names = [hit.span() for hit in NAME.finditer(text) if hit.start() > 0 and apart(hit.span(), taken)]
        rest += [(text, *span) for span in dice.sample(names, min(2, len(names)))]
        for spans in (names, sorted(taken)):
            if len(spans) > 1:
                rest.append(swapped(text, *sorted(dice.sample(spans, 2)), dice.randrange(2)))
    for row in pairs[(pairs.source == "newsmtsc") & (pairs.use == "train")].itertuples():
        target = row.text[row.start : row.end]
        if not PRONOUN.fullmatch(target) and target[0].isupper():
            word = WORDS.name[dice.choice(WORDS.index)].removeprefix("the ")
            text = row.text[: row.start] + word + row.text[row.end :]
            rest.append((text, row.start, row.start + len(word)))
    labelled = set(zip(pairs.text, pairs.start, pairs.end, strict=True))
    found = [pair for pair in countries if pair not in labelled]
    found += [made for pair in found if (made := exchanged(*pair, dice)) is not None]
    found += [pair for pair in rest if pair not in labelled]
    table = pd.DataFrame(found, columns=["text", "start", "end"]).drop_duplicates(ignore_index=True)
    country = table.apply(lambda pair: kind_of(*pair) == "country", axis="columns")
    chosen = table[~country].sample(min(others, (~country).sum()), random_state=4)
    return pd.concat([table[country], chosen], ignore_index=True)


def swapped(text: str, one: Span, two: Span, which: int) -> Pair:
    """The text with the words of two spans, the first of which stands first, exchanged, and the place of either."""
    (a, b), (c, d) = one, two
    made = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    return (made, a, a + d - c) if which == 0 else (made, d - (b - a), d)


def apart(span: Span, others: list[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in others)
