// The timeline: how many legs each day, a window of days to move, and a button that plays it.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const MOST_BARS = 26;
  let height = 64;
  const PLAY_MS = 700;
  const FADE_DAYS = 4;
  // Stretches without a leg that are longer than this many days, and than a sixth of the days
  // with legs, are folded to a short gap.
  const LEAST_GAP_DAYS = 45;
  const GAP_PLACES = 3;
  let axis = [];
  let gaps = [];
  let canvas, first, last, label, playButton, playing = null;

  // The days along the timeline; a folded gap takes a few places that stand for all its days.
  function layAxis() {
    const { state, story } = E;
    const days = new Set([state.days.first, state.days.last]);
    for (let leg = 0; leg < story.n; leg++) {
      const a = story.value("first_day", leg);
      const b = story.value("last_day", leg);
      for (const day of [a, b]) if (day !== null) days.add(day);
      if (a !== null && b !== null) for (let day = a; day < b; day += LEAST_GAP_DAYS) days.add(day);
    }
    const sorted = [...days].sort((a, b) => a - b);
    const active = sorted.reduce((sum, day, i) => sum + (i ? Math.min(LEAST_GAP_DAYS, day - sorted[i - 1]) : 0), 0);
    const least = Math.max(LEAST_GAP_DAYS, active / 6);
    axis = [sorted[0]];
    gaps = [];
    for (let i = 1; i < sorted.length; i++) {
      const [from, to] = [sorted[i - 1], sorted[i]];
      if (to - from > least) {
        gaps.push([axis.length - 0.5, axis.length + GAP_PLACES - 0.5]);
        for (let k = 1; k <= GAP_PLACES; k++) axis.push(Math.round(from + ((to - from) * k) / (GAP_PLACES + 1)));
        axis.push(to);
      } else for (let day = from + 1; day <= to; day++) axis.push(day);
    }
  }

  // The place of a day on the axis.
  function placeOf(day) {
    let low = 0;
    let high = axis.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (axis[middle] < day) low = middle + 1;
      else high = middle;
    }
    return axis[low] < day ? axis.length - 1 : low;
  }

  const dayAt = (place) => axis[Math.max(0, Math.min(axis.length - 1, Math.round(place)))];

  E.makeTimeline = function () {
    const { state, words } = E;
    const t = words.timeline;
    const box = E.byId("timeline");
    if (!state.days) {
      box.replaceChildren(el("p", { class: "none" }, t.no_dates));
      return;
    }
    layAxis();
    canvas = el("canvas", { class: "histogram", "aria-hidden": "true" });
    const handle = (side) =>
      el("input", {
        type: "range", class: `handle ${side}`, min: 0, max: axis.length - 1, step: 1,
        "aria-label": side === "start" ? t.start : t.end, oninput: slide,
      });
    first = handle("start");
    last = handle("end");
    label = el("output", { class: "window" });
    const button = (name, symbol, action) =>
      el("button", { type: "button", "aria-label": t[name], title: t[name], onclick: action }, E.toolIcon(symbol));
    playButton = button("play", "play", togglePlay);
    box.replaceChildren(
      el("div", { class: "clock", role: "group", "aria-label": t.label },
        button("step_back", "step_back", () => step(-1)), playButton, button("step_on", "step_on", () => step(1)),
        button("whole", "span", () => show(null, null)), label),
      el("div", { class: "track" }, canvas, first, last)
    );
    canvas.addEventListener("pointerdown", dragWindow);
    E.drawTimeline();
  };

  const span = () => axis.length - 1;

  // Show the legs between two places of the axis.
  function show(from, to) {
    E.state.from = from === null || from <= 0 ? null : dayAt(from);
    E.state.to = to === null || to >= span() ? null : dayAt(to);
    E.changed("filters");
  }

  // The places of the axis between which legs are shown.
  function window_() {
    const { state } = E;
    return [state.from === null ? 0 : placeOf(state.from), state.to === null ? span() : placeOf(state.to)];
  }

  function slide(event) {
    let [from, to] = [Number(first.value), Number(last.value)];
    if (from > to) {
      if (event.target === first) to = from;
      else from = to;
    }
    show(from, to);
  }

  function step(by) {
    const [from, to] = window_();
    const isWhole = to - from >= span();
    const width = isWhole ? Math.round(span() / 12) : to - from;
    const start = isWhole ? (by > 0 ? 0 : span() - width) : from + by * (width + 1);
    const kept = Math.max(0, Math.min(span() - width, start));
    show(kept, kept + width);
  }

  function togglePlay() {
    const isStarting = playing === null;
    if (isStarting) {
      if (window_()[1] >= span()) show(0, Math.round(span() / 12));
      playing = setInterval(() => {
        step(1);
        if (window_()[1] >= span()) stop();
      }, PLAY_MS);
    } else stop();
    namePlay();
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    namePlay();
  }

  function namePlay() {
    const name = playing === null ? "play" : "pause";
    playButton.replaceChildren(E.toolIcon(name));
    playButton.setAttribute("aria-label", E.words.timeline[name]);
    playButton.title = E.words.timeline[name];
  }

  function dragWindow(event) {
    const box = canvas.getBoundingClientRect();
    const placeAt = (x) => ((x - box.left - 8) / (box.width - 16)) * span();
    const [from, to] = window_();
    const started = placeAt(event.clientX);
    const leg = legAt(event.clientX - box.left, event.clientY - box.top);
    const isWhole = to - from >= span();
    let isMoved = false;
    canvas.setPointerCapture(event.pointerId);
    const move = (now) => {
      if (Math.abs(now.clientX - event.clientX) < 4 && !isMoved) return;
      isMoved = true;
      const place = placeAt(now.clientX);
      if (isWhole) show(Math.round(Math.min(started, place)), Math.round(Math.max(started, place)));
      else {
        const start = Math.max(0, Math.min(span() - (to - from), Math.round(from + place - started)));
        show(start, start + to - from);
      }
    };
    const end = () => {
      canvas.removeEventListener("pointermove", move);
      canvas.removeEventListener("pointerup", end);
      canvas.removeEventListener("pointercancel", end);
      if (!isMoved && leg !== null) E.select(leg, { follow: true });
    };
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
  }

  let bars = [];
  function legAt(x, y) {
    const near = bars.filter((bar) => x >= bar.x0 - 5 && x <= bar.x1 + 5 && Math.abs(y - bar.y) < 6);
    near.sort((a, b) => Math.abs(y - a.y) - Math.abs(y - b.y));
    return near.length ? near[0].leg : null;
  }

  // Where days are counted, not legs drawn, the chosen leg changes nothing.
  let hasBars = false;
  E.drawTimeline = function (isOnlyChoice) {
    if (!canvas || (isOnlyChoice && !hasBars)) return;
    const { state, words } = E;
    const [from, to] = window_();
    first.value = from;
    last.value = to;
    const [start, end] = [E.dayText(dayAt(from)), E.dayText(dayAt(to))];
    first.setAttribute("aria-valuetext", start);
    last.setAttribute("aria-valuetext", end);
    const text = from === to ? start : E.fill(words.ui.from_to, { from: start, to: end });
    const shown = E.fill(words.ui.shown, { n: E.number(state.count), all: E.number(E.story.n) });
    label.textContent = `${text} · ${shown}`;
    const width = canvas.clientWidth;
    height = canvas.clientHeight || 64;
    if (!width) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const xOf = (place) => 8 + (place / Math.max(1, span())) * (width - 16);
    const x = (day) => xOf(placeOf(day));
    const theme = E.theme();
    bars = [];
    ctx.fillStyle = theme.accent;
    ctx.globalAlpha = state.from === null && state.to === null ? 0 : 0.28;
    ctx.fillRect(xOf(from) - 3, 0, xOf(to) - xOf(from) + 6, height - 15);
    ctx.globalAlpha = 1;
    const dated = state.order.filter((leg) => E.story.value("first_day", leg) !== null || E.story.value("last_day", leg) !== null);
    hasBars = dated.length <= MOST_BARS;
    if (hasBars) drawBars(ctx, dated, x, theme);
    else drawHistogram(ctx, width, theme);
    drawAxis(ctx, xOf, width, theme);
  };

  // One bar a leg; where a day is uncertain the bar fades.
  function drawBars(ctx, legs, x, theme) {
    const rows = [];
    const room = height - 18;
    const placed = legs.map((leg) => {
      const a = E.story.value("first_day", leg);
      const b = E.story.value("last_day", leg);
      const x0 = x(a === null ? b - FADE_DAYS : a) - 3;
      const x1 = x(b === null ? a + FADE_DAYS : b) + 3;
      let row = rows.findIndex((end) => end < x0 - 2);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = x1;
      return { leg, a, b, x0, x1, row };
    });
    const pitch = Math.min(9, room / Math.max(1, rows.length));
    for (const bar of placed) {
      const y = 3 + pitch * (bar.row + 0.5);
      const colour = theme.lines[E.story.mode(bar.leg)];
      ctx.globalAlpha = E.state.shown[bar.leg] ? 1 : 0.2;
      ctx.fillStyle = bar.a === bar.b ? colour : fading(ctx, bar, colour);
      const thick = Math.max(1.5, Math.min(6, pitch - 1.5));
      ctx.beginPath();
      ctx.rect(bar.x0, y - thick / 2, bar.x1 - bar.x0, thick);
      ctx.fill();
      if (bar.leg === E.state.selected) {
        ctx.strokeStyle = theme.ink;
        ctx.lineWidth = 1.5;
        ctx.strokeRect(bar.x0 - 1, y - thick / 2 - 1, bar.x1 - bar.x0 + 2, thick + 2);
      }
      bars.push({ leg: bar.leg, x0: bar.x0, x1: bar.x1, y });
    }
    ctx.globalAlpha = 1;
  }

  function fading(ctx, bar, colour) {
    const shade = ctx.createLinearGradient(bar.x0, 0, bar.x1, 0);
    shade.addColorStop(0, colour + "22");
    shade.addColorStop(bar.a === null ? 1 : 0.35, colour);
    shade.addColorStop(bar.b === null ? 0 : 0.65, colour);
    shade.addColorStop(1, colour + "22");
    return shade;
  }

  // Dark: the day is known; light: the leg may fall on this day.
  function drawHistogram(ctx, width, theme) {
    const { state, story } = E;
    const n = Math.max(1, Math.min(span() + 1, Math.floor((width - 16) / 5)));
    const per = (span() + 1) / n;
    const known = new Float64Array(n);
    const spread = new Float64Array(n);
    const bin = (day) => Math.max(0, Math.min(n - 1, Math.floor(placeOf(day) / per)));
    for (let leg = 0; leg < story.n; leg++) {
      if (state.failing[leg] & ~(1 << 7)) continue;
      const a = story.value("first_day", leg);
      const b = story.value("last_day", leg);
      if (a === null && b === null) continue;
      const i = bin(a === null ? b - FADE_DAYS : a);
      const j = bin(b === null ? a + FADE_DAYS : b);
      if (i === j) known[i] += 1;
      else for (let k = i; k <= j; k++) spread[k] += 1 / (j - i + 1);
    }
    let most = 0;
    for (let k = 0; k < n; k++) most = Math.max(most, known[k] + spread[k]);
    const room = height - 20;
    const wide = (width - 16) / n;
    const unit = room / Math.max(1, most);
    for (let k = 0; k < n; k++) {
      const left = 8 + k * wide;
      ctx.fillStyle = theme.label;
      ctx.globalAlpha = 0.85;
      ctx.fillRect(left, room + 3 - known[k] * unit, Math.max(1, wide - 1), known[k] * unit);
      ctx.globalAlpha = 0.35;
      ctx.fillRect(left, room + 3 - (known[k] + spread[k]) * unit, Math.max(1, wide - 1), spread[k] * unit);
    }
    ctx.globalAlpha = 1;
  }

  function drawAxis(ctx, xOf, width, theme) {
    const line = height - 15.5;
    ctx.strokeStyle = theme.border;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(8, line);
    ctx.lineTo(width - 8, line);
    ctx.stroke();
    ctx.direction = E.words.direction;
    ctx.font = `11px ${E.fontFamily}`;
    ctx.fillStyle = theme.label;
    ctx.textBaseline = "alphabetic";
    const form = new Intl.DateTimeFormat(E.words.locale, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
    let free = 0;
    const write = (place, at) => {
      const text = form.format(dayAt(place) * 86400000);
      const wide = ctx.measureText(text).width;
      const left = Math.max(4, Math.min(width - wide - 4, xOf(place) - (at === "left" ? 0 : at === "right" ? wide : wide / 2)));
      if (left < free) return;
      free = left + wide + 12;
      ctx.textAlign = "left";
      ctx.fillText(text, left, height - 3);
    };
    for (const [a, b] of gaps) drawFold(ctx, (xOf(a) + xOf(b)) / 2, line, theme);
    const ends = gaps.flatMap(([a, b]) => [[Math.floor(a), "right"], [Math.ceil(b), "left"]]);
    const middle = ends.length || span() < 4 ? [] : [[Math.round(span() / 2), "center"]];
    const last = span() ? [[span(), "right"]] : [];
    const lastLeft = width - 4 - ctx.measureText(form.format(dayAt(span()) * 86400000)).width;
    for (const [place, at] of [[0, "left"], ...ends, ...middle]) if (xOf(place) < lastLeft - 12) write(place, at);
    for (const [place, at] of last) write(place, at);
  }

  // Two strokes across the axis where days are left out.
  function drawFold(ctx, x, y, theme) {
    ctx.fillStyle = theme.marker;
    ctx.fillRect(x - 5, y - 3, 10, 6);
    ctx.beginPath();
    for (const at of [x - 4, x + 1]) {
      ctx.moveTo(at, y + 5);
      ctx.lineTo(at + 4, y - 5);
    }
    ctx.strokeStyle = theme.label;
    ctx.lineWidth = 1.3;
    ctx.stroke();
    ctx.fillStyle = theme.label;
  }
})();
