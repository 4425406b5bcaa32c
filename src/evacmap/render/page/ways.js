// Where each leg runs on the screen: its way, its lane beside others, its curve, its loose end.
(function () {
  "use strict";
  const E = window.evacmap;
  const BEND = 0.17;
  const BEND_STEP = 0.1;
  const LANE_PX = 7;
  // How far a curve may stray from the box of its ends, as a part of it.
  const SWELL = 0.4;
  const STUB_PX = 58;
  // A way told by more legs than this is drawn once, with their number.
  const MOST_LANES = 6;
  // Beyond this many strands lanes are not worked out across ways.
  const MOST_STRANDS = 800;

  E.Ways = class {
    constructor(story) {
      this.story = story;
      this.ways = [];
      this.wayOf = new Int32Array(story.n).fill(-1);
      const numbers = new Map();
      for (let leg = 0; leg < story.n; leg++) {
        const key = wayKey(story, leg);
        if (key === null) continue;
        let number = numbers.get(key);
        if (number === undefined) {
          number = this.ways.push(typeof key === "number" ? straightWay(story, leg) : readWay(story, leg)) - 1;
          numbers.set(key, number);
        }
        this.wayOf[leg] = number;
      }
    }

    // The strands to draw for the legs that are shown: one a leg, or one for many on one way.
    strands(isShown, shownCount) {
      const legsOf = new Array(this.ways.length).fill(null);
      for (let leg = 0; leg < this.story.n; leg++) {
        const way = this.wayOf[leg];
        if (!isShown[leg] || way < 0) continue;
        if (legsOf[way]) legsOf[way].push(leg);
        else legsOf[way] = [leg];
      }
      const most = shownCount > 1500 ? 1 : MOST_LANES;
      const strands = [];
      for (let number = 0; number < legsOf.length; number++) {
        const [way, legs] = [this.ways[number], legsOf[number]];
        if (!legs) continue;
        if (legs.length > most) strands.push(newStrand(this.story, way, legs));
        else for (const leg of legs) strands.push(newStrand(this.story, way, [leg]));
      }
      if (strands.length <= MOST_STRANDS) layLanes(strands);
      fanStubs(strands);
      return strands;
    }
  };

  // Legs share a way when their lines are the same and the same end is open.
  function wayKey(story, leg) {
    const line = story.value("line", leg);
    if (line === null || (line !== true && !story.data.lines[line].length)) return null;
    const isArc = story.isArc(leg);
    const from = story.value("from", leg);
    const to = story.value("to", leg);
    const stops = story.value("via", leg);
    // A number for most, because a hundred thousand texts are slow to make.
    if (line === true && from !== null && to !== null && !stops) {
      return (from * story.places.length + to) * 2 + (isArc ? 1 : 0);
    }
    const open = from === null ? "d" : to === null ? "o" : "";
    if (line !== true) return `${line}${isArc ? "a" : ""}${open}`;
    return `${from} ${(stops || []).map(([place]) => place).join(" ")} ${to}${isArc ? "a" : ""}`;
  }

  function readWay(story, leg) {
    const data = story.data;
    const number = story.value("line", leg);
    const lines = number === true ? [straight(story, leg)] : data.lines[number].map((s) => E.readLine(s, data.per_degree));
    const box = lines[0].box;
    for (const line of lines.slice(1)) {
      box[0] = Math.min(box[0], line.box[0]);
      box[1] = Math.min(box[1], line.box[1]);
      box[2] = Math.max(box[2], line.box[2]);
      box[3] = Math.max(box[3], line.box[3]);
    }
    const isStub = lines.length === 1 && lines[0].points.length === 2;
    const isArc = !isStub && story.isArc(leg);
    if (isArc) {
      const swell = SWELL * Math.max(box[2] - box[0], box[3] - box[1]);
      box[0] -= swell;
      box[1] -= swell;
      box[2] += swell;
      box[3] += swell;
    }
    const opens = !isStub ? null : story.value("from", leg) === null ? "from" : "to";
    return { lines: lines.map((line) => line.points), box, isStub, isArc, opens };
  }

  // Straight from place to place, which most ways of a crowd are.
  function straightWay(story, leg) {
    const from = story.place("from", leg);
    const to = story.place("to", leg);
    const isArc = story.isArc(leg);
    const swell = isArc ? SWELL * Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y)) : 0;
    const box = [
      Math.min(from.x, to.x) - swell, Math.min(from.y, to.y) - swell,
      Math.max(from.x, to.x) + swell, Math.max(from.y, to.y) + swell,
    ];
    return { lines: [[from.x, from.y, to.x, to.y]], box, isStub: false, isArc, opens: null };
  }

  function straight(story, leg) {
    const places = story.ends(leg);
    const points = places.flatMap(({ x, y }) => [x, y]);
    const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)];
    return { points, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
  }

  function newStrand(story, way, legs) {
    return {
      way, legs, lane: 0, isBeside: false, angle: 0, reach: STUB_PX,
      mode: commonest(story.data.legs.mode, legs),
      status: commonest(story.data.legs.status, legs),
      width: widest(story, legs),
    };
  }

  function widest(story, legs) {
    let width = story.width(legs[0]);
    for (let i = 1; i < legs.length; i++) width = Math.max(width, story.width(legs[i]));
    return width;
  }

  function commonest(column, legs) {
    if (legs.length === 1) return column[legs[0]];
    const counts = new Map();
    for (const leg of legs) counts.set(column[leg], (counts.get(column[leg]) || 0) + 1);
    return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
  }

  // Strands that run along the same stretch get lanes side by side; those that run against each
  // other keep to their own side, as on a road.
  function layLanes(strands) {
    const along = new Map();
    for (const strand of strands) {
      if (strand.way.isStub) continue;
      strand.stretches = stretches(strand.way);
      for (const [stretch] of strand.stretches) {
        if (!along.has(stretch)) along.set(stretch, []);
        along.get(stretch).push(strand);
      }
    }
    const laid = new Set();
    for (const strand of strands) {
      if (strand.way.isStub) continue;
      const taken = new Set();
      for (const [stretch, direction] of strand.stretches) {
        for (const other of along.get(stretch)) {
          if (other === strand) continue;
          strand.isBeside = true;
          const same = other.stretches.get(stretch) === direction;
          if (laid.has(other) && same) taken.add(other.lane);
        }
      }
      while (taken.has(strand.lane)) strand.lane++;
      laid.add(strand);
    }
  }

  // The stretches of a way, each named without regard to direction, with the direction.
  function stretches(way) {
    const found = new Map();
    for (const points of way.lines) {
      for (let i = 2; i < points.length; i += 2) {
        const a = points[i - 2].toFixed(4) + " " + points[i - 1].toFixed(4);
        const b = points[i].toFixed(4) + " " + points[i + 1].toFixed(4);
        if (a !== b) found.set(a < b ? a + "|" + b : b + "|" + a, a < b);
      }
    }
    return found;
  }

  // Loose ends at one place fan out: those leaving to the upper right, those arriving from the left.
  function fanStubs(strands) {
    const at = new Map();
    for (const strand of strands) {
      if (!strand.way.isStub) continue;
      const [x, y] = strand.way.lines[0];
      const key = x.toFixed(4) + " " + y.toFixed(4);
      if (!at.has(key)) at.set(key, { from: [], to: [] });
      at.get(key)[strand.way.opens].push(strand);
    }
    for (const { from, to } of at.values()) {
      spread(to, -40);
      spread(from, 200);
    }
  }

  function spread(strands, middle) {
    const step = Math.min(27, 170 / Math.max(1, strands.length));
    strands.forEach((strand, i) => {
      strand.angle = ((middle + (i - (strands.length - 1) / 2) * step) * Math.PI) / 180;
      strand.reach = STUB_PX + (step < 16 ? (i % 3) * 26 : 0);
    });
  }

  // The polylines of a strand in pixels of the view: flat arrays of x and y.
  E.pixels = function (strand, view) {
    if (strand.way.isStub) return [stubPixels(strand, view)];
    const offset = strand.isBeside ? (strand.lane + 0.5) * LANE_PX : 0;
    const found = [];
    for (const points of strand.way.lines) {
      if (strand.way.isArc) found.push(arcPixels(points, view, BEND + BEND_STEP * strand.lane));
      else if (offset) found.push(beside(thinned(points, view, 2.5), offset));
      else found.push(thinned(points, view, 0.8));
    }
    return found;
  };

  function stubPixels(strand, view) {
    const [wx, wy] = strand.way.lines[0];
    const x = (wx - view.left) * view.scale;
    const y = (wy - view.top) * view.scale;
    const cos = Math.cos(strand.angle);
    const sin = Math.sin(strand.angle);
    const near = [x + 8 * cos, y + 8 * sin];
    const far = [x + strand.reach * cos, y + strand.reach * sin];
    return strand.way.opens === "to" ? [...near, ...far] : [...far, ...near];
  }

  // The control point of the curve between two points; curves against each other part sides.
  E.control = function (x0, y0, x1, y1, bend) {
    return [(x0 + x1) / 2 + (y1 - y0) * bend, (y0 + y1) / 2 - (x1 - x0) * bend];
  };
  E.bend = BEND;

  function arcPixels(points, view, bend) {
    const line = [];
    for (let i = 2; i < points.length; i += 2) {
      const x0 = (points[i - 2] - view.left) * view.scale;
      const y0 = (points[i - 1] - view.top) * view.scale;
      const x1 = (points[i] - view.left) * view.scale;
      const y1 = (points[i + 1] - view.top) * view.scale;
      const [cx, cy] = E.control(x0, y0, x1, y1, bend);
      const steps = Math.max(6, Math.min(48, Math.round(Math.hypot(x1 - x0, y1 - y0) / 9)));
      for (let s = i === 2 ? 0 : 1; s <= steps; s++) {
        const t = s / steps;
        const u = 1 - t;
        line.push(u * u * x0 + 2 * u * t * cx + t * t * x1, u * u * y0 + 2 * u * t * cy + t * t * y1);
      }
    }
    return line;
  }

  function thinned(points, view, tolerance) {
    const line = [];
    let lastX = Infinity;
    let lastY = Infinity;
    for (let i = 0; i < points.length; i += 2) {
      const x = (points[i] - view.left) * view.scale;
      const y = (points[i + 1] - view.top) * view.scale;
      const isLast = i === points.length - 2;
      if (!isLast && Math.abs(x - lastX) < tolerance && Math.abs(y - lastY) < tolerance) continue;
      line.push(x, y);
      lastX = x;
      lastY = y;
    }
    return line;
  }

  // The line moved to the right of its direction by an offset in pixels.
  function beside(line, offset) {
    const n = line.length / 2;
    if (n < 2) return line;
    const moved = new Array(line.length);
    for (let i = 0; i < n; i++) {
      const [ax, ay] = normal(line, Math.max(0, i - 1));
      const [bx, by] = normal(line, Math.min(n - 2, i));
      const length = Math.hypot(ax + bx, ay + by) || 1;
      const mx = (ax + bx) / length;
      const my = (ay + by) / length;
      const miter = Math.min(1.4, 1 / Math.max(0.3, mx * ax + my * ay));
      moved[2 * i] = line[2 * i] + mx * offset * miter;
      moved[2 * i + 1] = line[2 * i + 1] + my * offset * miter;
    }
    return moved;
  }

  function normal(line, i) {
    const dx = line[2 * i + 2] - line[2 * i];
    const dy = line[2 * i + 3] - line[2 * i + 1];
    const length = Math.hypot(dx, dy) || 1;
    return [-dy / length, dx / length];
  }

  E.distance = function (line, x, y) {
    let best = Infinity;
    for (let i = 2; i < line.length; i += 2) {
      const ax = line[i - 2];
      const ay = line[i - 1];
      const dx = line[i] - ax;
      const dy = line[i + 1] - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(ax + t * dx - x, ay + t * dy - y));
    }
    return best;
  };

  // The point and direction at a share of the line's length.
  E.along = function (line, share) {
    let left = E.lengthOf(line) * share;
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i] - line[i - 2];
      const dy = line[i + 1] - line[i - 1];
      const length = Math.hypot(dx, dy);
      if (left <= length || i === line.length - 2) {
        const t = length ? Math.min(1, left / length) : 0;
        return { x: line[i - 2] + t * dx, y: line[i - 1] + t * dy, angle: Math.atan2(dy, dx) };
      }
      left -= length;
    }
    return { x: line[0], y: line[1], angle: 0 };
  };

  E.lengthOf = function (line) {
    let length = 0;
    for (let i = 2; i < line.length; i += 2) {
      length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
    }
    return length;
  };

  // The line without its last pixels.
  E.shortened = function (line, by) {
    const cut = line.slice();
    let left = by;
    while (cut.length > 4) {
      const n = cut.length;
      const length = Math.hypot(cut[n - 2] - cut[n - 4], cut[n - 1] - cut[n - 3]);
      if (length > left) break;
      left -= length;
      cut.length = n - 2;
    }
    const n = cut.length;
    const dx = cut[n - 2] - cut[n - 4];
    const dy = cut[n - 1] - cut[n - 3];
    const length = Math.hypot(dx, dy) || 1;
    const t = Math.max(0, 1 - left / length);
    cut[n - 2] = cut[n - 4] + dx * t;
    cut[n - 1] = cut[n - 3] + dy * t;
    return cut;
  };
})();
