#!/usr/bin/env bash
# Published pages in a real Chromium: the sample and a file full of what could be mistaken for markup, with script and
# without, light and dark, from a phone to a wide screen, by pointer and by keyboard alone; and the browser's own report of
# what a page tried and its policy forbade, which must be empty.
#
# Needs chromium, chromium-driver, python3 and Noto Sans (Debian: fonts-noto-core), which is the program's own font. Takes the program to test as its argument, by default target/debug/coeval.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" publish sample_data/azerbaijani_rope.ron -o "$work/sample.html"
"$program" publish sample_data/azerbaijani_rope.ron -o "$work/dark.html" --theme dark --steps 4-5
"$program" publish tests/data/looks/july2.ron -o "$work/july.html"
"$program" publish tests/data/publish/hostile.ron -o "$work/hostile.html"
# The most letters that a title may have, in words of no end and in words of two letters.
python3 - "$work/long.ron" <<'END'
import sys
long = ["x" * 1_000_000, "ab " * 300_000, "\u06cc\u06a9 " * 100_000]
events = "".join(f'(date: "2024-10-1{at}", title: "{title}", country: "IR"), ' for at, title in enumerate(long))
open(sys.argv[1], "w").write(f"(events: [{events}])")
END
"$program" publish "$work/long.ron" -o "$work/long.html"
# Ten thousand events of ten years in twelve lanes, some over weeks, some with an hour, some known by the month alone.
python3 - "$work/many.ron" <<'END'
import datetime, random, sys
dice = random.Random(4)
words = "talks visit strike exercise treaty signed minister border corridor statement protest election summit".split()
def event():
    day = datetime.date(2019, 4, 1) + datetime.timedelta(dice.randrange(3650))
    kind = dice.random()
    date = f"{day}/{day + datetime.timedelta(dice.randint(2, 40))}" if kind < 0.1 else str(day)[:7] if kind < 0.15 \
        else f"{day}T{dice.randrange(24):02}:00" if kind < 0.3 else str(day)
    lane = "IR AZ IL RU TR AM FR DE CN IN EG IT".split()[min(int(dice.expovariate(0.35)), 11)]
    title = " ".join(dice.choice(words) for _ in range(dice.randint(3, 8)))
    return f'(date: "{date}", title: "{title}", country: "{lane}", importance: {dice.choice([1, 2, 2, 3, 3, 3, 4, 5])})'
open(sys.argv[1], "w").write("(events: [" + ", ".join(event() for _ in range(10_000)) + "])")
END
"$program" publish "$work/many.ron" -o "$work/many.html"
python3 tests/page.py "$work" "$program"
