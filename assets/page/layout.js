// Where everything stands, by the rules of the program (src/layout): what is in view of a lane is packed into rows, the
// important first; labels stand in their bars or beside their marks, never over one another, whole, cut or not at all.

const ROW = 24, FIRST_ROW = 19, LABEL_HEIGHT = 16, BAR = 19, RING = 9.5, GAP = 12, MARK_PAD = 3, BAR_PAD = 0.5;
const COLUMN = 4, RULER = 63, ROOMY = 96, FOLDED = 17, LEAST = 34, STRIP = 88, MOST_ROWS = 12;
const DIMMED = 0.35, WIDE_DAY = 110, BAND = 40, MARGIN = 24, WIDEST = 340;

const radiusOf = (event) => (event.major ? 6 : 4.5);
const headsWidth = (width) => round(min(196, max(width * (width < 480 ? 0.3 : 0.32), 60)));

/** Measures a line of text once for each font. */
const measured = new Map(), ruled = document.createElement("canvas").getContext("2d");
function widthOf(font, text) {
  let widths = measured.get(font);
  if (!widths || widths.size > 20000) measured.set(font, (widths = new Map()));
  let width = widths.get(text);
  if (width === undefined) {
    ruled.font = font;
    width = ruled.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

const SANS = getComputedStyle(document.documentElement).getPropertyValue("--sans");
const FONTS = {
  label: `13px ${SANS}`, major: `600 13px ${SANS}`, vague: `italic 13px ${SANS}`, majorVague: `italic 600 13px ${SANS}`,
  small: `12px ${SANS}`, name: `600 14px ${SANS}`, count: `12.5px ${SANS}`, months: `600 12.5px ${SANS}`, chip: `600 12px ${SANS}`,
};
const fontOf = (event) =>
  event.shape === "vague" ? (event.major ? FONTS.majorVague : FONTS.vague) : event.major ? FONTS.major : FONTS.label;

/** A title as it is where only short ones are shown. */
function shortened(title) {
  const letters = [...title.slice(0, 200)];
  if (letters.length <= 26) return title;
  const start = letters.slice(0, 26).join("");
  const end = start.search(/\s\S*$/);
  return (end >= 12 ? start.slice(0, end) : start).trimEnd() + "…";
}

/** The longest beginning of a text that fits, up to the end of a word; null where less than twelve letters would stay. */
function cut(font, text, room) {
  const words = text.split(/(\s+)/);
  for (let n = words.length - 1; n > 0; n--) {
    const start = words.slice(0, n).join("").trimEnd();
    if (start.length < 12) return null;
    if (widthOf(font, start + "…") <= room) return start + "…";
  }
  return null;
}

/** What a label says of when its event was. */
function whenOf(event, how) {
  if (how.wideDay && event.shape === "instant") return event.hour || "";
  return event.dates[how.years ? (how.hours ? 2 : 1) : 0] || "";
}

/** Builds the picture of a view as data: lanes, marks and labels in their places. */
class Layout {
  constructor(view, size, shown, stand) {
    this.size = size;
    this.stand = stand; // what stands out: current tie, hovered, selected, hits, hidden events
    this.left = headsWidth(size.width);
    this.body = { left: this.left, right: size.width, top: RULER, bottom: size.height };
    this.from = view.from;
    this.days = view.days;
    this.to = view.from + view.days;
    this.perDay = (size.width - this.left) / view.days;
    this.ticks = ticksOf(this.from, this.to, this.perDay);
    const years = civil(this.from).year !== civil(max(this.to - 1e-6, this.from)).year;
    this.how = { years, hours: this.ticks.days.length > 0, wideDay: this.perDay >= WIDE_DAY };
    this.shown = shown.map((lane) => ({ lane, seen: this.touching(lanes[lane]) }));
    // A row for each lane: a page grows where the program would scroll.
    const least = (lane) => (lane.seen.length || !stand.fold ? 2 * FIRST_ROW : FOLDED);
    this.body.bottom = max(size.height, RULER + this.shown.reduce((sum, lane) => sum + least(lane), 0));
    this.visible = ties.filter((tie) => tie.from <= this.to && tie.to >= this.from);
    this.band = this.perDay >= BAND;
    this.decide();
    this.rings = this.level >= 2 && !this.band && this.visible.length * 60 <= size.width - this.left;
    for (const lane of this.shown) this.look(lane);
    this.stack();
    this.labels = [];
    for (const lane of this.boxes) this.settle(lane);
    for (const lane of this.boxes) this.label(lane);
  }

  x(instant) {
    return clamp(this.left + (instant - this.from) * this.perDay, -1e6, 1e6);
  }

  instant(x) {
    return this.from + (x - this.left) / this.perDay;
  }

  touching(lane) {
    const margin = MARGIN / this.perDay, from = this.from - margin, to = this.to + margin;
    const { hidden } = this.stand, found = lane.late.filter((event) => event.to < from);
    for (let at = placeOf(lane.reach, from); at < lane.events.length; at++) {
      const event = lane.events[at];
      if (event.from > to) break;
      if (event.to >= from) found.push(event);
    }
    found.push(...lane.early.filter((event) => event.from > to));
    return hidden.size ? found.filter((event) => !hidden.has(event)) : found;
  }

  /** How much of each event is shown: 0 columns, 1 marks, 2 short titles, 3 titles and dates. A lane with more events than
   *  can be told apart becomes a strip of columns, whatever the others are. */
  decide() {
    const open = this.shown.filter((lane) => lane.seen.length), width = this.size.width - this.left;
    const room = this.body.bottom - this.body.top, share = room / ROW / max(open.length, 1);
    const points = (lane) => (width * share) / lane.seen.length;
    const any = open.some((lane) => points(lane) < 22);
    for (const lane of open) lane.strip = any && points(lane) < 44;
    const others = open.filter((lane) => !lane.strip).sort((a, b) => a.seen.length - b.seen.length);
    let count = others.reduce((sum, lane) => sum + lane.seen.length, 0);
    while (count > 4000) {
      const fullest = others.pop();
      count -= fullest.seen.length;
      fullest.strip = true;
    }
    const rows = max(share * others.length, (room - (open.length - others.length) * STRIP) / ROW);
    const each = (width * rows) / max(count, 1);
    this.level = !others.length && open.length ? 0 : each >= 110 && count <= 1500 ? 3 : each >= 60 && count <= 1500 ? 2 : 1;
  }

  barOf(event) {
    let { from, to } = event;
    if (event.shape === "instant") {
      return this.how.wideDay && !event.hour ? [this.x(from) + 2, this.x(to) - 2] : null;
    }
    if (event.shape === "vague" && (to - from) * this.perDay < 13.5) return null;
    const unknown = 36 / this.perDay;
    if (event.before === "open") from = min(from, whole[0]) - unknown;
    else if (event.before === "unknown") from -= unknown;
    if (event.after === "open") to = max(to, whole[0] + whole[1]) + unknown;
    else if (event.after === "unknown") to += unknown;
    const left = this.x(from);
    return [left, max(this.x(to), left + (event.shape === "span" ? 6 : 3))];
  }

  /** Counts what is in view of a lane that is a strip: how many begin in each column, and the most important of them. */
  count(lane) {
    const columns = Array(floor((this.size.width - this.left) / COLUMN) + 1).fill(0), best = [];
    lane.inView = 0;
    for (const event of lane.seen) {
      const x = this.left + (event.mark - this.from) * this.perDay, at = floor((x - this.left) / COLUMN);
      const bar = event.shape !== "instant" && this.barOf(event);
      if (bar ? bar[1] >= this.left && bar[0] <= this.size.width : x >= this.left && x <= this.size.width) lane.inView += 1;
      if (columns[at] === undefined) continue;
      columns[at] += 1;
      if (!best[at] || event.importance > best[at].importance) best[at] = event;
    }
    Object.assign(lane, { columns, best, need: lane.inView ? 1 : 0 });
  }

  look(lane) {
    if (lane.strip) return this.count(lane);
    const { current, hovered, selected, hits } = this.stand;
    lane.seen = lane.seen.map((event) => {
      const bar = this.barOf(event), inCurrent = !!current && current.members.includes(event);
      let x = this.x(event.mark);
      if (bar && inCurrent) x = clamp(this.x(current.middle), bar[0], bar[1]);
      const inside = bar ? bar[1] >= this.left && bar[0] <= this.size.width : x >= this.left && x <= this.size.width;
      const hit = hits ? hits.has(event) : null;
      const ringed = this.rings && event.ties.some((tie) => tie.certain && tie.strong);
      const order = selected === event ? 0 : hovered === event ? 1 : hit ? 2 : inCurrent ? 3 : ringed ? 4 : 5;
      const seen = {
        event, bar, x, inside, inCurrent, ringed, order, dimmed: hit === false && order > 1,
        title: this.level === 3 || order <= 1 || inCurrent ? event.title : shortened(event.title), font: fontOf(event),
      };
      this.measure(seen);
      return seen;
    });
    lane.seen.sort((a, b) => a.x - b.x || a.event.order - b.event.order);
    const rows = this.pack(lane.seen, MOST_ROWS, false);
    lane.need = lane.seen.some((seen) => seen.inside) ? max(rows, 1) : 0;
  }

  /** The room that an event needs: with its label, and without it. */
  measure(seen) {
    const { event, bar, x } = seen, radius = radiusOf(event), vague = event.shape === "vague";
    let label = 0;
    if (this.level >= 2 && seen.inside) {
      label = min(widthOf(seen.font, seen.title), WIDEST);
      const when = this.level === 3 ? whenOf(event, this.how) : "";
      if (when) label += widthOf(FONTS.small, when) + 8;
    }
    const bare = !bar ? [x - radius - MARK_PAD, x + radius + MARK_PAD]
      : vague ? [min(bar[0], x - radius) - MARK_PAD, max(bar[1], x + radius) + MARK_PAD]
      : [bar[0] - MARK_PAD, bar[1] + BAR_PAD];
    let wide = bare;
    const pad = GAP - MARK_PAD, gap = max(14, radius + 6);
    if (label > 0 && bar && !vague) {
      const room = min(bar[1], this.size.width) - max(bar[0], this.left);
      if (label + 18 > room && event.shape !== "instant") wide = [bare[0], bar[1] + 8 + label + pad];
    } else if (label > 0) {
      wide = [bare[0], max(bare[1], x + gap + label + pad)];
      const before = x - gap - label;
      if (!bar && x + gap + label > this.size.width - 4 && before > this.left + 3) wide = [before - pad, bare[1]];
    }
    Object.assign(seen, { bare, wide });
  }

  /** Gives each a row below `most`, null where all are taken; returns how many rows are used. */
  pack(all, most, marksFirst, urgent = false) {
    const length = (event) => (event.after === "open" ? 0 : 1 + floor(Math.log2(max(event.to - event.from, 1))));
    // What is asked about chooses first, from left to right.
    const first = (seen) => (urgent && seen.order <= 3 ? seen.order : 9);
    all.forEach((seen, at) => (seen.index = at));
    const order = [...all].sort((a, b) => first(a) - first(b) || (first(a) < 9 && a.index - b.index) || b.event.importance - a.event.importance ||
      length(b.event) - length(a.event) || a.event.from - b.event.from || a.event.order - b.event.order);
    const taken = Array.from({ length: clamp(most, 1, MOST_ROWS) }, () => []);
    for (const seen of all) seen.row = null;
    const place = (room) => {
      for (const seen of order) {
        const box = seen.row === null ? room(seen) : null;
        if (!box) continue;
        const row = taken.findIndex((boxes) => boxes.every((other) => other[1] <= box[0] || other[0] >= box[1]));
        if (row >= 0) {
          taken[row].push(box);
          seen.row = row;
        }
      }
    };
    place((seen) => (!marksFirst || seen.event.major || (urgent && seen.order <= 3) ? seen.wide : null));
    place((seen) => seen.bare);
    return taken.reduce((used, boxes, row) => (boxes.length ? row + 1 : used), 0);
  }

  /** How tall each lane is: as tall as what is in view of it needs, within a share of the view. */
  stack() {
    const room = this.body.bottom - this.body.top;
    const rowsIn = (height) => max(1, floor((height - 2 * FIRST_ROW) / ROW + 1.01));
    const open = this.shown.filter((lane) => lane.need || !this.stand.fold);
    const left = room - (this.shown.length - open.length) * FOLDED;
    const wanted = (lane, cap) =>
      lane.strip ? STRIP : 2 * FIRST_ROW + (clamp(lane.need, 1, cap) - 1) * ROW;
    const share = max(rowsIn(left * 0.45), 2);
    let heights = null;
    for (let cap = min(max(1, ...open.map((lane) => lane.need)), share); cap >= 1 && !heights; cap--) {
      const some = open.map((lane) => wanted(lane, cap));
      if (some.reduce((sum, height) => sum + height, 0) > left) continue;
      const total = (level) => some.reduce((sum, height) => sum + max(height, level), 0);
      let base = ROOMY;
      while (base > 1 && total(base) > left) base--;
      heights = this.shareOut(open, some.map((height) => max(height, base)), left, share);
    }
    if (!heights) {
      const even = clamp(floor(left / max(open.length, 1)), LEAST, STRIP);
      heights = open.map(() => even);
    }
    let top = this.body.top, next = 0;
    this.boxes = this.shown.map((lane, place) => {
      const folded = this.stand.fold && !lane.need;
      const height = folded ? FOLDED : heights[next++];
      const box = { ...lane, place, folded, top, height, bottom: top + height, rows: folded ? 1 : rowsIn(height) };
      top += height;
      return box;
    });
    this.bottom = top;
  }

  /** Gives the room that is left to lanes that need more rows than they have: row by row, the neediest first. */
  shareOut(open, heights, room, share) {
    let left = room - heights.reduce((sum, height) => sum + height, 0);
    const need = (at) => (open[at].strip ? 1 : max(open[at].need, 1));
    const neediest = [...open.keys()].sort((a, b) => need(b) - need(a));
    for (let level = 2; level <= min(share, MOST_ROWS); level++) {
      for (const at of neediest.filter((one) => need(one) >= level)) {
        const more = 2 * FIRST_ROW + (level - 1) * ROW - heights[at];
        if (more <= 0 || more > left) continue;
        heights[at] += more;
        left -= more;
      }
    }
    return heights;
  }

  rowY(lane, row) {
    const centred = (lane.height - (lane.rows - 1) * ROW) / 2;
    return lane.top + (lane.height < 50 ? centred : min(centred, FIRST_ROW)) + (row % lane.rows) * ROW;
  }

  /** Places the events of a lane, as many as it has rows for. */
  settle(lane) {
    lane.placed = [];
    if (lane.strip) return;
    lane.inView = lane.seen.filter((seen) => seen.inside).length;
    if (lane.folded) return;
    this.pack(lane.seen, lane.rows, false);
    const missing = () => lane.seen.filter((seen) => seen.row === null);
    let marksFirst = false;
    if (missing().length > 0.12 * lane.seen.length) this.pack(lane.seen, lane.rows, (marksFirst = true));
    if (missing().some((seen) => seen.order <= 3)) this.pack(lane.seen, lane.rows, marksFirst, true);
    lane.hidden = missing().filter((seen) => seen.inside);
    for (const seen of lane.seen) {
      if (seen.row === null) continue;
      seen.y = this.rowY(lane, seen.row);
      lane.placed.push(seen);
    }
  }

  /** The labels of a lane; who is asked about or more important chooses first. */
  label(lane) {
    const boxes = lane.placed.map((seen) => {
      const r = seen.inCurrent || seen.ringed ? RING - 1.5 : radiusOf(seen.event);
      const bar = seen.bar || [seen.x, seen.x];
      const half = seen.bar ? BAR / 2 : r;
      return { left: min(bar[0], seen.x - r), right: max(bar[1], seen.x + r), y: seen.y, half, seen };
    });
    const { current } = this.stand;
    const line = current && !this.band ? this.x(current.middle) : null;
    const free = (seen, left, right, gap, offLine) =>
      left >= this.left + 3 && right <= this.size.width - 4 &&
      !(offLine && line !== null && left - 3 < line && line < right + 3) &&
      boxes.every((box) => box.seen === seen || box.right <= left - gap || box.left >= right + gap ||
        abs(box.y - seen.y) >= box.half + LABEL_HEIGHT / 2);
    const order = lane.placed.filter((seen) => (seen.bar || (seen.x >= this.left && seen.x <= this.size.width)) &&
      (this.level >= 2 || seen.order <= 3));
    order.sort((a, b) => a.order - b.order || b.event.importance - a.event.importance || a.event.order - b.event.order);
    for (const seen of order) this.put(lane, seen, boxes, free, line !== null);
  }

  /** Where a label of a width may stand, the best first: left edge, farthest right, whether that is in its own bar. */
  placesOf(seen, width) {
    const end = this.size.width - 4, { event, bar, x } = seen;
    if (bar && event.shape !== "vague") {
      const seenLeft = max(bar[0], this.left), seenRight = min(bar[1], this.size.width);
      const inside = [seenLeft + 9, seenRight - 4.5, true];
      const right = [seenRight + 8, end, false], left = [seenLeft - 8 - width, seenLeft - 8, false];
      const enough = inside[1] - inside[0] >= min(width, 150);
      return enough || event.shape === "instant" ? [inside, right, left] : [right, left, inside];
    }
    const gap = max(14, radiusOf(event) + 6) + (seen.inCurrent || seen.ringed ? 2 : 0);
    const right = [x + gap, end, false];
    return event.shape === "vague" ? [right] : [right, [x - gap - width, x - gap, false]];
  }

  put(lane, seen, boxes, free, hasLine) {
    const { event } = seen, full = this.level === 3 || seen.order <= 1 || seen.inCurrent;
    const title = widthOf(seen.font, seen.title);
    const part = (text) => (text ? widthOf(FONTS.small, text) + 8 : 0);
    const when = full ? whenOf(event, this.how) : "";
    const remark = seen.inCurrent ? [event.place, event.disputed ? "accounts differ" : ""].filter(Boolean).join(" · ") : "";
    const forms = [[when, remark], [when, ""], ["", ""]];
    const take = (left, width, text, [whenText, remarkText]) => {
      boxes.push({ left, right: left + width, y: seen.y, half: LABEL_HEIGHT / 2, seen });
      this.labels.push({ seen, lane, left, y: seen.y, width, title: text, when: whenText, remark: remarkText });
    };
    for (const offLine of hasLine ? [true, false] : [false]) {
      for (const form of forms) {
        const width = title + part(form[0]) + part(form[1]);
        for (const [left, right, own] of this.placesOf(seen, width)) {
          if (left + width <= right + 0.5 && free(seen, left, left + width, own ? 0 : GAP - 0.5, offLine)) {
            return take(left, width, seen.title, form);
          }
        }
      }
    }
    const [left, right, own] = this.placesOf(seen, Infinity)[0];
    let end = min(right, this.size.width - 4);
    for (const box of boxes) {
      const near = abs(box.y - seen.y) < box.half + LABEL_HEIGHT / 2;
      if (box.seen !== seen && near && box.right > left && box.left < end + GAP) end = min(end, box.left - (own ? 0 : GAP));
    }
    const text = cut(seen.font, seen.title, end - left);
    if (!text) return;
    const width = widthOf(seen.font, text);
    if (free(seen, left, left + width, own ? 0 : GAP - 0.5, false)) take(left, width, text, ["", ""]);
  }
}
