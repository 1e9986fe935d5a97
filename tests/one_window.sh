#!/usr/bin/env bash
# Starts the program twice on a session bus and a screen of their own: the second start hands its file to the window that is
# open and ends; with --new-window, and where no window is open, it opens one. Needs dbus-run-session, Xvfb and
# xwininfo; an argument is the program to try.
set -euo pipefail
program=$(realpath "${1:-$(dirname "$0")/../target/debug/coeval}")
if [ -z "${INSIDE:-}" ]; then
    INSIDE=1 exec timeout 180 dbus-run-session -- "$0" "$program"
fi
folder=$(mktemp -d)
exec 3<>"$folder/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
export HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder
first=
trap '[ -z "$first" ] || kill "$first" 2>/dev/null || true; kill "$screen" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
    [ ! -s "$folder/display" ] || break
    sleep 0.2
done
DISPLAY=":$(tr -d '[:space:]' <"$folder/display")"
export DISPLAY
for name in one two; do
    echo "[(date: \"2024-10-14\", title: \"$name\", country: \"IR\")]" >"$folder/$name.ron"
done
titles() { xwininfo -root -tree 2>/dev/null | grep -o '"[^"]*Coeval"' || true; }
await() {
    for _ in $(seq 100); do
        case "$(titles)" in *"$1"*) return ;; esac
        sleep 0.3
    done
    echo "no window shows $1: $(titles)" >&2
    exit 1
}
stays_open() {
    local status=0
    timeout 10 "$program" "$@" >/dev/null 2>&1 || status=$?
    [ "$status" = 124 ] || { echo "coeval $*: no window of its own (status $status)" >&2; exit 1; }
}
"$program" "$folder/one.ron" >/dev/null 2>&1 &
first=$!
await one.ron
for _ in $(seq 100); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        string:io.github.coeval.coeval | grep "true" >/dev/null && break
    sleep 0.3
done
(cd "$folder" && timeout 10 "$program" two.ron)
await two.ron
[ "$(titles | sort -u | wc -l)" = 1 ] || { echo "more than one window: $(titles)" >&2; exit 1; }
stays_open --new-window "$folder/one.ron"
kill "$first"
wait "$first" 2>/dev/null || true
first=
stays_open "$folder/one.ron"
echo "A second start hands its file over."
