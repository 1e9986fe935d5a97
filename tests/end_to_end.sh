#!/usr/bin/env bash
# The whole program once, as a person uses it: a real window on a display of its own opens a file through the
# file dialog, changes a title, saves under another name through the dialog, and the saved file is checked; then
# the same change is saved over the file itself, of which not another byte may change; then the program is killed while
# a change is not saved, started again, and recovers and saves it.
#
# Needs xvfb, xdotool, openbox, zenity and a software GL (Debian: libgl1-mesa-dri). Takes the program to test as
# its argument, by default target/debug/coeval.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")
work=$(mktemp -d)
pids=()

finish() {
    status=$?
    if [ "$status" -ne 0 ]; then
        echo "end to end: FAILED; the log of the program:" >&2
        cat "$work/log" >&2 2>/dev/null || true
        if command -v import >/dev/null && [ -n "${DISPLAY:-}" ]; then
            import -window root "${TMPDIR:-/tmp}/coeval-end-to-end.png" 2>/dev/null &&
                echo "a picture of the screen: ${TMPDIR:-/tmp}/coeval-end-to-end.png" >&2
        fi
    fi
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

say() { echo "end to end: $*"; }

# Repeats a command until it succeeds, for at most so many seconds.
within() {
    local seconds=$1 tries
    shift
    for ((tries = 0; tries < seconds * 5; tries++)); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.2
    done
    echo "end to end: waited $seconds s in vain for: $*" >&2
    return 1
}

# The program's window carries this in its title.
titled() { xdotool search --onlyvisible --name "$1"; }
# The first line of what is said, read to its end: a reader that stops early (head, grep -q) breaks the pipe of one
# that has more to say, and with pipefail that ends the test.
first() { sed -n 1p; }
dialog() { xdotool search --onlyvisible --class zenity; }
no_dialog() { ! dialog; }

# Types a path into the file dialog and confirms it. The dialog loses letters while it makes room for the path at the
# first of them, and more on a busy machine: so the first is typed alone, and what went wrong is typed again.
answer_dialog() {
    within 30 dialog
    local window attempt
    for attempt in 1 2 3; do
        sleep 2
        # More than one window: the dialog complains of what was typed.
        [ "$(dialog | wc -l)" -gt 1 ] && xdotool key --clearmodifiers Return && sleep 1
        window=$(dialog | tail -n 1)
        xdotool windowfocus --sync "$window" 2>/dev/null || true
        if [ "${2:-}" = save ] || [ "$attempt" -gt 1 ]; then xdotool key --clearmodifiers ctrl+a; fi
        xdotool type --clearmodifiers "${1:0:1}"
        sleep 1
        xdotool type --clearmodifiers --delay 40 "${1:1}"
        sleep 1
        xdotool key --clearmodifiers Return
        if within 8 no_dialog; then
            sleep 0.5
            return 0
        fi
    done
    return 1
}

# Gives the program's window the focus and presses a key.
press() {
    xdotool windowfocus --sync "$(titled 'Coeval' | first)" 2>/dev/null || true
    xdotool key --clearmodifiers "$1"
    sleep "${2:-0.5}"
}

cat >"$work/talks.ron" <<'RON'
// Kept by hand.
(events: [
    (id: "talks", date: "2024-10-14", title: "Talks in Tehran", country: "Iran"), // the first
    (id: "meeting", date: "2024-10-14", title: "A meeting", country: "Israel", colour: "kept"),
])
RON
cp "$work/talks.ron" "$work/before.ron"

exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp >/dev/null 2>&1 &
pids+=($!)
within 20 test -s "$work/display"
DISPLAY=":$(tr -d '[:space:]' <"$work/display")"
export DISPLAY
say "display $DISPLAY"
openbox >/dev/null 2>&1 &
pids+=($!)
sleep 1

# A home of its own, so that neither settings nor recent files of the person who runs this take part; no session
# bus, so that the dialogs are zenity's.
mkdir -p "$work/home"
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY
start_program() {
    HOME="$work/home" XDG_CONFIG_HOME="$work/home" XDG_DATA_HOME="$work/home" XDG_RUNTIME_DIR="$work/home" \
        LIBGL_ALWAYS_SOFTWARE=1 "$program" >"$work/log" 2>&1 &
    pids+=($!)
    app=$!
    within 60 titled 'Coeval'
    sleep 2
}
start_program
say "the window is there"

press ctrl+o
answer_dialog "$work/talks.ron"
within 20 titled 'talks.ron'
say "opened a file through the dialog"

# A file opens whole; ] goes to its coincidence and selects the first event of it, whose title F2 edits.
press bracketright 1.5
press F2 1.5
xdotool key --clearmodifiers ctrl+a
xdotool type --clearmodifiers --delay 25 "Changed by hand"
sleep 0.5
press Escape
press ctrl+shift+s
answer_dialog "$work/copy.ron" save
within 20 test -s "$work/copy.ron"
within 20 titled 'copy.ron'
grep -q 'title: "Changed by hand"' "$work/copy.ron"
cmp "$work/talks.ron" "$work/before.ron"
"$program" check "$work/copy.ron"
say "saved under another name; the file that was opened is as it was"

press F2 1.5
xdotool key --clearmodifiers ctrl+a
xdotool type --clearmodifiers --delay 25 "Changed again"
sleep 0.5
press Escape
press ctrl+s 2
within 20 grep -q 'title: "Changed again"' "$work/copy.ron"
# Comments and unknown fields are still there: only the title differs from what the file was.
changed=$(diff "$work/before.ron" "$work/copy.ron" | grep -c '^>' || true)
[ "$changed" -eq 1 ] || { echo "end to end: $changed lines differ, not 1" >&2; diff "$work/before.ron" "$work/copy.ron" >&2 || true; exit 1; }
say "saved over the file; one line differs"

press F2 1.5
xdotool key --clearmodifiers ctrl+a
xdotool type --clearmodifiers --delay 25 "Nearly lost"
journal() { grep -rqs "Nearly lost" "$work/home/coeval/recovery"; }
within 20 journal
kill -KILL "$app"
wait "$app" 2>/dev/null || true
grep -q 'title: "Changed again"' "$work/copy.ron"
start_program
within 60 titled 'Azerbaijani rope'
# What was left is looked for in the background; its question has the focus then.
recovered() {
    press Return 1
    titled 'copy.ron'
}
within 60 recovered
press ctrl+s 2
within 20 grep -q 'title: "Nearly lost"' "$work/copy.ron"
grep -q 'title: "Changed again"' "$work/copy.ron.bak"
say "killed while a change was not saved; recovered it and saved"

press ctrl+q 2
for _ in $(seq 50); do kill -0 "$app" 2>/dev/null || break; sleep 0.2; done
if kill -0 "$app" 2>/dev/null; then echo "end to end: the program did not end" >&2; exit 1; fi

# A story told in two windows: keys in the room's window step, cover, freeze and look around; what was seen is kept as a
# step, and saved without touching what was there.
cat >"$work/story.ron" <<'RON'
(events: [
    (id: "talks", date: "2024-10-14", title: "Talks in Tehran", country: "Iran"),
    (id: "meeting", date: "2024-10-14", title: "A meeting", country: "Israel"),
], story: [
    // The beginning.
    Step(title: "One", from: "2024-10-10", to: "2024-10-20", focus: ["talks"], note: "Only for me."),
    Step(title: "Two", from: "2024-01-01", to: "2024-12-31"),
])
RON
HOME="$work/home" XDG_CONFIG_HOME="$work/home" XDG_DATA_HOME="$work/home" XDG_RUNTIME_DIR="$work/home" \
    LIBGL_ALWAYS_SOFTWARE=1 "$program" present "$work/story.ron" --window 1280x720 >"$work/log" 2>&1 &
pids+=($!)
app=$!
audience() { titled 'Coeval: audience'; }
within 60 audience
sleep 3
size=$(xdotool getwindowgeometry --shell "$(audience | first)")
grep -qx 'WIDTH=1280' <<<"$size"
grep -qx 'HEIGHT=720' <<<"$size"
xdotool windowfocus --sync "$(audience | first)"
for key in Next b b z z Prior plus BackSpace plus k; do
    xdotool key --clearmodifiers "$key"
    sleep 1.5
done
say "told a story in a window of 1280x720 for the audience, with keys pressed in that"
xdotool key --clearmodifiers Escape
no_audience() { ! audience; }
within 20 no_audience
xdotool windowfocus --sync "$(titled 'story.ron' | first)" 2>/dev/null || true
xdotool key --clearmodifiers ctrl+s
three_steps() { [ "$(grep -c 'Step(' "$work/story.ron")" -eq 3 ]; }
within 20 three_steps
grep -q '// The beginning.' "$work/story.ron"
"$program" check "$work/story.ron"
say "kept what was seen as a step, and saved it"
xdotool key --clearmodifiers ctrl+q
for _ in $(seq 50); do kill -0 "$app" 2>/dev/null || break; sleep 0.2; done
say "passed"
