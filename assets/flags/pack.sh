#!/bin/sh
# Makes flags.txt beside this script from the npm package circle-flags: one flag per line, "CODE<tab>SVG", sorted.
# Use: assets/flags/pack.sh (needs npm and the network), or assets/flags/pack.sh FOLDER of an unpacked package.
set -eu
cd "$(dirname "$0")"
version=2.8.3
from=${1:-}
if [ -z "$from" ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    npm pack --silent --pack-destination "$scratch" "circle-flags@$version" >/dev/null
    tar -xzf "$scratch/circle-flags-$version.tgz" -C "$scratch"
    from=$scratch/package
fi

# A hairline ring, so that a white flag stands out from white ground and a black one from black.
ring='<circle cx="256" cy="256" r="249" fill="none" stroke="#808080" stroke-opacity=".45" stroke-width="14"/>'

for file in "$from"/flags/??.svg "$from/flags/other/nato.svg"; do
    code=$(basename "$file" .svg | tr '[:lower:]' '[:upper:]')
    # "xx" is the set's sign for "no flag".
    [ "$code" = XX ] && continue
    # Ids are made unique, so that several flags can stand in one SVG.
    svg=$(tr -d '\r\n\t' <"$file" | sed -e "s|id=\"a\"|id=\"flag-$code\"|; s|url(#a)|url(#flag-$code)|; s|</svg>\$|$ring</svg>|")
    printf '%s\t%s\n' "$code" "$svg"
done | LC_ALL=C sort >flags.txt
cp "$from/LICENSE.md" LICENSE.md
