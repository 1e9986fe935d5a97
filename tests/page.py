"""What tests/page.sh asks of published pages in a real Chromium; the pages are in the folder that is given."""

import subprocess
import sys
import xml.etree.ElementTree
from collections import Counter
from pathlib import Path

from browser import Browser

WORK, PROGRAM = Path(sys.argv[1]).resolve(), sys.argv[2]
ROOT = Path(__file__).resolve().parent.parent
# On a machine of its own; where others work, the slowest steps take up to twice that.
MOST_OF_A_PAN_MS = 4
LEFT, RIGHT, END, ENTER, ESCAPE = "\ue012", "\ue014", "\ue010", "\ue007", "\ue00c"


def check(holds, what, *told):
    if not holds:
        raise SystemExit(f"page: FAILED: {what} {' '.join(str(one)[:600] for one in told)}")


def say(text):
    print(f"page: {text}", flush=True)


def calm(browser, page):
    """Nothing was tried that the policy forbids, and nothing went wrong."""
    log = browser.log()
    check(not log, f"{page}: the browser complains:", log)


LABELS = "return document.querySelector('canvas').layout.labels.map(l => " \
         "({at: l.seen.event.id, left: l.left, right: l.left + l.width, y: l.y, title: l.title}))"


def no_overlaps(browser, where):
    labels = browser.run(LABELS)
    for at, a in enumerate(labels):
        for b in labels[:at]:
            apart = a["right"] <= b["left"] or b["right"] <= a["left"] or abs(a["y"] - b["y"]) >= 16
            check(apart, f"{where}: labels overlap:", a, b)
    return labels


def fits(browser, where):
    wide = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    check(wide[0] <= wide[1], f"{where}: wider than the screen:", wide)


def sample_with_script():
    with Browser() as browser:
        for width, height in [(360, 740), (1280, 900), (1920, 1080)]:
            browser.resize(width, height)
            for step in range(1, 8):
                browser.open(WORK / "sample.html", f"#step-{step}")
                told = browser.until("return document.querySelector('.caption .count').textContent")
                check(told == f"{step} / 7", "the address leads to the step:", told)
                check(len(no_overlaps(browser, f"step {step} at {width}")) > 0, f"step {step} at {width} has labels")
                fits(browser, f"step {step} at {width}")
        calm(browser, "sample")
        say("the sample's steps at 360, 1280 and 1920")

        browser.resize(1280, 900)
        browser.open(WORK / "sample.html", "#event=tehran-talks")
        card = browser.until("return !document.querySelector('.card').hidden && document.querySelector('.card').innerText")
        check(card and "Pezeshkian receives Mustafayev" in card and card.count("via") == 3, "accounts side by side:", card)
        browser.open(WORK / "sample.html", "#from=2024-10-01&to=2024-10-31")
        view = browser.run("const {from, to} = document.querySelector('canvas').layout; return [from, to]")
        check(abs(view[0] - 19997) < 0.01 and abs(view[1] - 20028) < 0.01, "the address leads to days:", view)
        for wrong in ["#step-99", "#event=nobody", "#from=2024-13-77&to=x", "#%", "#event=%E0%A4%A", "#step-1e9"]:
            browser.open(WORK / "sample.html", wrong)
            check(browser.run("return !!document.querySelector('canvas').layout"), "an address leads nowhere", wrong)
        calm(browser, "sample by address")
        say("addresses of steps, events and days")


def same_labels():
    """The page's layout follows the program's: of the whole timeline the same events have labels, but for 5 in 100."""
    with Browser() as browser:
        for page, file in [("sample", "sample_data/azerbaijani_rope.ron"), ("july", "tests/data/looks/july2.ron")]:
            for width, height in [(1280, 900), (1920, 1080)]:
                browser.resize(width, height)
                browser.open(WORK / f"{page}.html")
                browser.run("[...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Whole timeline').click()")
                browser.until("return document.querySelector('.caption .count').textContent === ''")
                browser.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
                size = browser.run("const {size} = document.querySelector('canvas').layout; return [size.width, size.height]")
                on_page = [label["title"] for label in browser.run(LABELS)]
                drawn = WORK / "same.svg"
                subprocess.run([PROGRAM, "render", ROOT / file, "-o", drawn, "--size", f"{size[0]:.0f}x{size[1]:.0f}"],
                               check=True, stderr=subprocess.DEVNULL)
                texts = [item for item in xml.etree.ElementTree.parse(drawn).iter() if item.tag.endswith("text")]
                drawn = ["".join(item.itertext()).strip("\u2067\u2069") for item in texts
                         if "data-event" in item.attrib and item.attrib["font-size"] == "13"]
                begin = lambda titles: Counter(title.rstrip("…").strip()[:12] for title in titles)
                same = (begin(on_page) & begin(drawn)).total()
                most = max(len(on_page), len(drawn))
                check(most > 0 and same >= 0.95 * most, f"{page} at {width}: labels of {same} in {most} events are the same")
    say("the same labels as in the program")


def sample_by_hand():
    with Browser() as browser:
        browser.open(WORK / "sample.html", "#from=2024-09-01&to=2024-11-30")
        box = browser.run("const b = document.querySelector('canvas').getBoundingClientRect(); return [b.left, b.top, b.width, b.height]")
        days = "const {from, days} = document.querySelector('canvas').layout; return [from, days]"
        before = browser.run(days)
        x, y = box[0] + box[2] * 0.6, box[1] + box[3] - 20
        browser.pointer(("move", x, y), ("down",), ("move", x - 100, y), ("move", x - 200, y), ("up",))
        after = browser.until(f"const now = (() => {{ {days} }})(); return now[0] > arguments[0] + 5 && now", before[0])
        check(after and abs(after[1] - before[1]) < 1e-6, "dragging pans:", before, after)
        browser.wheel(x, y, -240, control=True)
        near = browser.until(f"const now = (() => {{ {days} }})(); return now[1] < arguments[0] * 0.9 && now", after[1])
        check(near, "Ctrl and the wheel zoom:", after)
        told = browser.until("return location.hash.startsWith('#from=') && location.hash !== '#from=2024-09-01&to=2024-11-30'")
        check(told, "the address follows where one goes")
        place = browser.run("const l = document.querySelector('canvas').layout.labels[0]; return [l.left + 4, l.y, l.seen.event.id]")
        browser.pointer(("move", box[0] + place[0], box[1] + place[1]))
        check(browser.until("return !document.querySelector('.tip').hidden"), "pointing shows a tip")
        browser.pointer(("down",), ("up",))
        check(browser.until("return location.hash === '#event=' + arguments[0]", place[2]), "a click selects the event", place)
        calm(browser, "sample by hand")
        say("drag, wheel, tip and click")


def sample_by_keyboard():
    with Browser() as browser:
        browser.open(WORK / "sample.html")
        browser.run("document.querySelector('canvas').focus()")
        heard = "return document.querySelector('[aria-live]').textContent"
        browser.keys(" ")
        check("Step 2 of 7" in browser.run(heard), "a blank turns to the next step:", browser.run(heard))
        browser.keys("f", END, LEFT)
        check(browser.run("return location.hash.startsWith('#event=')"), "arrows select events")
        said = browser.run(heard)
        check(", " in said and "20" in said, "what is selected is said:", said)
        browser.keys(ENTER)
        check(browser.run("return !document.querySelector('.card').hidden"), "Enter opens the accounts")
        browser.keys(ESCAPE)
        check(browser.run("return document.querySelector('.card').hidden"), "Esc closes them")
        browser.keys("]")
        check("countries" in browser.run(heard), "brackets go to coincidences:", browser.run(heard))
        browser.keys("/", *"TEL AVIV")
        found = browser.run("return document.querySelector('.told').textContent")
        rows = browser.run("return document.querySelectorAll('#events tr[data-event]:not([hidden])').length")
        check(found == f"{rows} of 28" and 0 < rows < 28, "the search finds:", found, rows)
        browser.keys(ENTER)
        check(browser.run("return location.hash.startsWith('#event=')"), "Enter goes to what was found")
        browser.keys(ESCAPE)
        check(browser.run("return !document.querySelector('#events tr[hidden]')"), "Esc shows all again")
        calm(browser, "sample by keyboard")
        tree = browser.tool("Accessibility.getFullAXTree")["nodes"]
        roles = {(node.get("role") or {}).get("value") for node in tree}
        names = [(node.get("name") or {}).get("value", "") for node in tree]
        check({"application", "table", "heading", "searchbox", "button"} <= roles, "a screen reader is told of:", roles)
        check(any(name.startswith("Timeline of 28 events") for name in names), "the timeline has a name")
        nameless = [node for node in tree if (node.get("role") or {}).get("value") in ("button", "link", "image", "searchbox")
                    and not node.get("ignored") and not (node.get("name") or {}).get("value")]
        check(not nameless, "every button, link and picture has a name:", nameless[:2])
        say("by keyboard alone, and what a screen reader is told")


def sample_flies():
    with Browser(calm=False) as browser:
        browser.open(WORK / "sample.html", "#step-1")
        seen = browser.run("""
            const canvas = document.querySelector('canvas'), begun = canvas.layout.from;
            canvas.focus();
            document.querySelector('.turn button:last-child').click();
            return begun""")
        moving = browser.until("const {from} = document.querySelector('canvas').layout; return from !== arguments[0]", seen)
        check(moving, "the way to the next step is a flight")
        calm(browser, "flight")
        say("flights between steps")


def sample_without_script():
    for dark in [False, True]:
        with Browser(script=False, dark=dark) as browser:
            for width in [360, 1280]:
                browser.resize(width, 900)
                browser.open(WORK / "sample.html")
                # No script runs, not even the test's: what is drawn is asked of the browser itself.
                document = browser.tool("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
                find = lambda selector: browser.tool("DOM.querySelectorAll", {"nodeId": document, "selector": selector})["nodeIds"]
                check(len(find("#story figure svg")) == 7 and len(find("#events tr[data-event]")) == 28, "all is there")
                for selector in ["#story svg", "#events table", "h1"]:
                    model = browser.tool("DOM.getBoxModel", {"nodeId": find(selector)[0]})["model"]
                    check(model["width"] > 200, f"{selector} is shown without script", model["width"])
                for selector in ["#timeline", "#lanes"]:
                    try:
                        browser.tool("DOM.getBoxModel", {"nodeId": find(selector)[0]})
                        check(False, f"{selector} is shown without script")
                    except RuntimeError:
                        pass
            calm(browser, "without script")
    say("without script, light and dark")


def themes():
    ground = "return getComputedStyle(document.body).backgroundColor"
    with Browser(dark=True) as browser:
        browser.open(WORK / "sample.html")
        check(browser.run(ground) == "rgb(20, 23, 27)", "the system's dark is heeded:", browser.run(ground))
        calm(browser, "dark")
    with Browser() as browser:
        browser.open(WORK / "sample.html")
        check(browser.run(ground) == "rgb(250, 249, 246)", "the system's light is heeded")
        browser.open(WORK / "dark.html")
        check(browser.run(ground) == "rgb(20, 23, 27)", "--theme dark is dark in any system")
        check(browser.run("return document.querySelectorAll('#story .step').length") == 2, "--steps 4-5 are two")
    say("light and dark")


def hostile():
    with Browser() as browser:
        for hash_ in ["", "#step-1", "#step-2", "#event=a%3C%2Fscript%3E", "#event=<img src=x onerror=window.hacked=1>"]:
            browser.open(WORK / "hostile.html", hash_)
            browser.run("document.querySelectorAll('#events tr[data-event]').forEach(row => row.click())")
            browser.run("document.querySelectorAll('#events a').forEach(link => link.focus())")
            for y in range(60, 500, 40):
                browser.pointer(("move", 500, y))
            check(browser.run("return window.hacked === undefined"), "something ran:", browser.run("return window.hacked"))
            counts = browser.run("return ['script', 'style', 'img', 'iframe', 'object', 'base', 'link'].map(tag => document.querySelectorAll(tag).length)")
            check(counts == [1, 1, 0, 0, 0, 0, 0], "no element but the page's own:", counts)
            links = browser.run("return [...document.querySelectorAll('a')].map(a => [a.protocol, a.getAttribute('href')[0] === '#' || a.rel])")
            check(links and all(protocol in ("https:", "http:", "mailto:", "file:") and rel for protocol, rel in links), "links:", links)
            attributes = browser.run("return [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on') || n === 'style' && false)")
            check(not attributes, "no attribute is a handler:", attributes)
        text = browser.run("return document.querySelector('#events').textContent")
        check("</script><script>window.hacked='event'</script>" in text, "the title is there as text")
        whole = (WORK / "hostile.html").read_text()
        for private in ["PRIVATE-EVENT-NOTE", "PRIVATE-STEP-NOTE", "Secretword"]:
            check(private not in whole, "a private note is in the page:", private)
        calm(browser, "hostile")
        browser.open(WORK / "long.html")
        check(browser.until("return document.querySelector('canvas').layout.labels.length", seconds=30) > 0, "long titles are drawn")
        fits(browser, "long titles")
        calm(browser, "long titles")
    say("hostile text")


# A key, and the frame that it asks for.
PRESS = """
    document.querySelector('canvas').dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}));
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));"""


def quick():
    """Ten thousand events: what opening takes, and what a step of a pan takes of the page's own thread. That is counted by the
    thread's ticks, so that what else the machine does matters less; a key that does nothing shows what asking takes."""
    def opened(browser):
        browser.open(WORK / "many.html")
        return browser.until("return performance.getEntriesByType('navigation')[0].loadEventEnd")

    def presses(browser, keys):
        def spent():
            metrics = browser.tool("Performance.getMetrics")["metrics"]
            return next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        times = []
        for key in keys:
            before = spent()
            browser.run(PRESS, key)
            times.append((spent() - before) * 1000)
        return times

    with Browser() as browser:
        opening = min(opened(browser) for _ in range(3))
        check(opening <= 1000, "10,000 events open within a second; milliseconds:", opening)
        browser.tool("Performance.enable", {"timeDomain": "threadTicks"})
        for hash_ in ["", "#from=2022-01-01&to=2022-12-31", "#from=2022-01-01&to=2022-03-31", "#from=2022-01-01&to=2022-01-31"]:
            browser.open(WORK / "many.html", hash_)
            # The same steps over and over: other work on the machine makes one longer, never shorter.
            rounds = [(presses(browser, "q" * 20), presses(browser, ("d" * 10 + "a" * 10) * 2)) for _ in range(8)]
            idle, pans = (sorted(map(min, zip(*some))) for some in zip(*rounds))
            at_95, at_50 = (pans[len(pans) * part // 100] - idle[len(idle) // 2] for part in (95, 50))
            check(at_50 <= MOST_OF_A_PAN_MS and at_95 <= 2 * MOST_OF_A_PAN_MS, f"a step of a pan at {hash_ or 'all'}, milliseconds:", at_95, at_50)
            say(f"10,000 events, {hash_ or 'all'}: a step of a pan in {at_50:.1f} ms, at the 95th percentile {at_95:.1f}")
        calm(browser, "many events")
    say(f"10,000 events open in {opening:.0f} ms")


for test in [quick, sample_with_script, same_labels, sample_by_hand, sample_by_keyboard, sample_flies, sample_without_script, themes, hostile]:
    test()
say("passed")
