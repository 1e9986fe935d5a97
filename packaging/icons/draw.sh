#!/usr/bin/env bash
# Draws every size of the icon from coeval.svg, and the containers that Windows and macOS want. The results are kept
# in the repository, so that a build needs neither rsvg-convert (Debian: librsvg2-bin) nor python3.
set -euo pipefail
cd "$(dirname "$0")"
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" coeval.svg --output "coeval-$size.png"
done
python3 - <<'PY'
"""ICO and ICNS are lists of PNGs with a head.

https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10), https://en.wikipedia.org/wiki/Apple_Icon_Image_format
"""
import struct


def png(size):
    with open(f"coeval-{size}.png", "rb") as file:
        return file.read()


sizes = [16, 24, 32, 48, 64, 128, 256]
head = struct.pack("<HHH", 0, 1, len(sizes))
offset = len(head) + 16 * len(sizes)
entries, images = b"", b""
for size in sizes:
    image = png(size)
    entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset + len(images))
    images += image
with open("coeval.ico", "wb") as file:
    file.write(head + entries + images)

kinds = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
body = b""
for kind, size in kinds.items():
    image = png(size)
    body += kind + struct.pack(">I", len(image) + 8) + image
with open("coeval.icns", "wb") as file:
    file.write(b"icns" + struct.pack(">I", len(body) + 8) + body)
PY
