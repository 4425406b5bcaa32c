// Draws strands, places and names on any canvas-like context: screen, picture, SVG or paper.
(function () {
  "use strict";
  const E = window.evacmap;
  const FULL_TURN = 2 * Math.PI;
  // More strands in view than this are drawn as hairlines: wide and dashed lines cost ten times
  // as much, and could not be told apart.
  const MOST_STYLED = (E.mostStyled = 1200);
  // What painting costs without a graphics card, in milliseconds, after the script is done.
  const STYLED_MS = 0.25;
  const HAIRLINE_MS = 0.012;
  const MOST_WIDE = 300;
  // Fewer legs than this on one way do not stand out of a crowd.
  const LEAST_WIDE = 5;
  const MOST_ICONS = 160;
  // Lines to one place that leave the map no further apart than this share one name.
  const EDGE_NAME_PX = 90;

  // Draw everything; yields now and then, with the cost of painting what was drawn, so that the
  // caller can let input through.
  E.drawing = function* (ctx, view, scene) {
    // Arrows before names point on whatever way the page runs.
    ctx.direction = "ltr";
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    const inView = scene.strands.filter((strand) => isInView(strand, view));
    if (inView.length > MOST_STYLED) yield* drawDense(ctx, view, inView);
    else {
      drawHalos(ctx, view, scene);
      yield* drawStyled(ctx, view, inView);
    }
    if (scene.selected) drawSelected(ctx, view, scene.selected);
    yield;
    const labels = new E.Labels(ctx, view);
    // The map's buttons stand in the upper right corner.
    if (view.inset) labels.block(view.width - view.inset - 30, view.inset + 65, 60, 130);
    // The scale stands in the lower right one, also in a picture.
    const inset = view.inset || 0;
    labels.block(view.width - inset - 80, view.height - inset - (view.below || 0) - 20, 160, 40);
    if (inView.length <= MOST_STYLED) drawMarks(ctx, view, inView, labels, scene.numbers);
    drawPlaces(ctx, view, scene, labels);
    if (inView.length <= MOST_ICONS) drawEdgeNames(ctx, view, inView, labels);
    yield;
    if (scene.basemap && !(scene.isOnScreen && E.hasTiles)) scene.basemap.drawNames(labels, scene.places);
  };

  function isInView(strand, view) {
    if (!strand.way.isStub) return E.touches(strand.way.box, view);
    const margin = strand.reach / view.scale;
    const [x0, y0, x1, y1] = strand.way.box;
    return E.touches([x0 - margin, y0 - margin, x1 + margin, y1 + margin], view);
  }
  E.isInView = isInView;

  function colourOf(strand) {
    return E.theme().lines[E.story.data.modes[strand.mode]];
  }

  function statusOf(strand) {
    return E.story.data.statuses[strand.status];
  }

  function trace(ctx, line) {
    ctx.moveTo(line[0], line[1]);
    for (let i = 2; i < line.length; i += 2) ctx.lineTo(line[i], line[i + 1]);
  }

  function* drawDense(ctx, view, strands) {
    const byMode = new Map();
    strands.forEach((strand, i) => {
      if (strand.way.isStub) return;
      const key = strand.mode;
      if (!byMode.has(key)) byMode.set(key, []);
      byMode.get(key).push(strand);
    });
    ctx.setLineDash([]);
    ctx.lineWidth = 1;
    ctx.globalAlpha = strands.length > 30000 ? 0.2 : strands.length > 8000 ? 0.4 : 0.7;
    // Ways of travel take turns, so that a half-drawn picture leaves none out.
    const batches = [];
    for (const [, group] of byMode) {
      for (let i = 0; i < group.length; i += 400) batches.push([i, group.slice(i, i + 400)]);
    }
    batches.sort((a, b) => a[0] - b[0]);
    for (const [, batch] of batches) {
      ctx.strokeStyle = colourOf(batch[0]);
      ctx.beginPath();
      for (const strand of batch) traceRough(ctx, strand, view);
      ctx.stroke();
      yield batch.length * HAIRLINE_MS;
    }
    ctx.globalAlpha = 1;
    const wide = strands.filter((strand) => !strand.way.isStub && strand.legs.length >= LEAST_WIDE);
    wide.sort((a, b) => b.legs.length - a.legs.length);
    for (const strand of wide.slice(0, MOST_WIDE)) {
      ctx.strokeStyle = colourOf(strand);
      ctx.lineWidth = Math.min(7, 1 + Math.log2(strand.legs.length) * 0.7);
      ctx.beginPath();
      traceRough(ctx, strand, view);
      ctx.stroke();
      yield STYLED_MS;
    }
  }

  function traceRough(ctx, strand, view) {
    for (const points of strand.way.lines) {
      let x0 = (points[0] - view.left) * view.scale;
      let y0 = (points[1] - view.top) * view.scale;
      ctx.moveTo(x0, y0);
      for (let i = 2; i < points.length; i += 2) {
        const x = (points[i] - view.left) * view.scale;
        const y = (points[i + 1] - view.top) * view.scale;
        if (strand.way.isArc) {
          const [cx, cy] = E.control(x0, y0, x, y, E.bend);
          ctx.quadraticCurveTo(cx, cy, x, y);
        } else if (Math.abs(x - x0) < 1 && Math.abs(y - y0) < 1 && i < points.length - 2) continue;
        else ctx.lineTo(x, y);
        x0 = x;
        y0 = y;
      }
    }
  }

  function* drawStyled(ctx, view, strands) {
    // Wide lines lie below narrow ones, so that none is hidden.
    const order = strands.slice().sort((a, b) => b.width - a.width);
    // Many lines are drawn finer, so that there is still a map between them.
    const finer = strands.length > 400 ? 0.5 : strands.length > 120 ? 0.7 : 1;
    let drawn = 0;
    for (const strand of order) {
      drawStrand(ctx, view, strand, Math.max(1, strand.width * finer));
      if (++drawn % 20 === 0) yield 20 * STYLED_MS;
    }
  }

  function drawStrand(ctx, view, strand, width, isChosen) {
    const theme = E.theme();
    const colour = colourOf(strand);
    const status = statusOf(strand);
    const lines = E.pixels(strand, view);
    const head = 5 + width * 1.6;
    lines.forEach((whole, i) => {
      const isLast = i === lines.length - 1;
      const gap = strand.way.isStub ? 0 : 5;
      const tip = isLast ? E.shortened(whole, gap) : whole;
      const line = isLast ? E.shortened(tip, head * 0.8) : whole;
      ctx.setLineDash([]);
      // Light lines on dark ground would be lost on the accent.
      ctx.strokeStyle = isChosen && !E.isDark ? theme.accent : theme.casing;
      ctx.lineWidth = width + 3;
      ctx.globalAlpha = 0.85;
      ctx.beginPath();
      trace(ctx, line);
      ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.strokeStyle = colour;
      ctx.lineWidth = status === "denied" ? Math.min(width, 2) : width;
      ctx.setLineDash(E.dashes[status].map((part) => part * Math.max(1, width / 3)));
      ctx.beginPath();
      trace(ctx, line);
      ctx.stroke();
      ctx.setLineDash([]);
      if (status === "ongoing") drawChevrons(ctx, line, width, theme);
      if (status === "denied") drawStrikes(ctx, line, width, colour, theme);
      if (isLast) drawHead(ctx, tip, head, colour, status, theme);
    });
    if (strand.way.isStub) drawLooseEnd(ctx, lines[0], strand, colour, theme);
  }

  // A short line as an example, for the legend.
  E.drawSample = function (ctx, view, status, mode, width) {
    const points = new Float64Array([2, 8, 43, 8]);
    const way = { lines: [points], box: [0, 0, 44, 16], isStub: false, isArc: false };
    ctx.lineCap = "round";
    drawStrand(ctx, view, { way, lane: 0, isBeside: false, mode, status }, width);
  };

  function drawHead(ctx, line, size, colour, status, theme) {
    const n = line.length;
    const back = E.shortened(line, size);
    const x = line[n - 2];
    const y = line[n - 1];
    const b = back.length;
    const angle = Math.atan2(y - back[b - 1], x - back[b - 2]);
    const isFilled = status === "completed" || status === "ongoing";
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(-size, size * 0.5);
    ctx.lineTo(-size * 0.78, 0);
    ctx.lineTo(-size, -size * 0.5);
    ctx.closePath();
    ctx.strokeStyle = isFilled ? theme.casing : colour;
    ctx.lineWidth = isFilled ? 2.5 : 1.6;
    if (isFilled) ctx.stroke();
    ctx.fillStyle = isFilled ? colour : theme.marker;
    ctx.fill();
    if (!isFilled) ctx.stroke();
    ctx.restore();
  }

  // Chevrons cut into the line: still on the way.
  function drawChevrons(ctx, line, width, theme) {
    const length = E.lengthOf(line);
    const size = Math.max(3, width);
    ctx.strokeStyle = theme.casing;
    ctx.lineWidth = 1.8;
    for (let at = 14; at < length - 8; at += 18) {
      const { x, y, angle } = E.along(line, at / length);
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      ctx.beginPath();
      ctx.moveTo(-size, size);
      ctx.lineTo(0, 0);
      ctx.lineTo(-size, -size);
      ctx.stroke();
      ctx.restore();
    }
  }

  // Strokes across the line: said not to have happened.
  function drawStrikes(ctx, line, width, colour, theme) {
    const length = E.lengthOf(line);
    for (let at = Math.min(16, length / 2); at < length - 4; at += 22) {
      const { x, y, angle } = E.along(line, at / length);
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      ctx.beginPath();
      ctx.moveTo(-4, 5);
      ctx.lineTo(4, -5);
      ctx.strokeStyle = theme.casing;
      ctx.lineWidth = 4;
      ctx.stroke();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 2;
      ctx.stroke();
      ctx.restore();
    }
  }

  // A ring with a question mark where the other place is not reported.
  function drawLooseEnd(ctx, line, strand, colour, theme) {
    const isOrigin = strand.way.opens === "from";
    const n = line.length;
    const x = isOrigin ? line[0] : line[n - 2] + 11 * Math.cos(strand.angle);
    const y = isOrigin ? line[1] : line[n - 1] + 11 * Math.sin(strand.angle);
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, FULL_TURN);
    ctx.fillStyle = theme.marker;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.2;
    ctx.stroke();
    centred(ctx, "?", x, y, colour, `700 10px ${E.fontFamily}`);
  }

  function centred(ctx, text, x, y, colour, font) {
    ctx.font = font;
    ctx.fillStyle = colour;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + 0.5);
  }

  E.drawChosen = function (ctx, view, strand) {
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    for (const shift of view.copies) {
      drawSelected(ctx, { ...view, left: view.left - shift * 256, copies: [0] }, strand);
    }
  };

  function drawSelected(ctx, view, strand) {
    const theme = E.theme();
    for (const line of E.pixels(strand, view)) {
      for (const [colour, more] of [[theme.ink, 10], [theme.accent, 8]]) {
        ctx.setLineDash([]);
        ctx.strokeStyle = colour;
        ctx.lineWidth = strand.width + more;
        ctx.beginPath();
        trace(ctx, line);
        ctx.stroke();
      }
    }
    drawStrand(ctx, view, strand, strand.width + 0.5, true);
  }

  // Symbols of the way of travel, or the number of legs, at the middle of long enough lines.
  function drawMarks(ctx, view, strands, labels, numbers) {
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
      const places = [0.5, 0.38, 0.62, 0.28, 0.72].map((share) => E.along(line, share));
      const free = places.find(({ x, y }) => labels.isFree([x - 10, y - 10, x + 10, y + 10]));
      if (!free) continue;
      labels.block(free.x, free.y, 20, 20);
      drawBadge(ctx, free.x, free.y, strand, told, mode);
    }
  }

  // Where a line leaves the picture, the name of the place it goes to or comes from.
  function drawEdgeNames(ctx, view, strands, labels) {
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
  }

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
    const colour = colourOf(strand);
    ctx.beginPath();
    ctx.arc(x, y, 9.5, 0, FULL_TURN);
    ctx.fillStyle = theme.marker;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    if (number) {
      centred(ctx, number > 999 ? "…" : String(number), x, y, theme.ink, `700 10px ${E.fontFamily}`);
      return;
    }
    ctx.save();
    ctx.translate(x - 6, y - 6);
    ctx.scale(0.75, 0.75);
    ctx.fillStyle = colour;
    E.fillIcon(ctx, mode);
    ctx.restore();
  }

  const paths = new Map();
  E.fillIcon = function (ctx, mode) {
    if (ctx.fillPathData) {
      ctx.fillPathData(E.icons[mode]);
      return;
    }
    if (!paths.has(mode)) paths.set(mode, new Path2D(E.icons[mode]));
    ctx.fill(paths.get(mode), "evenodd");
  };

  // A soft disc about each place that is an area, as far as it reaches.
  function drawHalos(ctx, view, scene) {
    const theme = E.theme();
    for (const place of scene.places) {
      const at = E.onScreen(view, place.lon, place.lat);
      const radius = E.radiusOf(place, view);
      if (!at || !place.isArea || radius < 12) continue;
      const r = Math.min(radius, Math.max(view.width, view.height) * 0.45);
      const shade = ctx.createRadialGradient(at[0], at[1], 0, at[0], at[1], r);
      shade.addColorStop(0, `rgba(${theme.area},0.22)`);
      shade.addColorStop(0.7, `rgba(${theme.area},0.10)`);
      shade.addColorStop(1, `rgba(${theme.area},0)`);
      ctx.fillStyle = shade;
      ctx.beginPath();
      ctx.arc(at[0], at[1], r, 0, FULL_TURN);
      ctx.fill();
    }
  }

  // The radius of a place in pixels.
  E.radiusOf = function (place, view) {
    const pixelsPerKm = (view.scale * 256) / (40075 * Math.cos((place.lat * Math.PI) / 180) || 1);
    return place.extentKm * pixelsPerKm;
  };

  function drawPlaces(ctx, view, scene, labels) {
    const theme = E.theme();
    const found = [];
    for (const place of scene.places) {
      const at = E.onScreen(view, place.lon, place.lat);
      if (at) found.push([place, at]);
    }
    const isDense = found.length > 250;
    ctx.setLineDash([]);
    for (const [place, [x, y]] of found) {
      const radius = isDense ? 2.2 : 4;
      if (!isDense) labels.block(x, y, 10, 10);
      ctx.beginPath();
      if (place.isArea) {
        for (const [dx, dy] of [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]) {
          ctx.lineTo(x + dx * radius, y + dy * radius);
        }
        ctx.closePath();
      } else ctx.arc(x, y, radius, 0, FULL_TURN);
      ctx.fillStyle = theme.marker;
      ctx.fill();
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = isDense ? 1 : 1.8;
      ctx.stroke();
    }
    const most = Math.max(12, (view.width * view.height) / (isDense ? 16000 : 9000));
    for (const [place, [x, y]] of found.slice(0, most)) {
      const weight = place.isArea ? "italic 600" : "600";
      labels.put(E.localName(place), x, y, E.labelStyle(theme.ink, isDense ? 12 : 13, weight, { gap: 9 }));
    }
  }
})();
