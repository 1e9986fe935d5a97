// The calendar ruler: which hours, days, months and years have a tick, in two rows or three, and what they are called,
// by the rules of src/layout/axis: names of a row are of one length, the fullest with room.

/** Steps of the lowest row, finest first: kind, how many, days of each, least room in points. */
const UNITS = [
  ...[1, 5, 15, 30].map((n) => ["minutes", n, n / 1440, 54]),
  ...[1, 3, 6, 12].map((n) => ["hours", n, n / 24, 40]),
  ["days", 1, 1, 26], ["weeks", 1, 7, 40],
  ...[1, 3, 6].map((n) => ["months", n, n * 30.44, 38]),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((n) => ["years", n, n * 365.2425, 52]),
];

/** Cells from the one that `from` is in to the one that `to` is in. */
function stretch(from, to, begin, next, names) {
  const cells = [];
  for (let day = begin(max(from, FIRST_DAY)); day <= min(to, LAST_DAY) && cells.length < 2000; day = next(day)) {
    cells.push({ at: day, label: day, names: names(day) });
  }
  return cells;
}

const monthStart = (day) => dayOf(civil(day).year, civil(day).month);
const monthAfter = (day, n) => dayOf(civil(day).year, civil(day).month + n);

function dayNames(day) {
  const c = civil(day), week = WEEKDAYS[c.weekday], short = `${week.slice(0, 3)} ${c.day}`;
  return [`${week} ${c.day} ${MONTHS[c.month]} ${yearName(c.year)}`, `${short} ${MONTHS[c.month].slice(0, 3)}`, short,
    String(c.day)];
}

function monthNames(day) {
  const c = civil(day), year = yearName(c.year), name = MONTHS[c.month];
  return [`${name} ${year}`, `${name.slice(0, 3)} ${year}`, name.slice(0, 3)];
}

/** The round years around a year, and what they are called. */
function roundYears(year, n) {
  if (year >= 100) return { first: year - (year % n), next: year - (year % n) + n, name: `${year - (year % n)}s` };
  if (year > 0) return { first: 1, next: 100, name: "1st century" };
  const century = floor((1 - year + 99) / 100);
  const ending = century % 100 > 10 && century % 100 < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[century % 10] || "th";
  return { first: 1 - century * 100, next: min(101 - century * 100, 1), name: `${century}${ending} century BC` };
}

function lowestRow([kind, n], from, to) {
  const ticks = [];
  if (kind === "minutes" || kind === "hours") {
    const step = kind === "hours" ? n * 60 : n;
    for (let at = floor((from * 1440) / step); at <= (to * 1440) / step + 1; at++) {
      const minute = (((at * step) % 1440) + 1440) % 1440;
      const hour = String(floor(minute / 60)).padStart(2, "0");
      const name = kind === "hours" ? (minute === 0 ? "" : hour) : `${hour}:${String(minute % 60).padStart(2, "0")}`;
      ticks.push({ at: (at * step) / 1440, label: (at * step) / 1440, names: [name] });
    }
  } else if (kind === "days" || kind === "weeks") {
    const step = kind === "days" ? 1 : 7;
    let day = floor(from) - step;
    if (step === 7) day -= (((day + 3) % 7) + 7) % 7;
    for (; day <= to + step; day += step) {
      ticks.push({ at: day, label: day + 0.5, names: step === 1 ? dayNames(day) : [String(civil(day).day)] });
    }
  } else if (kind === "months") {
    const c = civil(max(from, FIRST_DAY));
    for (let day = dayOf(c.year, c.month - (c.month % n) - n); day <= to; day = monthAfter(day, n)) {
      const name = MONTHS[civil(day).month];
      ticks.push({ at: day, label: day + (monthAfter(day, 1) - day) / 2, names: [name, name.slice(0, 3)] });
    }
  } else {
    const begin = civil(max(from, FIRST_DAY)).year;
    let year = begin > 0 ? max(begin - (begin % n), 1) : 1 - floor((n - begin) / n) * n;
    for (; year < 10000 && dayOf(year) <= to; ) {
      const at = dayOf(year);
      ticks.push({ at, label: n === 1 ? at + 182.5 : at, names: [year === 1 ? "AD 1" : yearName(year)] });
      year = year > 0 ? year - (year % n) + n : year === 0 ? 1 : min(year + n, 1);
    }
  }
  return ticks;
}

/** The ticks between two instants where a day takes so many points. */
function ticksOf(from, to, perDay) {
  const old = civil(floor(from)).year < -999;
  const unit = UNITS.find((u) => u[2] * perDay >= (old && u[0] + u[1] === "years1" ? 64 : u[3])) || UNITS.at(-1);
  const [kind, n] = unit;
  const fine = unit[2] < 1;
  const days = fine ? stretch(from, to, floor, (day) => day + 1, dayNames) : [];
  let major;
  if (fine || kind === "days" || kind === "weeks") {
    major = stretch(from, to, monthStart, (day) => monthAfter(day, 1), monthNames);
  } else if (kind === "months") {
    const yearOf = (day) => civil(day).year;
    major = stretch(from, to, (day) => dayOf(yearOf(day)), (day) => dayOf(yearOf(day) + 1), (day) => [yearName(yearOf(day))]);
  } else if (n < 100) {
    const of = (day) => roundYears(civil(day).year, n < 10 ? 10 : 100);
    major = stretch(from, to, (day) => dayOf(of(day).first), (day) => dayOf(of(day).next), (day) => [of(day).name]);
  } else {
    major = [{ at: from, label: from, names: [`from ${yearName(civil(max(from, FIRST_DAY)).year)}`] }];
  }
  const cell = kind === "days" || ((kind === "months" || kind === "years") && n === 1);
  return { kind, minor: lowestRow(unit, from, to), days, major, cell };
}
