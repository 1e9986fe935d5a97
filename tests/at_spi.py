"""A small screen reader: finds the window of Coeval on the accessibility bus and checks what it says.

    at_spi.py announce            says on the bus that a screen reader is there
    at_spi.py check EVENTS.json   lists the events of the window and compares them with those of the file
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402


def announce():
    """Programs make their trees only where something reads them: org.a11y.Status says so."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        bus.call_sync(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties",
            "Set",
            GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True))),
            None,
            Gio.DBusCallFlags.NONE,
            60_000,
        )


def walk(node, depth=0):
    """The node and everything in it; what goes away meanwhile is left out."""
    if node is None or depth > 40:
        return
    yield node
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for at in range(count):
        try:
            child = node.get_child_at_index(at)
        except GLib.Error:
            continue
        yield from walk(child, depth + 1)


def window():
    """The program on the desktop, if it is there."""
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        try:
            program = desktop.get_child_at_index(at)
            if program is not None and "coeval" in (program.get_name() or "").lower():
                return program
        except GLib.Error:
            pass
    return None


def read():
    """Every name in the window with its role and whether it can be pressed, and the nameless that have the focus."""
    program = window()
    if program is None:
        return None
    found, nameless = [], []
    for node in walk(program):
        try:
            name, role = node.get_name() or "", node.get_role_name()
            states = node.get_state_set()
        except GLib.Error:
            continue
        found.append((role, name))
        if states.contains(Atspi.StateType.FOCUSABLE) and not name and role not in ("frame", "scroll bar"):
            nameless.append(role)
    return found, nameless


def check(path):
    with open(path, encoding="utf-8") as file:
        events = json.load(file)
    titles = [event["title"] for event in events]
    deadline = time.monotonic() + 150
    found, nameless, timeline = [], [], None
    while time.monotonic() < deadline:
        answer = read()
        if answer:
            found, nameless = answer
            timeline = next((name for _, name in found if name.startswith("Timeline: ")), None)
            listed = [t for t in titles if any(n.startswith(t + ", ") for _, n in found)]
            if timeline and len(listed) >= 5:
                break
        time.sleep(1)
    else:
        sys.exit(f"at-spi: the window did not show its events; {len(found)} nodes: {found[:40]}")
    print(f"at-spi: {timeline}")
    for title in listed:
        print(f"at-spi: event: {title}")
    counted = int(timeline.split(" lanes, ")[1].split(" ")[0])
    # What finds no room of its own is counted, and the count is a node.
    hidden = sum(int(name.split(" ")[0]) for _, name in found if name.endswith(" more events"))
    if len(listed) + hidden < counted:
        sys.exit(f"at-spi: {counted} events are in view, and {len(listed)} are listed, {hidden} counted")
    for wanted in ("File", "View", "Search", "Lanes", "Iran"):
        if not any(name.startswith(wanted) for _, name in found):
            sys.exit(f"at-spi: nothing is called {wanted}: {found}")
    if nameless:
        sys.exit(f"at-spi: what can have the focus has no name: {nameless}")
    print(f"at-spi: passed, {len(found)} nodes")


if sys.argv[1:] == ["announce"]:
    announce()
elif len(sys.argv) == 3 and sys.argv[1] == "check":
    check(sys.argv[2])
else:
    sys.exit(__doc__)
