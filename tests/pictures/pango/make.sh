#!/bin/sh
# Draws each line of strings.txt with Pango and the bundled fonts alone, as the reference that tests/it/scripts.rs compares
# with: Pango is what desktops draw these scripts with. Needs pango1.0-tools (1.50.12 drew the pictures here).
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/fonts.conf" <<XML
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$(cd ../../../assets/fonts && pwd)</dir><cachedir>$scratch/cache</cachedir></fontconfig>
XML
n=0
while IFS= read -r line; do
    n=$((n + 1))
    FONTCONFIG_FILE=$scratch/fonts.conf pango-view -q --dpi=72 --font="Noto Sans 28" --margin=6 --hinting=none \
        --antialias=gray --output="$(printf '%02d' "$n").png" --text="$line"
done <strings.txt
