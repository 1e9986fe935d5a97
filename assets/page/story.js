// The story: its steps in the caption below the timeline, with flights between them, and events that come in one by one.

const captions = { bars: steps.map(({ at, title }) => button("", () => showStep(at), `Step ${at + 1}: ${title.slice(0, 200)}`)) };
const before = button("‹", () => turn(-1), "Previous step"), after = button("›", () => turn(1), "Next step");
captionBox.append(
  (captions.count = make("span", { class: "count" })), (captions.title = make("h2")), (captions.text = make("p")),
  make("div", { class: "turn" }, before, after), make("div", { class: "bars" }, ...captions.bars),
);

function caption() {
  const step = steps[look.step];
  captions.count.textContent = step ? `${look.step + 1} / ${steps.length}` : "";
  captions.title.textContent = step ? step.title : "The whole timeline";
  captions.text.textContent = step ? (step.text ? step.text.textContent : "")
    : `${events.length} events in ${allLanes.length} ${allLanes.length === 1 ? "lane" : "lanes"}. The story has ${steps.length} ` +
      `${steps.length === 1 ? "step" : "steps"}.`;
  if (step && step.note) captions.text.append("\n", step.note.textContent);
  captions.bars.forEach((bar, at) => {
    bar.classList.toggle("done", step !== undefined && at <= look.step);
    bar.setAttribute("aria-current", at === look.step ? "step" : "false");
  });
  const last = step && look.step === steps.length - 1 && look.stage >= stages(step);
  before.disabled = !step;
  after.disabled = !!last;
}

/** How many presses of Next a step takes before the next one comes. */
const stages = (step) => (step.oneByOne ? max(step.focus.length - 1, 0) : 0);

function leaveStep() {
  look.step = null;
  look.focus = null;
  look.hidden = new Set();
  look.shown = allLanes;
  look.fold = true;
  still.hidden = true;
  holder.hidden = false;
  caption();
}

function showStep(at, stageOf = 0, moves = true) {
  const step = steps[at];
  if (!step) return;
  clearTimeout(told);
  select(null);
  look.step = at;
  look.stage = stageOf;
  look.hidden = new Set(step.oneByOne ? step.focus.slice(stageOf + 1) : []);
  look.focus = step.focus.length ? new Set(step.focus) : null;
  look.current = step.tie;
  look.shown = step.lanes.length ? step.lanes : allLanes;
  look.fold = false;
  // Days that are counted, and lanes of another kind, are shown as the program has drawn them.
  holder.hidden = !step.view;
  still.hidden = !!step.view;
  still.replaceChildren(...(step.view ? [] : [step.figure.querySelector("svg").cloneNode(true)]));
  if (step.view) go({ from: step.view[0], days: step.view[1] }, moves);
  if (step.accounts) {
    look.selected = step.accounts;
    openCard(step.accounts);
  }
  caption();
  heard.textContent = `Step ${at + 1} of ${steps.length}: ${step.title}. ${captions.text.textContent}`;
  tell("#step-" + (at + 1));
}

function turn(by) {
  const step = steps[look.step];
  if (!step) return showStep(by > 0 ? 0 : steps.length - 1);
  const next = look.stage + by;
  if (step.oneByOne && next >= 0 && next <= stages(step)) return showStep(look.step, next);
  const other = steps[look.step + by];
  if (other) return showStep(other.at, by < 0 ? stages(other) : 0);
  if (by < 0) return showAll();
}

/** Follows an address: a step, an event, or days. */
function follow(hash, moves = true) {
  const step = /^#step-(\d+)$/.exec(hash), wanted = new URLSearchParams(hash.slice(1));
  let id = wanted.get("event");
  if (hash.startsWith("#event=")) {
    try {
      id = decodeURIComponent(hash.slice(7));
    } catch {
      // An address that is written wrongly leads to no event.
    }
  }
  const event = eventOf.get(id), from = parseDay(wanted.get("from")), to = parseDay(wanted.get("to"));
  if (step && steps[step[1] - 1]) return showStep(step[1] - 1, 0, moves);
  if (event) {
    leaveStep();
    const days = max((event.to - event.from) * 1.5, 10);
    go({ from: (event.from + event.to) / 2 - days / 2, days }, moves);
    return select(event, { show: false });
  }
  if (from !== null && to !== null && to >= from) {
    leaveStep();
    return go({ from, days: to + 1 - from }, moves);
  }
  if (steps.length && moves === false) return showStep(0, 0, false);
  return showAll(moves);
}

on(window, "hashchange", () => {
  if (location.hash !== address) {
    address = location.hash;
    follow(location.hash);
    stage.scrollIntoView({ block: "nearest" });
  }
});
on(window, "message", (message) => {
  const wanted = message.source === parent && parent !== window && message.data && message.data.coeval;
  if (typeof wanted === "string" && wanted.startsWith("#")) follow(wanted);
});
