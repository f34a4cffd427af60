"""What is asked about, and where it is mentioned: countries, groups of countries, and names of one's own."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from analysis.door import check_types
from analysis.errors import InputError
from analysis.lexicon import CAPITALS_FROM, country_names, group_names, read_table
from analysis.tables import SENTENCE, Mentions, Sentences, Targeted, sentence_keys

ALL = "all"
# A target is a column of `sentence_scores`, beside these.
APOSTROPHES = str.maketrans(dict.fromkeys("'’", "['’]"))
RESERVED = {ALL, *SENTENCE, "part", "sentence", "tone"}


class Target(NamedTuple):
    """One target."""

    code: str
    """Alpha-3 code of a country, code of a group, or a name of one's own."""
    forms: tuple[str, ...] = ()
    """Words that name a group, or that are the aliases of a name; none for a country, whose mentions are known."""
    short_forms: tuple[str, ...] = ()
    """Words that count only in an article that has one of `forms` too."""


def parse_targets(asked: Collection[str] | str, mentioned: Iterable[str] = ()) -> tuple[Target, ...]:
    """Read what was asked for: "USA", "EU", "Wagner=Wagner Group|Wagner", or "all" for the countries `mentioned`.

    Codes may be in small letters. "All" gives countries from the most to the least mentioned. A target asked for twice
    is one.

    Raises InputError for what is none of these, and for a name that is taken.
    """
    texts = [asked] if isinstance(asked, str) else list(asked)
    found: dict[str, Target] = {}
    unknown = []
    for text in texts:
        if text.strip().lower() == ALL:
            targets = [Target(code) for code in pd.Series(list(mentioned), dtype=str).value_counts().index]
        elif "=" in text:
            targets = [_named(text)]
        elif text.strip().upper() in country_names():
            targets = [Target(text.strip().upper())]
        elif text.strip().upper() in _groups():
            targets = [_groups()[text.strip().upper()]]
        else:
            unknown.append(text)
            continue
        for target in targets:
            if found.setdefault(target.code, target) != target:
                raise InputError(f"target {target.code!r} is given twice with different aliases; name one otherwise")
    if unknown:
        raise InputError(
            f"no such target: {', '.join(unknown)}; give ISO 3166 alpha-3 codes like USA, groups"
            f" ({', '.join(_groups())}), a name with its aliases like 'Wagner=Wagner Group|Wagner', or all"
        )
    return tuple(found.values())


@check_types
def mention_targets(
    sentences: DataFrame[Sentences],
    mentions: DataFrame[Mentions],
    targets: Collection[Target],
    *,
    dates: pd.Series | None = None,
) -> DataFrame[Targeted]:
    """Find every mention of a target.

    A country is mentioned where `mentions` say so. A group is mentioned where one of its members is, and where its own
    name stands; `dates`, days of publication indexed by article_id, decide who was a member then, and without a date
    who is one now. A name is mentioned where one of its aliases stands as whole words, in the spelling given, or all
    in capitals if it has four letters or more. Bylines are left out. Where mentions of one target overlap, the first
    counts, and of those that begin together the longest, so that no word counts twice for a target; it may count for
    several targets.

    Mentions come in the order of the sentences.
    """
    read = sentences[sentences["part"] != "byline"]
    found = [_of_members(mentions, target, dates) for target in targets]
    found += [_by_form(read, target) for target in targets if target.forms]
    table = pd.concat([mentions.iloc[:0], *found], ignore_index=True)
    places = {key: place for place, key in enumerate(sentence_keys(sentences))}
    table = table.assign(place=[places.get(key) for key in sentence_keys(table)]).dropna(subset="place")
    table = table.sort_values(["place", "start", "end", "country"], ascending=[True, True, False, True])
    free, reached = [], defaultdict[tuple[int, str], int](int)
    columns = (table[name].to_list() for name in ("place", "country", "start", "end"))
    for place, country, start, end in zip(*columns, strict=True):
        free.append(start >= reached[place, country])
        reached[place, country] = max(end, reached[place, country])
    table = table[pd.array(free, dtype=bool)].reset_index(drop=True)
    return DataFrame[Targeted](table[list(Targeted.to_schema().columns)])


def _named(text: str) -> Target:
    name, _, rest = text.partition("=")
    code, forms = name.strip(), tuple(dict.fromkeys(form.strip() for form in rest.split("|")))
    if not code.isprintable() or not all((code, *forms)):
        raise InputError(f"target {text!r} lacks a name or an alias; write it like 'Wagner=Wagner Group|Wagner'")
    if code.upper() in country_names() or code.upper() in _groups() or code.lower() in RESERVED:
        raise InputError(f"target {text!r}: {code} is taken; give your target another name")
    return Target(code, forms)


@cache
def _groups() -> dict[str, Target]:
    rows = read_table("groups").itertuples()
    return {row.group: Target(row.group, *map(_split, (row.forms, row.short_forms))) for row in rows}


def _split(forms: str) -> tuple[str, ...]:
    return tuple(filter(None, forms.split("|")))


def _of_members(mentions: pd.DataFrame, target: Target, dates: pd.Series | None) -> pd.DataFrame:
    """The mentions of the target itself, where it is a country, or of who is a member on the day of the article."""
    if target.code not in group_names():
        return mentions[mentions.country == target.code]
    members = read_table("members")
    members = members[members["group"] == target.code]
    known = mentions.merge(members, on="country", validate="many_to_many")
    days = pd.Series(dtype=str) if dates is None else pd.to_datetime(dates).dt.strftime("%Y-%m-%d")
    day = known.article_id.map(days).fillna("")
    member = (known.valid_to == "") | (day != "") & (day <= known.valid_to)
    return known[member & ((day == "") | (day >= known.valid_from))].assign(country=target.code)[list(mentions)]


def _by_form(sentences: pd.DataFrame, target: Target) -> pd.DataFrame:
    """The places where the words of the target stand."""
    rows = pd.DataFrame(
        [(*key, target.code, form, _kind(form), start, end) for key, form, start, end in _matches(sentences, target)],
        columns=list(Mentions.to_schema().columns),
    )
    spelled_out = rows.article_id[~rows.form.isin(target.short_forms)]
    return rows[~rows.form.isin(target.short_forms) | rows.article_id.isin(spelled_out)]


def _matches(sentences: pd.DataFrame, target: Target) -> Iterator[tuple[tuple[str, int], str, int, int]]:
    pattern = _pattern((*target.forms, *target.short_forms))
    for article, sentence, text in sentences[[*SENTENCE, "sentence"]].itertuples(index=False):
        for match in pattern.finditer(text):
            yield (article, sentence), match[0], match.start(), match.end()


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words, the longest first; white space and apostrophes as the text sets them."""
    spellings = {*forms, *(form.upper() for form in forms if len(form) >= CAPITALS_FROM)}
    written = (re.escape(form) for form in sorted(spellings, key=lambda form: (-len(form), form)))
    either = "|".join(re.sub(r"(?:\\\s)+", r"\\s+", form).translate(APOSTROPHES) for form in written)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _kind(form: str) -> str:
    return "abbreviation" if form.isupper() and " " not in form else "name"
