// Draws a layout on a canvas, in the order in which things lie on one another, and says what is where for the pointer.

const flags = new Map();

/** The colours of the page by name, each read when it is first used, and anew when the reader's system turns dark. */
let known = {};
const hue = new Proxy({}, {
  get: (_, name) => known[name] ??= getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(),
});

/** The flag of a lane as a picture, made of the page's own symbol; `ready` is called when it can be drawn. */
function flagOf(lane, ready) {
  if (!lane.flag) return null;
  let image = flags.get(lane.flag);
  if (!image) {
    image = new Image();
    flags.set(lane.flag, image);
    const inside = [...byId(lane.flag).childNodes].map((node) => new XMLSerializer().serializeToString(node)).join("");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="128" height="128">${inside}</svg>`;
    image.onload = ready;
    image.src = "data:image/svg+xml," + encodeURIComponent(svg);
  }
  return image.complete && image.naturalWidth ? sized(image) : null;
}

/** A flag as large as it is drawn: browsers would draw its lines anew each time. */
function sized(image) {
  const side = round(20 * (window.devicePixelRatio || 1));
  if (image.sized?.width !== side) {
    image.sized = make("canvas", { width: side, height: side });
    image.sized.getContext("2d").drawImage(image, 0, 0, side, side);
  }
  return image.sized;
}

/** Every other lane differs. */
const ground = (lane) => hue[lane.place % 2 ? "page" : "lane"];

const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

// What is drawn on, and what was drawn last: the layout, and what is where, the topmost last.
let c, plan, hits = [];

function draw(canvas, layout) {
  plan = layout;
  hits = [];
  const scale = window.devicePixelRatio || 1, { width, height } = plan.size;
  const pixels = [round(width * scale), round(height * scale)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) [canvas.width, canvas.height] = pixels;
  c = canvas.getContext("2d", { alpha: false });
  c.setTransform(scale, 0, 0, scale, 0, 0);
  const { left, top, right, bottom } = plan.body;
  rect(0, 0, plan.size.width, plan.size.height, hue.page);
  for (const lane of plan.boxes) {
    rect(0, lane.top, right, lane.height, ground(lane));
    line(0, lane.bottom, right, lane.bottom, hue.grid, 1);
  }
  c.save();
  c.beginPath();
  c.rect(left, top, right - left, bottom - top);
  c.clip();
  drawGrid();
  drawTies();
  for (const lane of plan.boxes) {
    if (lane.strip && !lane.folded) drawColumns(lane);
    for (const seen of lane.placed) if (seen.bar) drawBar(seen);
  }
  for (const label of plan.labels) drawLabel(label);
  for (const lane of plan.boxes) for (const seen of lane.placed) drawMark(seen, lane);
  drawInvolved();
  c.restore();
  for (const lane of plan.boxes) drawHead(lane);
  drawRuler();
  line(left, 0, left, plan.bottom, hue.line, 1);
  line(0, top, right, top, hue.line, 1);
}

// Primitives ------------------------------------------------------------------------------------------------------

function rect(x, y, width, height, fill, radius = 0) {
  c.fillStyle = fill;
  if (!radius) return c.fillRect(x, y, width, height);
  c.beginPath();
  c.roundRect(x, y, width, height, radius);
  c.fill();
}

function line(x1, y1, x2, y2, color, width, dash) {
  const even = width === 1 ? 0.5 : 0;
  if (x1 === x2) x1 = x2 = floor(x1) + even;
  if (y1 === y2) y1 = y2 = floor(y1) - even;
  c.strokeStyle = color;
  c.lineWidth = width;
  c.setLineDash(dash || []);
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
  c.setLineDash([]);
}

function circle(x, y, radius, fill, stroke, width = 1, dash = []) {
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill) {
    c.fillStyle = fill;
    c.fill();
  }
  if (stroke) {
    c.setLineDash(dash);
    c.strokeStyle = stroke;
    c.lineWidth = width;
    c.stroke();
    c.setLineDash([]);
  }
}

function write(x, y, text, font, color, halo) {
  c.font = font;
  c.textBaseline = "middle";
  c.direction = RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
  c.textAlign = "left";
  // What lies behind a label would be read with it.
  if (halo) rect(x - 2, y - 8, widthOf(font, text) + 4, 16, halo);
  c.fillStyle = color;
  c.fillText(text, x, y + 1);
}

function faded(part, draw) {
  const before = c.globalAlpha;
  c.globalAlpha = before * part;
  draw();
  c.globalAlpha = before;
}

// What lies behind ------------------------------------------------------------------------------------------------

function drawGrid() {
  const { ticks, body } = plan;
  const strong = ticks.days.length ? ticks.days : ticks.major;
  const is = new Set(strong.map((tick) => tick.at));
  const vertical = (tick) => line(plan.x(tick.at), body.top, plan.x(tick.at), body.bottom, hue.grid, 1);
  faded(0.55, () => ticks.minor.filter((tick) => !is.has(tick.at)).forEach(vertical));
  strong.forEach(vertical);
}

/** The day of the coincidence in question, and lines through the lanes of all that stand out where they are few. */
function drawTies() {
  const { current } = plan.stand, { body } = plan;
  if (current) {
    const left = plan.x(current.from), width = max(plan.x(current.to) - left, 3);
    faded(current.certain ? 0.09 : 0.05, () => rect(left, body.top, width, body.bottom - body.top, hue.tie));
    if (plan.band) {
      const dash = current.certain ? null : [1.5, 3];
      faded(0.45, () => [left, left + width].forEach((x) => line(x, body.top, x, body.bottom, hue.tie, 1.2, dash)));
    }
  }
  const few = !plan.band && plan.visible.length * 60 <= body.right - body.left;
  for (const tie of plan.visible) {
    const strong = tie === current;
    if (plan.band ? !strong : !strong && !(few && tie.certain && tie.strong)) continue;
    const ys = heights(tie);
    if (!ys.length) continue;
    const x = plan.x(tie.middle), top = strong ? body.top : ys[0], bottom = ys[ys.length - 1];
    const dimmed = plan.stand.hits && !strong && !tie.members.some((event) => plan.stand.hits.has(event));
    if (!plan.band) hits.push({ left: x - 4, right: x + 4, top, bottom, tie });
    faded((strong ? 1 : 0.4) * (dimmed ? DIMMED : 1), () => {
      let from = top;
      const across = plan.labels.filter((l) => l.left - 2 < x && x < l.left + l.width + 2).sort((a, b) => a.y - b.y);
      for (const label of [...across, { y: Infinity }]) {
        const to = min(label.y - 9, bottom);
        if (to > from) line(x, from, x, to, hue.tie, strong ? 1.6 : 1, tie.certain ? null : [1.5, 3]);
        from = max(from, label.y + 9);
      }
    });
  }
}

/** The heights of the members of a coincidence, ascending. */
function heights(tie) {
  const ys = [];
  for (const lane of plan.boxes) {
    if (lane.strip && tie.lanes.includes(lane.lane)) ys.push((lane.top + lane.bottom) / 2);
    for (const seen of lane.placed) if (tie.members.includes(seen.event)) ys.push(seen.y);
  }
  return ys.sort((a, b) => a - b);
}

/** Dotted on to the lanes that members of the coincidence in question involve. */
function drawInvolved() {
  const { current } = plan.stand;
  const ys = current ? heights(current) : [];
  if (!ys.length) return;
  const x = plan.x(current.middle), first = ys[0], last = ys[ys.length - 1];
  for (const lane of plan.boxes.filter((box) => current.involved.includes(box.lane) && !box.folded)) {
    const y = plan.rowY(lane, 0);
    if (y < first || y > last) line(x, y < first ? first : last, x, y, hue.tie, 1, [1.5, 3]);
    circle(x, y, 4.5, ground(lane), hue.tie, 1.4, [2, 1.6]);
  }
}

/** How many events begin where, for a lane with too many to draw one by one. */
function drawColumns(lane) {
  const most = max(1, ...lane.columns), { hits: found } = plan.stand;
  lane.heights = lane.columns.map((count) => count && max(2, (lane.height - 24) * sqrt(count / most)));
  const before = c.globalAlpha, inks = {};
  lane.heights.forEach((height, at) => {
    if (!height) return;
    const event = lane.best[at], ink = (inks[event.color] ??= hue[event.color]);
    c.globalAlpha = before * (!found || found.has(event) ? 0.75 : DIMMED);
    rect(plan.left + at * COLUMN, lane.bottom - 6 - height, COLUMN - 1, height, ink);
  });
  c.globalAlpha = before;
  hits.push({ left: plan.left, right: plan.size.width, top: lane.top, bottom: lane.bottom, lane });
}

/** The column of a strip at a place. */
function columnAt(lane, x, y) {
  const at = floor((x - plan.left) / COLUMN), height = lane.heights[at];
  return height && y >= lane.bottom - 8 - height ? { event: lane.best[at], count: lane.columns[at] } : null;
}

// Events ----------------------------------------------------------------------------------------------------------

function drawBar(seen) {
  const { event, bar } = seen, ink = hue[event.color], vague = event.shape === "vague";
  const left = max(bar[0], plan.left - 50), right = min(bar[1], plan.size.width + 50);
  if (right <= left) return;
  const width = right - left, share = (instant) => clamp((plan.x(instant) - left) / width, 0, 1);
  const sharpLeft = !vague && event.sureFrom <= event.from && event.before === "closed";
  const sharpRight = !vague && event.sureTo >= event.to && event.after === "closed";
  const sure = vague ? [0.22, 0.78] : [share(event.sureFrom), max(share(event.sureTo), share(event.sureFrom))];
  let fill = ink;
  if (!sharpLeft || !sharpRight) {
    fill = c.createLinearGradient(left, 0, right, 0);
    const none = `color-mix(in srgb, ${ink} 0%, transparent)`;
    fill.addColorStop(0, sharpLeft ? ink : none);
    fill.addColorStop(sure[0], ink);
    fill.addColorStop(sure[1], ink);
    fill.addColorStop(1, sharpRight ? ink : none);
  }
  const radius = min(floor(width / 3), 3), top = seen.y - BAR / 2, shade = seen.dimmed ? DIMMED : 1;
  faded(Number(hue[vague ? "ink-vague" : "ink"]) * shade, () => rect(left, top, width, BAR, fill, radius));
  faded(shade, () => {
    if (sharpLeft) rect(left, top, min(3, width * 0.4), BAR, ink);
    const { selected, hovered } = plan.stand;
    const ring = seen.inCurrent ? [hue.tie, 1.6] : selected === event ? [hue.text, 1.6]
      : hovered === event ? [ink, 1.2] : seen.ringed ? [hue.tie, 1.2] : event.disputed ? [ink, 1.2, [3, 2.4]] : null;
    if (!ring) return;
    c.strokeStyle = ring[0];
    c.lineWidth = ring[1];
    c.setLineDash(ring[2] || []);
    c.beginPath();
    c.roundRect(left, top, width, BAR, radius);
    c.stroke();
    c.setLineDash([]);
  });
  hits.push({ left: left - 2, right: right + 2, top: top - 2, bottom: top + BAR + 2, event });
}

function drawMark(seen, lane) {
  const { event, x, y } = seen, ink = hue[event.color], radius = radiusOf(event);
  if (seen.bar && event.shape !== "vague") return;
  const under = ground(lane), { selected, hovered } = plan.stand;
  if (selected === event) faded(0.16, () => circle(x, y, RING + 3, hue.tie));
  else if (hovered === event) faded(0.14, () => circle(x, y, RING + 1, ink));
  faded(seen.dimmed ? DIMMED : 1, () => {
    if (seen.inCurrent) circle(x, y, RING, under, hue.tie, 2);
    else if (seen.ringed) faded(0.6, () => circle(x, y, RING, null, hue.tie, 1.2));
    if (event.disputed && !seen.inCurrent) circle(x, y, radius + 2.2, null, ink, 1.2, [2.2, 1.7]);
    if (event.shape === "vague") circle(x, y, radius - 0.8, under, ink, 1.6);
    else circle(x, y, radius, ink);
  });
  hits.push({ left: x - 12, right: x + 12, top: y - 12, bottom: y + 12, event });
}

function drawLabel({ seen, lane, left, y, width, title, when, remark }) {
  const { event } = seen;
  const halo = seen.bar && left < seen.bar[1] && left + width > seen.bar[0] ? null : ground(lane);
  // On the ground of the day in question a patch of another would be seen.
  const { current } = plan.stand, onDay = current && plan.x(current.from) < left + width && plan.x(current.to) > left;
  faded(seen.dimmed ? DIMMED : 1, () => {
    const bright = seen.dimmed || onDay ? null : halo;
    write(left, y, title, seen.font, event.shape === "vague" ? hue.muted : hue.text, bright);
    let x = left + widthOf(seen.font, title) + 8;
    for (const [text, color] of [[when, hue.muted], [remark, hue["tie-text"]]]) {
      if (text) write(x, y, text, FONTS.small, color, bright);
      if (text) x += widthOf(FONTS.small, text) + 8;
    }
  });
  hits.push({ left, right: left + width, top: y - 8, bottom: y + 8, event });
}

// Heads and ruler -------------------------------------------------------------------------------------------------

function drawHead(box) {
  const lane = lanes[box.lane], narrow = plan.left < 150, low = box.height < 50;
  const left = narrow ? 36 : 46, y = low || box.folded ? (box.top + box.bottom) / 2 : box.top + FIRST_ROW;
  const fitted = (text, font, room) => {
    if (widthOf(font, text) <= room) return text;
    let n = min(text.length, 80);
    while (n > 1 && widthOf(font, text.slice(0, n) + "…") > room) n--;
    return text.slice(0, n).trimEnd() + "…";
  };
  rect(0, box.top, plan.left, box.height - 1, ground(box));
  if (box.folded) return write(left, y, fitted(lane.name, FONTS.small, plan.left - left - 8), FONTS.small, hue.muted);
  const image = flagOf(lane, repaint), middle = narrow ? 20 : 26;
  if (image) c.drawImage(image, middle - 10, y - 10, 20, 20);
  else circle(middle, y, 10, "#6a6f76");
  if (!image && !lane.flag) {
    const initials = `600 9px ${SANS}`;
    write(middle - widthOf(initials, lane.initials) / 2, y, lane.initials, initials, "#fff");
  }
  if (lane.color) rect(0, box.top, 4, box.height, lane.color);
  const missing = (box.hidden || []).length;
  const count = missing ? `${box.inView - missing} of ${box.inView}` : String(box.inView);
  const wide = widthOf(FONTS.count, count);
  const room = plan.left - left - (low ? wide + 18 : 8);
  write(left, y, fitted(lane.name, FONTS.name, room), FONTS.name, hue.text);
  if (low) write(plan.left - 8 - wide, y, count, FONTS.count, hue.muted);
  else write(left, y + 19, count, FONTS.count, hue.muted);
  if (box.height >= 84) drawSpark(lane, left, plan.left - 14, box.top + FIRST_ROW + 54);
}

/** The whole timeline of a lane in small. */
function drawSpark(lane, left, right, bottom) {
  const counts = new Array(21).fill(0);
  for (const event of lane.events) {
    const at = floor(((event.mark - whole[0]) / whole[1]) * 21);
    if (at >= 0 && at < 21) counts[at] += 1;
  }
  const most = max(...counts);
  if (!most || right - left < 30) return;
  c.strokeStyle = hue.faint;
  c.lineWidth = 1.2;
  c.beginPath();
  counts.forEach((count, at) => c.lineTo(left + ((right - left) * at) / 20, bottom - (16 * count) / most));
  c.stroke();
}

function drawRuler() {
  const { ticks, size } = plan, left = plan.left;
  rect(0, 0, size.width, RULER, hue.panel);
  c.save();
  c.beginPath();
  c.rect(left, 0, size.width - left, RULER);
  c.clip();
  const three = ticks.days.length > 0, lowest = three ? 52 : 47.5;
  for (const tick of ticks.major) line(plan.x(tick.at), 8, plan.x(tick.at), RULER, hue.grid, 1);
  for (const tick of ticks.days) line(plan.x(tick.at), 25, plan.x(tick.at), RULER, hue.grid, 1);
  for (const tick of ticks.minor) {
    const x = plan.x(ticks.cell && ticks.kind !== "days" ? tick.at : tick.label);
    line(x, RULER - 6, x, RULER, hue.faint, 1);
  }
  // Two that stand at one place are one to the eye and to the hand.
  let last = -Infinity;
  for (const tie of plan.visible) {
    const x = plan.x(tie.from);
    if (!tie.strong || (x < last + 2 && tie !== plan.stand.current)) continue;
    drawBand(tie);
    last = x;
  }
  const chips = [drawChip(three ? -7.5 : 0)].filter(Boolean);
  const free = (x, width, y) => chips.every((chip) => x > chip.right + 5 || x + width < chip.left - 5 ||
    y + 7 < chip.top || y - 7 > chip.bottom);
  drawCells(ticks.major, three ? 12.5 : 17, FONTS.months, hue.text, false, free);
  drawCells(ticks.days, 33.5, FONTS.months, hue.text, true, free);
  if (ticks.cell) drawCells(ticks.minor, lowest, FONTS.small, hue.muted, true, free);
  else drawTicks(ticks.minor, lowest, free);
  c.restore();
}

function drawCells(cells, y, font, color, centred, free) {
  const gap = centred ? 8 : 14, from = plan.left, to = plan.size.width;
  const all = cells.map((cell, at) => ({
    cell, left: plan.x(cell.at), right: at + 1 < cells.length ? plan.x(cells[at + 1].at) : to + 1e4,
  })).filter((one) => one.right > from && one.left < to);
  const room = (one) => min(one.right, to) - max(one.left, from);
  const name = (one, n) => one.cell.names[min(n, one.cell.names.length - 1)];
  let rooms = all.filter((one) => one.left >= from && one.right <= to);
  if (!rooms.length) rooms = [...all].sort((a, b) => room(b) - room(a)).slice(0, 1);
  const air = (one, n) => (n === 0 && one.cell.names.length === 4 ? 2.5 : 1);
  let length = 0;
  while (length < 3 && !rooms.every((one) => widthOf(font, name(one, length)) * air(one, length) + gap <= room(one))) length++;
  for (const one of all) {
    const isCut = one.left < from || one.right > to;
    for (let n = length; n < (isCut ? 4 : length + 1); n++) {
      const width = widthOf(font, name(one, n)), left = max(one.left, from);
      if (width + gap > room(one)) continue;
      const x = centred ? left + (room(one) - width) / 2 : left + 8;
      if (free(x, width, y)) write(x, y, name(one, n), font, color);
      break;
    }
  }
}

function drawTicks(ticks, y, free) {
      let last = -Infinity;
  for (const tick of ticks.filter((one) => one.names[0])) {
    const width = widthOf(FONTS.small, tick.names[0]), left = plan.x(tick.label) - width / 2;
    const inside = left >= plan.left + 3 && left + width <= plan.size.width - 3;
    if (!inside || left <= last + 6 || !free(left, width, y)) continue;
    write(left, y, tick.names[0], FONTS.small, hue.muted);
    last = left + width;
  }
}

function drawBand(tie) {
  const current = plan.stand.current === tie;
  const from = plan.x(tie.from), to = plan.x(tie.to), gap = to - from > 8 ? 2 : 0;
  const width = max(to - from - 2 * gap, 3), left = (from + to - width) / 2;
  faded(current ? 1 : tie.strength, () => rect(left, RULER - 5, width, 4, hue.tie));
  hits.push({ left: left - 4, right: left + width + 4, top: RULER - 11, bottom: RULER, tie });
}

/** The chip that names the coincidence in question; returns where it is. */
function drawChip(shift) {
  const tie = plan.stand.current;
  if (!tie || tie.to < plan.from || tie.from > plan.to) return null;
  const text = tie.chips[plan.how.years ? 1 : 0], width = widthOf(FONTS.chip, text), half = width / 2 + 11;
  if (half * 2 + 4 > plan.size.width - plan.left) return null;
  const x = clamp(plan.x(tie.middle), plan.left + half + 2, plan.size.width - half - 2);
  const y = RULER - 22 + shift;
  rect(x - half, y - 12, half * 2, 24, tie.certain ? hue.chip : hue.panel, 12);
  write(x - width / 2, y, text, FONTS.chip, tie.certain ? hue["chip-text"] : hue["tie-text"]);
  const chip = { left: x - half, right: x + half, top: y - 12, bottom: y + 12, tie };
  hits.push(chip);
  return chip;
}

function hit(x, y) {
  for (let at = hits.length - 1; at >= 0; at--) {
    const box = hits[at];
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || (x < plan.left && y >= RULER)) continue;
    const found = box.lane ? columnAt(box.lane, x, y) : box;
    if (found) return found;
  }
  return null;
}
