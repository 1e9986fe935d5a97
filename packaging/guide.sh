#!/usr/bin/env bash
# Makes the user guide in docs/ a folder of plain HTML, which packages ship and Help › User guide opens: no scripts and
# no fonts of its own, so that any browser shows it offline. Needs Debian's cmark-gfm. Takes the folder to write to.
# (mdbook serve docs shows the same pages as a website with search.)
set -euo pipefail
cd "$(dirname "$0")/.."
command -v cmark-gfm >/dev/null || { echo "There is no cmark-gfm: apt-get install cmark-gfm" >&2; exit 1; }
out=${1:?"the folder to write to"}
rm -rf "$out"
mkdir -p "$out"

# The address of a page: README.md is the first one, index.html.
page() { sed 's/README\.md$/index.md/; s/\.md$/.html/' <<<"$1"; }

# Headings get the anchors that links use: small letters, hyphens for spaces, no other signs.
anchors() {
    awk 'match($0, /^<h[1-6]>/) {
        id = tolower($0); gsub(/<[^>]*>/, "", id); gsub(/&[a-z]*;/, "", id); gsub(/[^a-z0-9 _-]/, "", id); gsub(/ /, "-", id)
        sub(/^<h[1-6]/, "& id=\"" id "\"")
    } { print }'
}

style='body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}
img{max-width:100%}pre{overflow-x:auto;padding:.6rem;background:#8882}code{background:#8882}pre code{background:none}
table{border-collapse:collapse}th,td{border:1px solid #8886;padding:.25rem .5rem;text-align:left;vertical-align:top}
kbd{border:1px solid #8886;border-radius:.2rem;padding:0 .25rem}:root{color-scheme:light dark}'

while IFS= read -r file; do
    target="$out/$(page "${file#docs/}")"
    mkdir -p "$(dirname "$target")"
    up=$(dirname "${file#docs/}" | sed 's/^\.$//; s/[^/][^/]*/../g')
    {
        title=$(sed -n '1s/^# //p' "$file")
        printf '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        printf '<meta name="viewport" content="width=device-width">\n<title>%s</title>\n' "$title"
        printf '<style>\n%s\n</style>\n</head>\n<body>\n' "$style"
        [ "$file" = docs/README.md ] || printf '<p><a href="%sindex.html">Coeval: user guide</a></p>\n' "${up:+$up/}"
        # Links to pages lead to their HTML. --unsafe keeps <kbd>; the pages are ours.
        cmark-gfm --unsafe --extension table --extension autolink "$file" | anchors |
            sed -E 's/(href="[^":]*)README\.md/\1index.html/g; s/(href="[^":]*)\.md([#"])/\1.html\2/g'
        printf '</body>\n</html>\n'
    } >"$target"
done < <(find docs -name '*.md' ! -name SUMMARY.md | sort)
if [ -d docs/images ]; then
    mkdir -p "$out/images"
    cp docs/images/*.png "$out/images/"
fi
