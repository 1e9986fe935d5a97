#!/bin/sh
# Makes the TTF files beside this script from the static Noto fonts of Debian's fonts-noto-core and
# fonts-noto-extra. Needs fonttools (pip install fonttools). Use: assets/fonts/subset.sh [folder of the fonts]
set -eu
cd "$(dirname "$0")"
from=${1:-/usr/share/fonts/truetype/noto}

# Hinting goes (epaint hints by itself), layout tables that the shaper needs stay.
subset() { # source, characters
    pyftsubset "$from/$1.ttf" --unicodes="$2" --output-file="$1.ttf" --layout-features='*' \
        --no-hinting --desubroutinize --notdef-outline --no-glyph-names --name-IDs='0,1,2,3,4,5,6,13,14,16,17' \
        --drop-tables+=FFTM,DSIG,MATH,meta
    # Arabic stands in a taller box than Latin, and epaint centres boxes: with the metrics of Noto Sans in every
    # file all scripts share one baseline and one line height.
    python3 - "$1.ttf" <<'PY'
import sys
from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1], recalcTimestamp=False)
ascent, descent = (round(v * font["head"].unitsPerEm / 1000) for v in (1069, 293))
hhea, os2 = font["hhea"], font["OS/2"]
hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
os2.usWinAscent, os2.usWinDescent = ascent, descent
font.save(sys.argv[1])
PY
}

# Latin with IPA's schwa (Azerbaijani ə is U+0259), Greek, Cyrillic, punctuation, currency, letter-like signs.
latin=U+0000-03FF,U+0400-052F,U+1E00-1EFF,U+1F00-1FFF,U+2000-209F,U+20A0-20BF,U+2100-218F,U+25CC,U+FB00-FB06,U+FFFD
hebrew=U+0590-05FF,U+20AA,U+25CC,U+FB1D-FB4F
# Arabic, Persian, Urdu, Kurdish, Azerbaijani in Arabic letters; presentation forms are left out: shaping makes them.
arabic=U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+25CC,U+FDF2,U+FDFA-FDFC
armenian=U+0530-058F,U+FB13-FB17
georgian=U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F

for weight in Regular SemiBold; do
    subset "NotoSans-$weight" "$latin"
    subset "NotoSansArabic-$weight" "$arabic"
    subset "NotoSansHebrew-$weight" "$hebrew"
    subset "NotoSansArmenian-$weight" "$armenian"
    subset "NotoSansGeorgian-$weight" "$georgian"
done
subset NotoSansMath-Regular U+2190-21FF,U+2200-22FF
subset NotoSansSymbols2-Regular U+2022,U+25A0-25FF,U+2605-2606,U+2610-2612,U+2630,U+26A0,U+2713-2718
