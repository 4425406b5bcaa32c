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
    if (inView.length <= MOST_STYLED) E.drawMarks(ctx, view, inView, labels, scene.numbers);
    drawPlaces(ctx, view, scene, labels);
    E.drawEdgeNames(ctx, view, inView, labels);
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

  const colourOf = (E.colourOf = (strand) => E.theme().lines[E.story.data.modes[strand.mode]]);

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

  E.centred = centred;
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
