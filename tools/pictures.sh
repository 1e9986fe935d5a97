#!/usr/bin/env bash
# Draws the pictures of README and guide anew, with the program itself: some by `coeval render`, some as a person sees
# the window, on a display of its own. Look at each before you commit it.
#
# Needs xvfb, xdotool, openbox, imagemagick and a software GL. Takes the program, by default target/release/coeval.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/coeval}")
sample=sample_data/azerbaijani_rope.ron
images=docs/images
work=$(mktemp -d)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

"$program" render "$sample" -o "$images/overview.png" --from 2024-09-20 --to 2024-11-25 \
    --lanes IR,AZ,IL,LB,US,AM --size 1400x600
"$program" render "$sample" -o "$images/counted.png" --size 1200x420 --align tehran-talks --from -20 --to 30
"$program" render "$sample" -o "$images/calendars.png" --size 1200x420 --from 2024-10-10 --to 2024-10-22 \
    --calendars persian,hebrew --weekends

exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1240x1060x24 -nolisten tcp >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.2; done
DISPLAY=":$(tr -d '[:space:]' <"$work/display")"
export DISPLAY
openbox >/dev/null 2>&1 &
pids+=($!)
mkdir -p "$work/home"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
cp "$sample" "$work/timeline.ron"
HOME="$work/home" XDG_CONFIG_HOME="$work/home" XDG_DATA_HOME="$work/home" LIBGL_ALWAYS_SOFTWARE=1 \
    "$program" "$work/timeline.ron" >"$work/log" 2>&1 &
pids+=($!)
for _ in $(seq 300); do xdotool search --onlyvisible --name timeline.ron >/dev/null 2>&1 && break; sleep 0.2; done
window=$(xdotool search --onlyvisible --name timeline.ron | sed -n 1p)
xdotool windowsize "$window" 1240 700 windowmove "$window" 0 0
sleep 3

press() {
    xdotool key --clearmodifiers "$@"
    sleep 1
}

# The pointer rests where nothing reacts to it. Fewer colours are a third of the size, and text stays sharp.
picture() {
    xdotool mousemove 1239 1059
    sleep 3
    import -window "$window" "$work/picture.png"
    convert "$work/picture.png" "${@:2}" +repage -dither None -colors 200 -define png:compression-level=9 "$images/$1.png"
}

# The sample opens at the first step of its story; its fourth coincidence is that of 14 October 2024.
press bracketright
press bracketright
press bracketright
press bracketright
picture window
press c
picture coincidences
press m
picture pairs
press i
xdotool windowsize "$window" 1240 1000
picture accounts -gravity northeast -crop 398x600+0+270
# A picture that was there left its backup.
rm -f "$images"/*.bak
ls -l "$images"
