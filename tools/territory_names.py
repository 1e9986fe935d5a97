#!/usr/bin/env python3
"""Writes src/io/import/table/territory_names.txt anew: how the languages below call the world's territories.

Takes the folder of the npm package cldr-localenames-full, which is Unicode CLDR's:

    npm pack cldr-localenames-full@48.2.0 && tar xf cldr-localenames-full-*.tgz
    tools/territory_names.py package > src/io/import/table/territory_names.txt
"""

import json
import pathlib
import re
import sys

LANGUAGES = (
    "ar fa he ru tr az hy ka fr es de zh-Hans zh-Hant it pt nl pl uk ja ko".split()
)

HEAD = """\
# Names of territories in other languages than English, from Unicode CLDR (https://cldr.unicode.org), under the
# Unicode License v3 (https://www.unicode.org/license.txt). Copyright 1991-2025 Unicode, Inc.
# A line: ISO 3166-1 code, tab, names set off by bars; Arabic, Persian, Hebrew, Russian, Turkish, Azerbaijani, Armenian,
# Georgian, French, Spanish, German, Chinese (both scripts), Italian, Portuguese, Dutch, Polish, Ukrainian, Japanese, Korean.
# Made by tools/territory_names.py from CLDR 48.2."""

# Codes of CLDR that ISO 3166-1 does not give to a country.
OTHERS = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def names_of(folder: pathlib.Path, language: str) -> dict[str, str]:
    path = folder / "main" / language / "territories.json"
    if not path.exists():
        path = folder / "main" / language.split("-")[0] / "territories.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (locale,) = data["main"].values()
    return locale["localeDisplayNames"]["territories"]


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in names_of(folder, language).items():
            if re.fullmatch("[A-Z]{2}", code) and code not in OTHERS and name != code:
                listed = names.setdefault(code, [])
                if name not in listed:
                    listed.append(name)
    print(HEAD)
    for code in sorted(names):
        print(f"{code}\t{'|'.join(names[code])}")


if __name__ == "__main__":
    main()
