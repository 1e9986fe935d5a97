#!/usr/bin/env bash
# The window as a screen reader meets it: the built program on the sample, on a display and a session bus of its own, and
# a client of AT-SPI that walks what it offers and lists the events by name (at_spi.py).
#
# Needs xvfb, dbus (dbus-run-session), at-spi2-core, python3-gi, gir1.2-atspi-2.0 (which speak to Debian's own /usr/bin/python3) and a
# software GL. Takes the program to
# test as its argument, by default target/debug/coeval. Where something is missing it fails.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")

if [ "${2:-}" != inside ]; then
    for tool in Xvfb dbus-run-session /usr/bin/python3; do
        command -v "$tool" >/dev/null || { echo "at-spi: there is no $tool" >&2; exit 1; }
    done
    # A bus of its own, which ends with this script and takes what it started along.
    exec dbus-run-session -- "$0" "$program" inside
fi

work=$(mktemp -d)
pids=()
finish() {
    status=$?
    if [ "$status" -ne 0 ]; then
        echo "at-spi: FAILED; the log of the program:" >&2
        cat "$work/log" >&2 2>/dev/null || true
    fi
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.2; done
DISPLAY=":$(tr -d '[:space:]' <"$work/display")"
export DISPLAY

mkdir -p "$work/home"
export HOME="$work/home" XDG_CONFIG_HOME="$work/home" XDG_DATA_HOME="$work/home" XDG_RUNTIME_DIR="$work/home"
chmod 700 "$work/home"
unset WAYLAND_DISPLAY

# The registry of accessible programs is started by the bus; a screen reader would say that it is there.
/usr/bin/python3 tests/at_spi.py announce
LIBGL_ALWAYS_SOFTWARE=1 "$program" sample_data/azerbaijani_rope.ron >"$work/log" 2>&1 &
pids+=($!)
# One column per line: the titles that the command line reads from the same file.
"$program" list sample_data/azerbaijani_rope.ron --format json >"$work/events.json"
timeout 180 /usr/bin/python3 tests/at_spi.py check "$work/events.json"
