// Pointer, wheel, fingers and keys, as in the program; the search; and the beginning of it all.

const place = (event) => {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};
const part = (x) => clamp((x - plan.left) / (plan.size.width - plan.left), 0, 1);
const fingers = new Map();
let held = null;

on(canvas, "pointerdown", (event) => {
  if (event.button) return;
  fingers.set(event.pointerId, place(event));
  canvas.setPointerCapture(event.pointerId);
  hideTip();
  held = { view: look.view, at: place(event), moved: false, spread: spread(), ruler: place(event).y < RULER };
});

/** The middle of the fingers and how far they are apart. */
function spread() {
  const xs = [...fingers.values()].map((finger) => finger.x);
  return { middle: xs.reduce((sum, x) => sum + x, 0) / xs.length, apart: max(...xs) - min(...xs), count: xs.length };
}

on(canvas, "pointermove", (event) => {
  const at = place(event);
  if (!fingers.has(event.pointerId) || !held || !plan) return hover(at, event.pointerType);
  fingers.set(event.pointerId, at);
  const now = spread(), begun = held.spread, width = plan.size.width - plan.left;
  if (now.count !== begun.count) return;
  if (!held.moved && hypot(at.x - held.at.x, at.y - held.at.y) < 4 && now.count < 2) return;
  held.moved = true;
  canvas.classList.add("dragged");
  const { from, days } = held.view;
  if (now.count > 1 && begun.apart > 10) {
    const next = clamp((days * begun.apart) / max(now.apart, 10), 10 / 1440, 8e6);
    const instant = from + ((begun.middle - plan.left) / width) * days;
    move({ from: instant - ((now.middle - plan.left) / width) * next, days: next });
  } else if (held.ruler && event.pointerType === "mouse") {
    held.range = [held.at.x, at.x].sort((a, b) => a - b);
    paint();
    faded(0.15, () => rect(held.range[0], 0, held.range[1] - held.range[0], plan.size.height, hue.focus));
  } else {
    move({ from: from - ((at.x - held.at.x) / width) * days, days });
  }
});

function release(event) {
  fingers.delete(event.pointerId);
  canvas.classList.remove("dragged");
  const was = held;
  held = fingers.size ? { view: look.view, at: spread().middle, moved: true, spread: spread() } : null;
  if (was && was.range && was.range[1] - was.range[0] > 6) {
    const [from, to] = was.range.map((x) => plan.instant(x));
    leaveStep();
    go({ from, days: to - from });
  } else if (was && !was.moved && event.type === "pointerup" && plan) {
    press(hit(was.at.x, was.at.y));
  }
  repaint();
}
on(canvas, "pointerup", release);
on(canvas, "pointercancel", release);
on(canvas, "pointerleave", hideTip);

function press(box) {
  if (!box) return select(null);
  if (box.tie) return showTie(box.tie);
  select(box.event, { show: false });
}

/** Shows a coincidence; what is out of view is gone to. */
function showTie(tie) {
  look.current = tie;
  if (!tie.lanes.every((lane) => look.shown.includes(lane))) leaveStep();
  look.current = tie;
  const { from, days } = look.view;
  if (tie.middle < from || tie.middle > from + days) go({ from: tie.middle - days / 2, days });
  heard.textContent = `${tie.chips[1]}: ${tie.members.map((event) => event.title).join("; ")}`;
  repaint();
}

function hover(at, kind) {
  const box = plan && kind !== "touch" ? hit(at.x, at.y) : null, event = box && box.event;
  canvas.classList.toggle("pointing", !!box);
  if (look.hovered !== (event || null)) {
    look.hovered = event || null;
    repaint();
  }
  if (!box) return hideTip();
  if (event) {
    const native = event.row.querySelector(".native");
    tip.replaceChildren(make("b", { dir: "auto" }, event.title), native ? native.cloneNode(true) : "",
      make("span", {}, [event.words, lanes[event.lane].name, event.place].filter(Boolean).join(" · ")));
    if (box.count > 1) tip.append(make("span", {}, ` and ${box.count - 1} more; zoom in to see them`));
  } else {
    tip.replaceChildren(make("b", {}, box.tie.chips[1]), make("span", {}, box.tie.members.slice(0, 4).map((one) => one.title).join(" · ")));
  }
  tip.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = tip;
  tip.style.left = max(min(at.x + 14, plan.size.width - width - 6), 6) + "px";
  tip.style.top = (at.y + 18 + height > plan.size.height ? max(at.y - height - 12, 4) : at.y + 18) + "px";
}

function hideTip() {
  tip.hidden = true;
  if (look.hovered) {
    look.hovered = null;
    repaint();
  }
}

on(canvas, "dblclick", (event) => {
  const at = place(event), box = hit(at.x, at.y);
  if (at.y < RULER) return showAll();
  if (!box || !box.event) return;
  const days = max((box.event.to - box.event.from) * 1.5, 8);
  go({ from: (box.event.from + box.event.to) / 2 - days / 2, days });
});

on(canvas, "wheel", (event) => {
  if (!plan) return;
  const at = place(event), lines = event.deltaMode === 1 ? 16 : 1;
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  if (event.ctrlKey || event.metaKey || at.y < RULER) {
    event.preventDefault();
    zoom(exp(clamp(event.deltaY * lines, -120, 120) * 0.004), part(at.x));
  } else if (event.shiftKey || abs(event.deltaX) > abs(event.deltaY)) {
    event.preventDefault();
    const { from, days } = look.view;
    move({ from: from + (sideways * lines * days) / (plan.size.width - plan.left), days });
  }
}, { passive: false });

/** The next of a list, from what is selected or the middle of the view. */
function step(list, by) {
  const at = list.indexOf(look.selected);
  if (at >= 0) return list[at + by];
  const middle = look.view.from + look.view.days / 2;
  return by > 0 ? list.find((event) => event.mark >= middle) : [...list].reverse().find((event) => event.mark <= middle);
}

const byTime = [...events].sort((a, b) => a.mark - b.mark || a.at - b.at);
const sideways = (event, by) => {
  const list = event.ctrlKey || !look.selected ? byTime : byTime.filter((one) => one.lane === look.selected.lane);
  const next = step(list, by);
  if (next) select(next, { open: !card.hidden });
};
const upDown = (by) => {
  const from = look.selected || step(byTime, 1) || byTime[0];
  if (!from) return;
  const shown = look.shown.filter((lane) => lanes[lane].events.length), at = shown.indexOf(from.lane) + by;
  if (!shown[at] && shown[at] !== 0) return;
  const near = [...lanes[shown[at]].events].sort((a, b) => abs(a.mark - from.mark) - abs(b.mark - from.mark));
  select(near[0], { open: !card.hidden });
};
const nextTie = (by) => {
  const list = ties.filter((tie) => tie.certain && tie.strong), at = list.indexOf(look.current);
  if (list.length) showTie(list[(at < 0 && by < 0 ? list.length - 1 : at + by + list.length) % list.length]);
};
const pan = (by) => move({ ...look.view, from: look.view.from + look.view.days * by });

const KEYS = {
  a: () => pan(-0.15), d: () => pan(0.15), w: () => zoom(1 / 1.4), s: () => zoom(1.4), "+": () => zoom(1 / 1.4),
  "=": () => zoom(1 / 1.4), "-": () => zoom(1.4), "−": () => zoom(1.4), f: () => showAll(),
  Home: () => byTime[0] && select(byTime[0], { open: false }), End: () => byTime.length && select(byTime[byTime.length - 1], { open: false }),
  ArrowLeft: (event) => sideways(event, -1), ArrowRight: (event) => sideways(event, 1),
  ArrowUp: () => upDown(-1), ArrowDown: () => upDown(1), "[": () => nextTie(-1), "]": () => nextTie(1),
  Enter: () => look.selected && openCard(look.selected), PageDown: () => turn(1), PageUp: () => turn(-1), " ": () => turn(1),
};
on(canvas, "keydown", (event) => {
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const plain = !event.altKey && !event.metaKey && (!event.ctrlKey || event.key.startsWith("Arrow"));
  if (!action || !plain || (!steps.length && /^(Page|\s)/.test(event.key))) return;
  event.preventDefault();
  action(event);
});
on(document, "keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !typing) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Escape") {
    if (typing && field.value) clearSearch();
    else if (!card.hidden) closeCard();
    else if (typing) canvas.focus();
  }
});

// The search --------------------------------------------------------------------------------------------------------

const field = make("input", {
  type: "search", placeholder: `Search ${events.length} events`, "aria-label": `Search ${events.length} events`, autocomplete: "off",
});
const found = make("span", { class: "told", role: "status" });
const full = button("Full screen", () => document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen());
const tools = make("div", { class: "tools" }, field, found,
  button("Whole timeline", () => showAll()), stage.requestFullscreen ? full : "");
stage.after(tools);

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let texts = null;

function search() {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  texts = texts || events.map((event) => folded(event.row.textContent + " " + lanes[event.lane].name));
  const hits = words.length ? events.filter((event, at) => words.every((word) => texts[at].includes(word))) : null;
  look.hits = hits && new Set(hits);
  for (const event of events) event.row.hidden = !!hits && !look.hits.has(event);
  for (const day of table.querySelectorAll("tbody")) day.hidden = !!hits && !day.querySelector("tr[data-event]:not([hidden])");
  found.textContent = hits ? `${hits.length} of ${events.length}` : "";
  repaint();
}

function clearSearch() {
  field.value = "";
  search();
}

on(field, "input", search);
on(field, "keydown", (event) => {
  if (event.key !== "Enter" || !look.hits || !look.hits.size) return;
  const list = byTime.filter((one) => look.hits.has(one)), at = list.indexOf(look.selected);
  if (look.step !== null) leaveStep();
  select(list[(at + (event.shiftKey ? list.length - 1 : 1)) % list.length] || list[0]);
});
on(table, "click", (event) => {
  const row = event.target.closest("tr[data-event]");
  if (!row || event.target.closest("a") || String(getSelection())) return;
  leaveStep();
  select(eventOf.get(row.dataset.event));
  stage.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
});

// The beginning -----------------------------------------------------------------------------------------------------

stage.hidden = false;
byId("story").hidden = true;
follow(location.hash, false);
new ResizeObserver(repaint).observe(holder);
on(matchMedia("(prefers-color-scheme: dark)"), "change", () => {
  known = {};
  repaint();
});
on(document, "fullscreenchange", repaint);
on(window, "resize", repaint);
