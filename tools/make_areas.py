"""Write vocab/data/areas.toml: the countries of ISO 3166-1 with names in five languages and the blocs they belong to.

Run it in an environment of its own, since Orodha itself needs neither package:

    uv venv /tmp/areas && uv pip install -p /tmp/areas pycountry babel
    /tmp/areas/bin/python tools/make_areas.py

Codes come from pycountry, names from Unicode CLDR (through Babel). ``NAMES`` holds the names where CLDR's everyday
form is not the one that statistics use. Portuguese is that of Portugal, as in Africa; Brazilian names are aliases.
"""

from __future__ import annotations

import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pycountry  # pyright: ignore[reportMissingImports] -- not a dependency of the project
from babel import Locale  # pyright: ignore[reportMissingImports] -- not a dependency of the project

TARGET = Path(__file__).parent.parent / "vocab" / "data" / "areas.toml"

LOCALES = {"en": "en", "fr": "fr", "sw": "sw", "ar": "ar", "pt": "pt_PT"}

NAMES: dict[str, dict[str, str]] = {
    "BQ": {"en": "Bonaire, Sint Eustatius and Saba", "fr": "Bonaire, Saint-Eustache et Saba"},
    "CD": {
        "en": "Democratic Republic of the Congo",
        "fr": "République démocratique du Congo",
        "ar": "جمهورية الكونغو الديمقراطية",
        "pt": "República Democrática do Congo",
    },
    "CG": {"en": "Congo", "fr": "Congo", "sw": "Kongo", "ar": "الكونغو", "pt": "Congo"},
    "CI": {"pt": "Costa do Marfim"},
    "CV": {"en": "Cabo Verde", "fr": "Cabo Verde"},
    "DJ": {"pt": "Djibuti"},
    "FK": {"en": "Falkland Islands (Malvinas)"},
    "GS": {"en": "South Georgia and the South Sandwich Islands"},
    "HK": {"en": "Hong Kong", "fr": "Hong Kong", "sw": "Hong Kong", "ar": "هونغ كونغ", "pt": "Hong Kong"},
    "HM": {"en": "Heard Island and McDonald Islands"},
    "MF": {"en": "Saint Martin (French part)", "fr": "Saint-Martin (partie française)", "pt": "São Martinho"},
    "MM": {"en": "Myanmar", "fr": "Myanmar", "sw": "Myanmar", "ar": "ميانمار", "pt": "Mianmar"},
    "MO": {"en": "Macao", "fr": "Macao", "sw": "Makau", "ar": "ماكاو", "pt": "Macau"},
    "PS": {
        "en": "State of Palestine",
        "fr": "État de Palestine",
        "sw": "Palestina",
        "ar": "دولة فلسطين",
        "pt": "Estado da Palestina",
    },
    "SX": {"en": "Sint Maarten (Dutch part)", "pt": "Sint Maarten"},
    "TL": {"fr": "Timor-Leste"},
    "UM": {"en": "United States Minor Outlying Islands"},
    "VA": {"en": "Holy See", "fr": "Saint-Siège", "ar": "الكرسي الرسولي", "pt": "Santa Sé"},
    "VC": {"en": "Saint Vincent and the Grenadines"},
    "VI": {"en": "United States Virgin Islands"},
    "VN": {"en": "Viet Nam"},
}

ALIASES: dict[str, dict[str, list[str]]] = {
    "AE": {"en": ["UAE"]},
    "CD": {"en": ["DRC", "DR Congo", "Zaire"], "fr": ["RDC"]},
    "CG": {"en": ["Republic of the Congo"], "fr": ["République du Congo"]},
    "CI": {"en": ["Ivory Coast"]},
    "CZ": {"en": ["Czech Republic"], "fr": ["République tchèque"]},
    "GB": {"en": ["UK", "Great Britain", "United Kingdom of Great Britain and Northern Ireland"], "sw": ["Uingereza"]},
    "JO": {"sw": ["Yordani"]},
    "KR": {"en": ["Korea"]},
    "MA": {"sw": ["Moroko"]},
    "MM": {"en": ["Burma"]},
    "NL": {"en": ["Holland"]},
    "PS": {"en": ["Palestine"]},
    "SA": {"sw": ["Saudi Arabia"]},
    "SZ": {"en": ["Swaziland"], "fr": ["Swaziland"], "pt": ["Suazilândia"]},
    "TR": {"en": ["Turkey"]},
    "US": {"en": ["USA", "United States of America"]},
}

NOT_IN_M49 = {"TW"}
"""ISO numeric codes that the United Nations' M49 list does not have."""

SKIPPED_OFFICIAL_NAMES = {"CD", "TW"}
"""ISO names that are no name when turned round, or that say no more than the others."""

MEMBERS = {
    # Eritrea took up its seat again in 2023.
    "igad": "DJ ER ET KE SO SS SD UG",
    # Somalia has been a member since March 2024.
    "eac": "BI CD KE RW SO SS TZ UG",
    "comesa": "BI CD DJ EG ER ET KE KM LY MG MU MW RW SC SD SO SZ TN UG ZM ZW",
    "sadc": "AO BW CD KM LS MG MU MW MZ NA SC SZ TZ ZA ZM ZW",
    # 55 members; EH stands for the Sahrawi Republic, which ISO 3166 lists as Western Sahara.
    "african-union": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR "
    "MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
    "european-union": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
}
"""Members of each bloc in 2024, by ISO 3166-1 code; the blocs themselves are kept in area-blocs.toml."""

AFRICA = MEMBERS["african-union"] + " IO RE SH TF YT"
"""M49 region 002: the members of the African Union and five territories."""

COUNTS = {"igad": 8, "eac": 8, "comesa": 21, "sadc": 16, "african-union": 55, "european-union": 27, "africa": 60}


def names_of(country: Any, locales: dict[str, Locale]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return a country's name by language, and its other names by language."""
    code = country.alpha_2
    given = {language: locale.territories[code].replace("’", "'") for language, locale in locales.items()}
    names = given | {"en": tidy(given["en"])} | NAMES.get(code, {})
    others: dict[str, list[str]] = {language: [name] for language, name in given.items()}
    if code not in SKIPPED_OFFICIAL_NAMES:
        others["en"].append(turned(country.name))
    others["pt"].append(Locale.parse("pt_BR").territories[code])
    for language, more in ALIASES.get(code, {}).items():
        others[language] += more
    return names, {language: distinct(found, names[language]) for language, found in others.items()}


def tidy(name: str) -> str:
    """Write out the abbreviations in CLDR's English names."""
    return name.replace("&", "and").replace("St. ", "Saint ")


def turned(name: str) -> str:
    """Put the qualifier of an ISO name in front: "Iran, Islamic Republic of" is the "Islamic Republic of Iran"."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and tail.endswith(" of") else name


def distinct(found: list[str], name: str) -> list[str]:
    """Leave out repetitions and what differs from the name in accents and punctuation only."""
    kept: list[str] = []
    seen = {folded(name)}
    for other in found:
        if folded(other) not in seen:
            seen.add(folded(other))
            kept.append(other)
    return kept


def folded(name: str) -> str:
    """Return the letters of a name, without accents, for comparison."""
    plain = unicodedata.normalize("NFD", tidy(name).casefold())
    return "".join(letter for letter in plain if letter.isalpha())


def blocs_of(code: str) -> list[str]:
    """Return the ids of the areas that a country is part of."""
    blocs = [bloc for bloc, members in MEMBERS.items() if code in members.split()]
    return [f"area/{bloc}" for bloc in ["africa"] * (code in AFRICA.split()) + blocs]


def quoted(value: str | list[str]) -> str:
    """Write a text or list of texts as TOML."""
    return f'"{value}"' if isinstance(value, str) else "[" + ", ".join(quoted(item) for item in value) + "]"


def table(values: dict[str, Any]) -> str:
    """Write an inline table, without what is empty."""
    return "{ " + ", ".join(f"{key} = {quoted(value)}" for key, value in values.items() if value) + " }"


def record(country: Any, locales: dict[str, Locale]) -> str:
    """Write one country as an area."""
    names, others = names_of(country, locales)
    lines = [
        "[[area]]",
        f'id = "area/{country.alpha_2.lower()}"',
        'type = "country"',
        f'iso3166 = "{country.alpha_2}"',
        f'iso3166_alpha3 = "{country.alpha_3}"',
    ]
    if country.alpha_2 not in NOT_IN_M49:
        lines.append(f'm49 = "{country.numeric}"')
    lines.append(f"name = {table(names)}")
    if any(others.values()):
        lines.append(f"aliases = {table(others)}")
    if blocs := blocs_of(country.alpha_2):
        lines.append(f"part_of = {quoted(blocs)}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Check the memberships and write the file."""
    countries = sorted(pycountry.countries, key=lambda country: country.alpha_2)
    known = {country.alpha_2 for country in countries}
    for bloc, members in {**MEMBERS, "africa": AFRICA}.items():
        codes = members.split()
        assert len(codes) == len(set(codes)) == COUNTS[bloc], f"{bloc} has {len(codes)} members, not {COUNTS[bloc]}"
        assert known.issuperset(codes), f"{bloc} has members that ISO 3166 does not know"
    locales = {language: Locale.parse(locale) for language, locale in LOCALES.items()}
    header = (
        "# Countries and territories of ISO 3166-1. Generated by tools/make_areas.py from pycountry "
        f"{version('pycountry')}\n# and Babel {version('babel')} (Unicode CLDR): change the script, not this file. "
        "Blocs: area-blocs.toml.\n\n"
    )
    TARGET.write_text(header + "\n".join(record(country, locales) for country in countries), encoding="utf-8")


if __name__ == "__main__":
    main()
