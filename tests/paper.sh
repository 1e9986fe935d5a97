#!/usr/bin/env bash
# Published PDFs and slides by the eyes of other programs: whether they are well-formed (qpdf), whether their fonts are subsets that say
# which letters they have (pdffonts), what is found and copied in them in every script (pdftotext), that they are tagged
# (pdfinfo), and that nothing private is in them.
#
# Needs poppler-utils and qpdf; slides are opened by LibreOffice where it is there. Takes the program to test as its argument, by default target/debug/coeval.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "paper: FAILED: $*" >&2
    exit 1
}

# What poppler and qpdf find wrong with a file would stand in their messages.
sound() {
    local complaints
    complaints=$(qpdf --check "$1" 2>&1) || fail "$1: $complaints"
    grep -q "No syntax or stream encoding errors" <<<"$complaints" || fail "$1: $complaints"
    grep -q "^Tagged: *yes" <<<"$(pdfinfo "$1" 2>/dev/null)" || fail "$1 is not tagged"
    local fonts
    fonts=$(pdffonts "$1" 2>/dev/null | tail -n +3)
    [ -n "$fonts" ] || fail "$1 has no fonts"
    if grep -vq "yes yes yes" <<<"$fonts"; then
        fail "$1: fonts are not embedded, no subsets, or do not say their letters: $fonts"
    fi
}

# The text as it is copied, without the marks by which pdftotext tells directions, one blank for any number.
copied() {
    pdftotext "$@" - 2>/dev/null | sed 's/\xe2\x80[\xaa-\xae]//g' | tr -s ' \n\f' ' '
}

has() {
    local text
    text=$(copied "$1")
    grep -qF -- "$2" <<<"$text" || fail "$1 does not say: $2
It says: ${text:0:3000}"
}

publish() {
    "$program" publish "$@" 2>/dev/null
}

sample=sample_data/azerbaijani_rope.ron
publish "$sample" -o "$work/sample.pdf"
sound "$work/sample.pdf"
[ "$(pdfinfo "$work/sample.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" = 7 ] || fail "the sample has not a page a step"
has "$work/sample.pdf" "One embassy closes, another opens"
has "$work/sample.pdf" "SHA-256"
grep -q "^Title: *Azerbaijani rope" <<<"$(pdfinfo "$work/sample.pdf" 2>/dev/null)" || fail "the title is missing"
structure=$(pdfinfo -struct-text "$work/sample.pdf" 2>/dev/null)
for tag in H1 Figure P; do
    grep -q "$tag" <<<"$structure" || fail "no $tag among the tags"
done

publish "$sample" -o "$work/handout.pdf" --handout
sound "$work/handout.pdf"
for script in "Pezeshkian receives Mustafayev" "ARVAK" "Accounts and sources"; do
    has "$work/handout.pdf" "$script"
done
grep -q "https://" <<<"$(pdfinfo -url "$work/handout.pdf" 2>/dev/null)" || fail "no link leads to a source"

publish "$sample" -o "$work/poster.pdf" --poster A1
sound "$work/poster.pdf"
grep -q "^Page size: *2383.9. x 1683.7" <<<"$(pdfinfo "$work/poster.pdf" 2>/dev/null)" || fail "the poster is not A1"
publish "$sample" -o "$work/tiles.pdf" --poster A2 --tiles A4
sound "$work/tiles.pdf"
has "$work/tiles.pdf" "Row 2 of 2, column 4 of 4"
! publish "$sample" -o "$work/large.pdf" --poster 6000x1000 || fail "a poster of six metres is made"

# What is copied is what was written, whichever way it is read.
cat >"$work/scripts.ron" <<'END'
(title: "رویدادهای تهران و باکو", events: [
    (date: "2024-10-14", title: "دیدار مسعود پزشکیان با مصطفی‌اف", country: "IR", sources: ["ایرنا"]),
    (date: "2024-10-14", title: "سلام و کلام بالا", country: "IR", sources: ["سالنامه"]),
    (date: "2024-10-14", title: "פגישה בירושלים עם שר החוץ", country: "IL", sources: ["הארץ"]),
    (date: "2024-10-14", title: "Հանդիպում Երևանում", country: "AM", sources: ["Արմենպրես"]),
    (date: "2024-10-14", title: "შეხვედრა თბილისში", country: "GE", sources: ["1TV"]),
    (date: "2024-10-14", title: "Встреча в Баку", country: "RU", sources: ["ТАСС"]),
])
END
publish "$work/scripts.ron" -o "$work/scripts.pdf" --handout
sound "$work/scripts.pdf"
for title in "سلام و کلام بالا" "سالنامه" "رویدادهای تهران و باکو" "دیدار مسعود پزشکیان با مصطفی‌اف" "פגישה בירושלים עם שר החוץ" "Հանդիպում Երևանում" \
    "შეხვედრა თბილისში" "Встреча в Баку"; do
    has "$work/scripts.pdf" "$title"
done

publish tests/data/publish/hostile.ron -o "$work/hostile.pdf" --handout
sound "$work/hostile.pdf"
has "$work/hostile.pdf" "</script><script>window.hacked"
qpdf --qdf --object-streams=disable "$work/hostile.pdf" "$work/hostile.txt" 2>/dev/null || fail "qpdf cannot unpack it"
for private in PRIVATE-EVENT-NOTE PRIVATE-STEP-NOTE Secretword; do
    ! grep -qaF "$private" "$work/hostile.txt" || fail "a private note is in it: $private"
    ! grep -qF "$private" <<<"$(copied "$work/hostile.pdf")" || fail "a private note is in it: $private"
done
if grep -qiE "javascript:|data:" <<<"$(pdfinfo -url "$work/hostile.pdf" 2>/dev/null)"; then
    fail "a link leads where none may lead"
fi
if grep -qaE "/(JavaScript|JS|Launch|SubmitForm|EmbeddedFile)\b" "$work/hostile.txt"; then
    fail "it does something"
fi
# Slides are opened by LibreOffice, where it is installed.
publish "$sample" -o "$work/slides.pptx"
publish "$sample" -o "$work/notes.pptx" --notes
publish tests/data/publish/hostile.ron -o "$work/hostile.pptx"
if command -v soffice >/dev/null; then
    for slides in slides notes hostile; do
        timeout 120 soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work/office-$slides" \
            "$work/$slides.pptx" >/dev/null 2>&1 || fail "LibreOffice does not open $slides.pptx"
    done
    [ "$(pdfinfo "$work/office-slides/slides.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" = 7 ] || fail "not a slide a step"
    has "$work/office-slides/slides.pdf" "One embassy closes, another opens"
    has "$work/office-slides/slides.pdf" "In January 2023 Azerbaijan leaves Tehran"
    has "$work/office-hostile/hostile.pdf" "<script>window.hacked"
else
    echo "paper: LibreOffice is not installed; slides are not opened"
fi
echo "paper: passed"
