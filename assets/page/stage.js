// The stage: what is looked at, what stands out, the way from one view to another, and the address that says so.

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The way from one view to another, zoom and pan in one: van Wijk and Nuij, "Smooth and efficient zooming and panning"
 *  (2003), in one dimension, as in the program. */
function flight(from, to) {
  const rho = Math.SQRT2, middle = (view) => view.from + view.days / 2;
  const a = middle(from), b = middle(to), w0 = from.days, w1 = to.days, distance = abs(b - a);
  const still = distance <= 1e-9 * max(w0, w1);
  let length = abs(Math.log(w1 / w0)) / rho, begin = 0;
  if (!still) {
    const grown = w1 * w1 - w0 * w0, reach = rho ** 4 * distance * distance;
    begin = -Math.asinh((grown + reach) / (2 * w0 * rho * rho * distance));
    length = max((-Math.asinh((grown - reach) / (2 * w1 * rho * rho * distance)) - begin) / rho, 0);
  }
  const seconds = clamp(length * 0.22, 0.3, 1.2);
  const at = (part) => {
    if (part >= 1) return { ...to };
    const t = part * part * (3 - 2 * part);
    if (still) {
      const days = w0 * (w1 / w0) ** t;
      return { days, from: a + (b - a) * t - days / 2 };
    }
    const s = rho * length * t, days = w0 * (Math.cosh(begin) / Math.cosh(s + begin));
    const gone = clamp((w0 / (rho * rho)) * (Math.sinh(s) / Math.cosh(s + begin)), 0, distance);
    return { days, from: a + Math.sign(b - a) * gone - days / 2 };
  };
  return { seconds, at };
}

const stage = byId("timeline");
const canvas = make("canvas", {
  tabindex: 0, role: "application", "aria-roledescription": "timeline",
  "aria-label": `Timeline of ${events.length} events. Arrow keys: from event to event. A and D: pan. Plus and minus: zoom. ` +
    "Square brackets: coincidences. Enter: accounts. F: fit all.",
});
const heard = make("p", { class: "unseen", "aria-live": "polite" });
const tip = make("div", { class: "tip", role: "tooltip", hidden: true });
const holder = make("div", { class: "canvas" }, canvas, tip);
const still = make("div", { class: "still", hidden: true });
const captionBox = make("div", { class: "caption", hidden: !steps.length });
const card = make("section", { class: "card", hidden: true, "aria-label": "Event" });
stage.append(holder, still, captionBox, card, heard);

const look = {
  view: { from: whole[0], days: whole[1] }, shown: allLanes, fold: true,
  step: null, stage: 0, selected: null, hovered: null, current: null, hits: null, focus: null, hidden: new Set(),
};
let tall = {}, painted = 0, flying = 0, told = 0;

function clamped({ from, days }) {
  days = clamp(days, 10 / 1440, 8e6);
  return { days, from: clamp(from, FIRST_DAY - days * 0.9, LAST_DAY + 1 - days * 0.1) };
}

function repaint() {
  if (!painted) painted = requestAnimationFrame(paint);
}

function paint() {
  painted = 0;
  const width = holder.clientWidth;
  if (!width || holder.hidden) return;
  const room = document.fullscreenElement === stage ? holder.clientHeight - 4 : clamp(innerHeight * 0.46, 380, 660);
  const stand = {
    current: look.current, hovered: look.hovered, selected: look.selected, hits: look.hits || look.focus, fold: look.fold,
    hidden: look.hidden,
  };
  // Kept on the canvas, so that whoever asks where labels stand (the tests) is told.
  const layout = new Layout(look.view, { width, height: round(room) }, look.shown, stand);
  canvas.layout = layout;
  // Where the lanes need more, the page grows, and does not shrink again while one looks around.
  if (tall.width !== width || tall.shown !== look.shown) tall = { width, shown: look.shown, height: 0 };
  tall.height = max(tall.height, round(room), layout.bottom + 1);
  layout.size.height = layout.body.bottom = tall.height;
  canvas.style.height = tall.height + "px";
  draw(canvas, canvas.layout);
}

/** Goes to a view: at once, or in a flight. */
function go(to, moves = true) {
  cancelAnimationFrame(flying);
  const target = clamped(to);
  if (!moves || calm.matches) {
    look.view = target;
    return repaint();
  }
  const way = flight(look.view, target), begun = performance.now();
  const frame = (now) => {
    const part = min((now - begun) / 1000 / way.seconds, 1);
    look.view = way.at(part);
    paint();
    if (part < 1) flying = requestAnimationFrame(frame);
  };
  flying = requestAnimationFrame(frame);
}

/** Moves the view by hand: whoever looks around has left the step. */
function move(view) {
  cancelAnimationFrame(flying);
  look.view = clamped(view);
  repaint();
  clearTimeout(told);
  told = setTimeout(() => {
    const { from, days } = look.view;
    tell(`#from=${isoDay(from)}&to=${isoDay(Math.ceil(from + days) - 1)}`);
  }, 300);
}

function zoom(factor, part = 0.5) {
  const { from, days } = look.view, next = clamp(days * factor, 10 / 1440, 8e6);
  move({ from: from + (days - next) * part, days: next });
}

/** The address says where one is; a page around this one is told too. */
let address = "";
function tell(hash) {
  if (hash === address) return;
  address = hash;
  try {
    history.replaceState(null, "", hash || "#");
  } catch {
    // An address that cannot be changed (about:srcdoc) says nothing; all else works.
  }
  if (parent !== window) parent.postMessage({ coeval: hash }, "*");
}

/** Selects an event: its card, its row, its words. */
function select(event, { show = true, say = true, open = true } = {}) {
  if (look.selected) look.selected.row.classList.remove("chosen");
  look.selected = event;
  if (!event) {
    card.hidden = true;
    return repaint();
  }
  event.row.classList.add("chosen");
  if (!look.shown.includes(event.lane)) look.shown = allLanes;
  const { from, days } = look.view;
  if (show && (event.mark < from + days * 0.02 || event.mark > from + days * 0.98)) go({ from: event.mark - days / 2, days });
  if (say) heard.textContent = `${event.title}, ${lanes[event.lane].name}, ${event.words}`;
  if (open) openCard(event);
  tell("#event=" + encodeURIComponent(event.id));
  repaint();
}

/** The event with its accounts side by side, from its row of the table. */
function openCard(event) {
  const said = [...event.row.querySelectorAll(".said > *")].map((node) => node.cloneNode(true));
  const what = [...event.row.querySelectorAll(".what > :not(.title):not(.when)")].map((node) => node.cloneNode(true));
  const from = [...event.row.querySelectorAll(".from > *")].map((node) => node.cloneNode(true));
  const sources = make("p", { class: "of" });
  from.forEach((node, at) => sources.append(at ? " · " : "", node));
  card.replaceChildren(
    make("h3", { dir: "auto" }, event.row.querySelector(".title").textContent.slice(0, 2000)),
    make("p", { class: "of" }, [lanes[event.lane].name, event.place, event.words].filter(Boolean).join(" · ")),
    ...what, sources, make("div", { class: "sides" }, ...said),
    make("div", { class: "turn" }, button("×", closeCard, "Close")),
  );
  card.hidden = false;
}

function closeCard() {
  select(null);
  canvas.focus({ preventScroll: true });
}

/** Everything, without step, selection or coincidence. */
function showAll(moves = true) {
  leaveStep();
  look.current = ties.find((tie) => tie.first) || null;
  select(null);
  go({ from: whole[0], days: whole[1] }, moves);
  tell("");
}
