// What there is to draw, read from the page's own table: there is no second copy of the data. And time as the page
// counts it: days since 1970-01-01 as numbers, the hour as their fraction.

const { abs, exp, floor, hypot, max, min, round, sqrt } = Math;
const clamp = (value, least, most) => min(max(value, least), most);
const byId = (id) => document.getElementById(id);
const on = (target, what, action, how) => target.addEventListener(what, action, how);
/** The first place of a list whose value is not below another. */
function placeOf(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const numbers = (text) => (text ? text.split(" ").map(Number) : []);

/** Makes an element with attributes and content; text goes in as text, never as markup. */
function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...content);
  return element;
}

/** A button with a name for those who do not see it, or a text of its own. */
const button = (text, onclick, label) =>
  make("button", { type: "button", onclick, "aria-label": label || false, title: label || false }, text);

const table = byId("events");
const lanes = [...document.querySelectorAll("#lanes li")].map((item) => ({
  name: item.textContent, flag: item.dataset.flag, initials: item.dataset.initials, color: item.dataset.color,
  shown: "shown" in item.dataset, events: [],
}));

/** The most of a title that is drawn: wider than any screen. */
const MOST_LETTERS = 400;

const events = [...table.querySelectorAll("tr[data-event]")].map((row, at) => {
  const data = row.dataset;
  const [from, to, mark, sureFrom, sureTo, lane, importance, order] = numbers(data.x);
  const title = row.querySelector(".title").textContent;
  const event = {
    at, row, id: data.event, from, to, mark, sureFrom, sureTo, lane, importance, order, major: importance >= 4,
    shape: data.shape, before: data.before || "closed", after: data.after || "closed",
    color: data.color ? "c" + data.color : "other", disputed: "disputed" in data, hour: data.hour,
    dates: data.dates.split("|"), words: data.words, ties: [],
    title: title.length > MOST_LETTERS ? title.slice(0, MOST_LETTERS) + "…" : title,
    place: row.querySelector(".where small")?.textContent || "",
  };
  lanes[lane].events.push(event);
  // The script follows addresses itself.
  row.removeAttribute("id");
  return event;
});
for (const lane of lanes) {
  lane.events.sort((a, b) => a.from - b.from || a.order - b.order);
  // What began at no known time is in view before the first day that its date names, what goes on after its last.
  lane.early = lane.events.filter((event) => event.before !== "closed");
  lane.late = lane.events.filter((event) => event.after !== "closed");
  // How far each event and all before it reach: what ends before a view is stepped over.
  let reach = -Infinity;
  lane.reach = lane.events.map((event) => (reach = max(reach, event.to)));
}
const eventOf = new Map(events.map((event) => [event.id, event]));

/** Coincidences as the program found them: the page has no idea of its own of what the same day is. */
const ties = [...table.querySelectorAll(".tie")].map((mark, at) => {
  const [from, to] = numbers(mark.dataset.days);
  const tie = {
    at, from, to: to + 1, middle: (from + to + 1) / 2, members: numbers(mark.dataset.events).map((n) => events[n]),
    lanes: numbers(mark.dataset.lanes), involved: numbers(mark.dataset.involved), certain: "certain" in mark.dataset,
    strong: "strong" in mark.dataset, first: "first" in mark.dataset, strength: Number(mark.dataset.strength || 0.6),
    chips: mark.dataset.chips.split("|"),
  };
  for (const event of tie.members) event.ties.push(tie);
  return tie;
});

const steps = [...document.querySelectorAll("#story .step")].map((figure, at) => {
  const data = figure.dataset;
  return {
    at, figure, title: figure.querySelector("h2 .name").textContent, text: figure.querySelector("p.text"),
    note: figure.querySelector("p.note"), view: data.view ? numbers(data.view) : null, lanes: numbers(data.lanes),
    focus: numbers(data.focus).map((n) => events[n]), tie: data.tie === undefined ? null : ties[Number(data.tie)],
    accounts: data.accounts === undefined ? null : events[Number(data.accounts)], oneByOne: "one" in data,
  };
});

/** The lanes that the whole timeline shows. */
const allLanes = [...lanes.keys()].filter((at) => lanes[at].shown);

/** All days: from the first to the last event, with a little room at both ends. */
const whole = numbers(table.dataset.range);

// Days and their names ----------------------------------------------------------------------------------------------

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const FIRST_DAY = -4371222, LAST_DAY = 2932896;

/** Year (0 is 1 BC), month from 0, day of the month and of the week of a day. */
function civil(day) {
  const date = new Date(floor(day) * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), weekday: date.getUTCDay() };
}

/** The day with which a month begins; months beyond a year are of the years after or before. */
function dayOf(year, month = 0, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime() / 864e5;
}

const yearName = (year) => (year > 0 ? String(year) : `${1 - year} BC`);

/** A day as addresses have it: 2024-10-14, or with more digits and a sign where the year needs them. */
function isoDay(day) {
  const { year, month, day: of } = civil(day);
  const digits = String(abs(year)).padStart(4, "0");
  return `${year < 0 ? "-" : ""}${digits}-${String(month + 1).padStart(2, "0")}-${String(of).padStart(2, "0")}`;
}

/** The day of an address, or null. */
function parseDay(text) {
  const found = /^(-?\d{4,6})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text || "");
  if (!found) return null;
  const day = dayOf(Number(found[1]), Number(found[2] || 1) - 1, Number(found[3] || 1));
  return Number.isFinite(day) ? clamp(day, FIRST_DAY, LAST_DAY) : null;
}
