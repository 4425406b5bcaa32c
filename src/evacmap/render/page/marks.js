// What stands on the lines: symbols and numbers, and at the edge of the map the names of far places.
(function () {
  "use strict";
  const E = window.evacmap;
  const MOST_ICONS = 160;
  // Lines to one place that leave the map no further apart than this share one name.
  const EDGE_NAME_PX = 90;

  // Symbols of the way of travel, or the number of legs, at the middle of long enough lines.
  E.drawMarks = function (ctx, view, strands, labels, numbers) {
    for (const strand of strands) {
      if (!strand.way.isStub) continue;
      const line = E.pixels(strand, view)[0];
      const end = strand.way.opens === "from" ? 0 : line.length - 2;
      labels.block(line[end], line[end + 1], 24, 24);
    }
    if (strands.length > MOST_ICONS) return;
    for (const strand of strands) {
      const lines = E.pixels(strand, view);
      const line = lines.reduce((best, each) => (E.lengthOf(each) > E.lengthOf(best) ? each : best));
      if (E.lengthOf(line) < (numbers ? 24 : 54)) continue;
      const number = strand.legs.length;
      const mode = E.story.data.modes[strand.mode];
      const told = numbers ? numbers.get(strand.legs[0]) : number > 1 ? number : null;
      if (!told && (strand.way.isStub || mode === "unknown")) continue;
      const inset = view.inset || 0;
      // A number may touch its neighbours, but never be left out for want of room.
      const free = freePlace(line, labels, inset) || (numbers && freePlace(line, labels, inset, 4));
      if (!free) continue;
      labels.block(free.x, free.y, 20, 20);
      drawBadge(ctx, free.x, free.y, strand, told, mode);
    }
  };

  // Near the middle of a line, else of what is in sight of it, else where it can be moved into sight.
  const MIDDLES = [0.5, 0.38, 0.62, 0.28, 0.72];
  const STEP_PX = 12;
  function freePlace(line, labels, inset, reach = 10) {
    const middles = MIDDLES.map((share) => E.along(line, share));
    const isFree = (edge) => ({ x, y }) => labels.isFree([x - reach, y - reach, x + reach, y + reach], edge);
    const near = middles.find(isFree(inset));
    if (near) return near;
    const inSight = stepsAlong(line, labels.view).filter(isFree(inset));
    return inSight[inSight.length >> 1] || middles.find(isFree(0));
  }

  // Points of a line a few pixels apart, as far as its pieces may be in the view.
  function stepsAlong(line, { width, height }) {
    const found = [];
    for (let i = 2; i < line.length; i += 2) {
      const [x0, y0, x1, y1] = line.slice(i - 2, i + 2);
      if (Math.max(x0, x1) < 0 || Math.max(y0, y1) < 0 || Math.min(x0, x1) > width || Math.min(y0, y1) > height) continue;
      const steps = Math.max(1, Math.min(200, Math.round(Math.hypot(x1 - x0, y1 - y0) / STEP_PX)));
      for (let s = 0; s < steps; s++) found.push({ x: x0 + ((x1 - x0) * s) / steps, y: y0 + ((y1 - y0) * s) / steps });
    }
    return found;
  }

  // Where a line leaves the picture, the name of the place it goes to or comes from.
  E.drawEdgeNames = function (ctx, view, strands, labels) {
    if (strands.length > MOST_ICONS) return;
    const theme = E.theme();
    const inset = view.inset || 0;
    const edge = inset + 10;
    const [above, below] = [edge + (view.above || 0), edge + (view.below || 0)];
    const isIn = (x, y) => x > edge && y > above && x < view.width - edge && y < view.height - below;
    const written = [];
    for (const strand of strands) {
      if (strand.way.isStub) continue;
      for (const side of ["to", "from"]) {
        const place = E.story.place(side, strand.legs[0]);
        // A way may begin or end at a waypoint, its end not being reported.
        if (!place) continue;
        const [px, py] = [(E.worldX(place.lon) - view.left) * view.scale, (E.worldY(place.lat) - view.top) * view.scale];
        if (isIn(px, py)) continue;
        const at = leavingPoint(E.pixels(strand, view), side, isIn);
        if (!at) continue;
        const text = (side === "to" ? "→ " : "← ") + E.localName(place);
        if (written.some(([other, x, y]) => other === text && Math.hypot(x - at[0], y - at[1]) < EDGE_NAME_PX)) continue;
        written.push([text, ...at]);
        labels.put(text, at[0], at[1], E.labelStyle(theme.ink, 12, 600, { gap: 8, inset }));
      }
    }
  };

  // The last point in sight on the way to one side; null where none is.
  function leavingPoint(lines, side, isIn) {
    const points = [];
    for (const line of lines) for (let i = 0; i < line.length; i += 2) points.push([line[i], line[i + 1]]);
    if (side === "from") points.reverse();
    let found = null;
    for (let i = 0; i < points.length; i++) {
      if (isIn(...points[i])) found = points[i];
      const next = points[i + 1];
      if (!next) continue;
      const steps = Math.min(200, Math.ceil(Math.hypot(next[0] - points[i][0], next[1] - points[i][1]) / 6));
      for (let s = 1; s < steps; s++) {
        const at = [0, 1].map((k) => points[i][k] + ((next[k] - points[i][k]) * s) / steps);
        if (isIn(...at)) found = at;
      }
    }
    return found;
  }

  function drawBadge(ctx, x, y, strand, number, mode) {
    const theme = E.theme();
    const colour = E.colourOf(strand);
    ctx.beginPath();
    ctx.arc(x, y, 9.5, 0, 2 * Math.PI);
    ctx.fillStyle = theme.marker;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    if (number) {
      E.centred(ctx, number > 999 ? "…" : String(number), x, y, theme.ink, `700 10px ${E.fontFamily}`);
      return;
    }
    ctx.save();
    ctx.translate(x - 6, y - 6);
    ctx.scale(0.75, 0.75);
    ctx.fillStyle = colour;
    E.fillIcon(ctx, mode);
    ctx.restore();
  }
})();
