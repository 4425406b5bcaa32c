// The timeline: how many legs each day, a window of days to move, and a button that plays it.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const MOST_BARS = 26;
  let height = 64;
  const PLAY_MS = 700;
  const FADE_DAYS = 4;
  let canvas, first, last, label, playButton, playing = null;

  E.makeTimeline = function () {
    const { state, words } = E;
    const t = words.timeline;
    const box = E.byId("timeline");
    if (!state.days) {
      box.replaceChildren(el("p", { class: "none" }, t.no_dates));
      return;
    }
    canvas = el("canvas", { class: "histogram", "aria-hidden": "true" });
    const handle = (side) =>
      el("input", {
        type: "range", class: `handle ${side}`, min: state.days.first, max: state.days.last, step: 1,
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

  const span = () => E.state.days.last - E.state.days.first;

  function show(from, to) {
    const { days } = E.state;
    E.state.from = from === null || from <= days.first ? null : from;
    E.state.to = to === null || to >= days.last ? null : to;
    E.changed("filters");
  }

  function window_() {
    const { state } = E;
    return [state.from === null ? state.days.first : state.from, state.to === null ? state.days.last : state.to];
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
    const { days } = E.state;
    const [from, to] = window_();
    const width = to - from >= span() ? Math.max(0, Math.round(span() / 12)) : to - from;
    const isWhole = to - from >= span();
    let start = isWhole ? (by > 0 ? days.first : days.last - width) : from + by * Math.max(1, width + 1);
    start = Math.max(days.first, Math.min(days.last - width, start));
    show(start, start + width);
  }

  function togglePlay() {
    const isStarting = playing === null;
    if (isStarting) {
      const { days } = E.state;
      if (window_()[1] >= days.last) step(1);
      if (window_()[1] >= days.last) show(days.first, days.first + Math.max(0, Math.round(span() / 12)));
      playing = setInterval(() => {
        step(1);
        if (window_()[1] >= days.last) stop();
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
    const { days } = E.state;
    const box = canvas.getBoundingClientRect();
    const dayAt = (x) => days.first + ((x - box.left - 8) / (box.width - 16)) * span();
    const [from, to] = window_();
    const started = dayAt(event.clientX);
    const leg = legAt(event.clientX - box.left, event.clientY - box.top);
    const isWhole = to - from >= span();
    let isMoved = false;
    canvas.setPointerCapture(event.pointerId);
    const move = (now) => {
      if (Math.abs(now.clientX - event.clientX) < 4 && !isMoved) return;
      isMoved = true;
      const day = dayAt(now.clientX);
      if (isWhole) show(Math.round(Math.min(started, day)), Math.round(Math.max(started, day)));
      else {
        const start = Math.max(days.first, Math.min(days.last - (to - from), Math.round(from + day - started)));
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

  E.drawTimeline = function () {
    if (!canvas) return;
    const { state, words } = E;
    const [from, to] = window_();
    first.value = from;
    last.value = to;
    first.setAttribute("aria-valuetext", E.dayText(from));
    last.setAttribute("aria-valuetext", E.dayText(to));
    const text = from === to ? E.dayText(from) : E.fill(words.ui.from_to, { from: E.dayText(from), to: E.dayText(to) });
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
    const x = (day) => 8 + ((day - state.days.first) / Math.max(1, span())) * (width - 16);
    const theme = E.theme();
    bars = [];
    ctx.fillStyle = theme.accent;
    ctx.globalAlpha = state.from === null && state.to === null ? 0 : 0.28;
    ctx.fillRect(x(from) - 3, 0, x(to) - x(from) + 6, height - 15);
    ctx.globalAlpha = 1;
    const dated = state.order.filter((leg) => E.story.value("first_day", leg) !== null || E.story.value("last_day", leg) !== null);
    if (dated.length <= MOST_BARS) drawBars(ctx, dated, x, theme);
    else drawHistogram(ctx, x, width, theme);
    drawAxis(ctx, x, width, theme);
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
  function drawHistogram(ctx, x, width, theme) {
    const { state, story } = E;
    const n = Math.max(1, Math.min(span() + 1, Math.floor((width - 16) / 5)));
    const per = (span() + 1) / n;
    const known = new Float64Array(n);
    const spread = new Float64Array(n);
    const bin = (day) => Math.max(0, Math.min(n - 1, Math.floor((day - state.days.first) / per)));
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

  function drawAxis(ctx, x, width, theme) {
    const { days } = E.state;
    ctx.strokeStyle = theme.border;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(8, height - 15.5);
    ctx.lineTo(width - 8, height - 15.5);
    ctx.stroke();
    ctx.font = `11px ${E.fontFamily}`;
    ctx.fillStyle = theme.label;
    ctx.textBaseline = "alphabetic";
    const form = new Intl.DateTimeFormat(E.words.locale, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
    const write = (day, at) => {
      ctx.textAlign = at;
      ctx.fillText(form.format(day * 86400000), x(day), height - 3);
    };
    write(days.first, "left");
    if (span()) write(days.last, "right");
    if (width > 500 && span() > 3) write(Math.round((days.first + days.last) / 2), "center");
  }
})();
