#!/usr/bin/env bash
# Exports and answers are streams: whatever is written of a large timeline, in whichever format, takes little more memory
# than reading the timeline does. The least limit on memory with which the program reads the file is looked for; each
# writer then has a fifth more, and must not fail.
#
# Needs prlimit (util-linux) and python3. Takes the program to test as its argument, by default target/debug/coeval, and
# how many events the timeline has.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")
events=${2:-15000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "memory: $*"; }

# As real timelines are: a source each, places, summaries, some accounts.
python3 - "$events" >"$work/t.ron" <<'END'
import random, sys
random.seed(1)
print('(title: "Large", sources: [(id: "s", title: "Source", publisher: "Arvak")], events: [')
for number in range(int(sys.argv[1])):
    day = f'{random.randrange(1950, 2025)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}'
    lane = random.choice(['IR', 'IL', 'AZ', 'TR', 'US', 'RU', 'DE', 'FR'])
    more = ', accounts: [(by: "IR", says: "yes"), (by: "IL", says: "no")]' if number % 20 == 0 else ''
    print(f'  (date: "{day}", title: "Talks number {number} about something", country: "{lane}", place: Some("City '
          f'{number % 500}"), sources: ["s"], summary: "A sentence or two on what was said at {number}.", '
          f'tags: ["tag {number % 40}"]{more}),')
print('])')
END

# Runs the program with so many MiB for its data. The allocator's habit of reserving a gigabyte at once is switched off: what is
# reserved would count.
export MIMALLOC_ARENA_RESERVE=0
within() {
    local limit=$1
    shift
    # Bash says of what was ended by a signal that it was; here that is what is asked.
    { prlimit --data=$((limit << 20)) "$program" "$@" >"$work/out" 2>"$work/err"; } 2>/dev/null
}

low=8 high=1024
while [ $((high - low)) -gt $((low / 16 + 1)) ]; do
    middle=$(((low + high) / 2))
    if within "$middle" check "$work/t.ron"; then high=$middle; else low=$middle; fi
done
limit=$((high * 6 / 5))
say "$(du -k "$work/t.ron" | cut -f1) KiB of timeline are read within $high MiB; each writer has $limit MiB"

for format in json csv ics ron; do
    rm -f "$work/t.$format.out.$format"
    within "$limit" convert "$work/t.ron" "$work/t.out.$format" --force || {
        say "FAILED: convert to $format"
        cat "$work/err"
        exit 1
    }
    rm -f "$work/t.out.$format"
done
for format in json csv; do
    for command in list coincidences; do
        within "$limit" "$command" "$work/t.ron" --format "$format" || {
            say "FAILED: $command --format $format"
            cat "$work/err"
            exit 1
        }
        [ -s "$work/out" ] || { say "FAILED: $command --format $format says nothing"; exit 1; }
    done
done
say "all is well"
