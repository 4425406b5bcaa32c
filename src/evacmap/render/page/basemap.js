// The basemap: land, water, borders and names of the world, drawn on canvas.
(function () {
  "use strict";
  const E = window.evacmap;
  const RADIANS = Math.PI / 180;
  // Web Mercator ends here.
  const FURTHEST = 85.0511287798;
  // A town of the basemap this near to a place of the story is the same.
  const SAME_DEG = 0.06;

  // World coordinates: the whole world is 256 by 256, north is 0.
  E.worldX = (lon) => ((lon + 180) / 360) * 256;
  E.worldY = function (lat) {
    const clamped = Math.max(-FURTHEST, Math.min(FURTHEST, lat));
    return (0.5 - Math.log(Math.tan(Math.PI / 4 + (clamped * RADIANS) / 2)) / (2 * Math.PI)) * 256;
  };
  E.latOfWorldY = (y) => (Math.atan(Math.exp((0.5 - y / 256) * 2 * Math.PI)) / RADIANS) * 2 - 90;

  // Steps of integers, longitude first, become world coordinates and their box.
  E.readLine = function (steps, perDegree) {
    const points = new Float64Array(steps.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lon += steps[i];
      lat += steps[i + 1];
      const x = E.worldX(lon / perDegree);
      const y = E.worldY(lat / perDegree);
      points[i] = x;
      points[i + 1] = y;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    return { points, box };
  };

  const LAYERS = ["land", "lakes", "rivers", "roads", "admin1", "borders", "disputed"];

  function readLayers(data, perDegree) {
    const layers = {};
    for (const name of LAYERS) {
      layers[name] = (data[name] || []).map((steps) => E.readLine(steps, perDegree));
    }
    return layers;
  }

  E.Basemap = class {
    constructor(detail, overview) {
      this.details = detail.details.map((each) => {
        const [west, south, east, north] = each.box;
        const box = [E.worldX(west), E.worldY(north), E.worldX(east), E.worldY(south)];
        return { box, layers: readLayers(each, detail.per_degree) };
      });
      this.overview = readLayers(overview, overview.per_degree);
      this.names = detail;
    }

    draw(ctx, view) {
      const theme = E.theme();
      ctx.fillStyle = theme.sea;
      ctx.fillRect(0, 0, view.width, view.height);
      // The overview is true to about half a pixel up to here.
      const needsDetail = view.scale > 11;
      for (const shift of view.copies) {
        const shifted = { ...view, left: view.left - shift * 256 };
        drawLayers(ctx, shifted, this.overview, theme);
        if (!needsDetail) continue;
        for (const each of this.details) {
          const size = (each.box[2] - each.box[0]) * view.scale;
          if (size > 120 && E.touches(each.box, shifted)) drawDetail(ctx, shifted, each, theme);
        }
      }
    }
  };

  function drawDetail(ctx, view, detail, theme) {
    const [x0, y0, x1, y1] = detail.box;
    ctx.save();
    ctx.beginPath();
    // A pixel inside, so that the cut edges of the land are not drawn as coast; whole pixels, so
    // that no seam shows.
    const left = Math.ceil((x0 - view.left) * view.scale) + 1;
    const top = Math.ceil((y0 - view.top) * view.scale) + 1;
    const right = Math.floor((x1 - view.left) * view.scale) - 1;
    const bottom = Math.floor((y1 - view.top) * view.scale) - 1;
    ctx.rect(left, top, right - left, bottom - top);
    ctx.clip();
    ctx.fillStyle = theme.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    drawLayers(ctx, view, detail.layers, theme);
    ctx.restore();
  }

  E.touches = function (box, view) {
    return (
      box[2] >= view.left &&
      box[0] <= view.left + view.width / view.scale &&
      box[3] >= view.top &&
      box[1] <= view.top + view.height / view.scale
    );
  };

  function trace(ctx, view, lines, closes) {
    ctx.beginPath();
    for (const { points, box } of lines) {
      if (!E.touches(box, view)) continue;
      const size = Math.max(box[2] - box[0], box[3] - box[1]) * view.scale;
      if (size < 0.8) continue;
      let lastX = (points[0] - view.left) * view.scale;
      let lastY = (points[1] - view.top) * view.scale;
      ctx.moveTo(lastX, lastY);
      for (let i = 2; i < points.length; i += 2) {
        const x = (points[i] - view.left) * view.scale;
        const y = (points[i + 1] - view.top) * view.scale;
        const isLast = i === points.length - 2;
        if (!isLast && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
        ctx.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      if (closes) ctx.closePath();
    }
  }

  function drawLayers(ctx, view, layers, theme) {
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    trace(ctx, view, layers.land, true);
    ctx.fillStyle = theme.land;
    ctx.fill("evenodd");
    ctx.strokeStyle = theme.coast;
    ctx.lineWidth = 0.8;
    ctx.stroke();
    if (view.scale > 40) stroke(ctx, view, layers.rivers, theme.river, 1);
    trace(ctx, view, layers.lakes, true);
    ctx.fillStyle = theme.lake;
    ctx.fill("evenodd");
    ctx.strokeStyle = theme.coast;
    ctx.lineWidth = 0.6;
    ctx.stroke();
    if (view.scale > 100) stroke(ctx, view, layers.roads, theme.road, view.scale > 400 ? 1.4 : 0.9);
    if (view.scale > 40) stroke(ctx, view, layers.admin1, theme.admin, 0.9);
    stroke(ctx, view, layers.borders, theme.border, view.scale > 40 ? 1.3 : 0.8);
    ctx.setLineDash([4, 4]);
    stroke(ctx, view, layers.disputed, theme.border, view.scale > 40 ? 1.3 : 0.8);
    ctx.setLineDash([]);
  }

  function stroke(ctx, view, lines, colour, width) {
    trace(ctx, view, lines, false);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  // Names, the story's own places first; none over another, nor over a marker.
  E.Labels = class {
    constructor(ctx, view) {
      this.ctx = ctx;
      this.view = view;
      this.taken = [];
    }

    block(x, y, width, height) {
      this.taken.push([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
    }

    isFree([x0, y0, x1, y1], inset = 0) {
      const edge = inset + 2;
      const { width, height, above = 0, below = 0 } = this.view;
      if (x0 < edge || y0 < edge + above || x1 > width - edge || y1 > height - edge - below) return false;
      if (inset === 0 && this.isCut([x0, y0, x1, y1])) return false;
      return !this.taken.some((t) => x0 < t[2] && x1 > t[0] && y0 < t[3] && y1 > t[1]);
    }

    // Whether the edge of what the reader sees would cut a box in two.
    isCut([x0, y0, x1, y1]) {
      const { width, height, inset = 0 } = this.view;
      const [right, bottom] = [width - inset, height - inset];
      const isOut = x1 <= inset || y1 <= inset || x0 >= right || y0 >= bottom;
      return inset > 0 && !isOut && (x0 < inset || y0 < inset || x1 > right || y1 > bottom);
    }

    // Above and below a place at the edge, moved in as far as it takes.
    movedIn(x, y, width, height, gap) {
      const edge = (this.view.inset || 0) + 4;
      if (x < edge || x > this.view.width - edge) return [];
      const left = Math.max(edge, Math.min(this.view.width - edge - width, x - width / 2));
      return [[left, y - gap - height], [left, y + gap]];
    }

    // Write at the first free side; returns whether there was one.
    put(text, x, y, style) {
      const { ctx } = this;
      ctx.font = style.font;
      const width = ctx.measureText(text).width;
      const height = style.size * 1.15;
      const gap = style.gap || 0;
      const sides = gap
        ? [
            [x + gap, y - height / 2], [x - gap - width, y - height / 2],
            [x - width / 2, y - gap - height], [x - width / 2, y + gap],
            [x + gap * 0.7, y - gap * 0.7 - height], [x + gap * 0.7, y + gap * 0.7],
            [x - gap * 0.7 - width, y - gap * 0.7 - height], [x - gap * 0.7 - width, y + gap * 0.7],
            ...this.movedIn(x, y, width, height, gap),
          ]
        : [[x - width / 2, y - height / 2]];
      // First where all of it is in sight.
      const insets = style.inset === undefined ? [this.view.inset || 0, 0] : [style.inset];
      for (const inset of insets) {
        for (const [left, top] of sides) {
          const box = [left - 2, top - 1, left + width + 2, top + height + 1];
          if (!this.isFree(box, inset)) continue;
          this.taken.push(box);
          this.write(text, left, top + height / 2, style);
          return true;
        }
      }
      return false;
    }

    write(text, x, y, style) {
      const { ctx } = this;
      ctx.font = style.font;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.strokeStyle = style.halo;
      ctx.lineWidth = style.size > 12 ? 3.5 : 3;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = style.colour;
      ctx.fillText(text, x, y);
    }
  };

  E.fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
  E.labelStyle = function (colour, size, weight, extra) {
    return {
      colour, size, halo: E.theme().halo, font: `${weight} ${size}px ${E.fontFamily}`, ...extra,
    };
  };

  function onScreen(view, lon, lat) {
    const y = (E.worldY(lat) - view.top) * view.scale;
    for (const shift of view.copies) {
      const x = (E.worldX(lon) + shift * 256 - view.left) * view.scale;
      if (x > 0 && x < view.width && y > 0 && y < view.height) return [x, y];
    }
    return null;
  }
  E.onScreen = onScreen;

  // Names that are not the story's: countries, seas, cities, as many as fit calmly.
  E.Basemap.prototype.drawNames = function (labels, places) {
    const told = new Set(places.map((place) => place.name));
    const towns = places.filter((place) => !place.isArea);
    const isTold = (lon, lat) =>
      towns.some((place) => Math.abs(place.lon - lon) < SAME_DEG && Math.abs(place.lat - lat) < SAME_DEG);
    const { view } = labels;
    const theme = E.theme();
    const room = (view.width * view.height) / 26000;
    let written = 0;
    for (const [lon, lat, name, code, extent] of this.names.countries) {
      const size = Math.sqrt(extent) * 0.711 * view.scale;
      if (size < 34 || size > view.width * 3) continue;
      const at = told.has(name) ? null : onScreen(view, lon, lat);
      const style = E.labelStyle(theme.country, size > 200 ? 13 : 11, 600);
      if (at) labels.put(E.countryName(code, name).toUpperCase(), at[0], at[1], style);
    }
    for (const [lon, lat, name, extent] of this.names.seas) {
      const size = Math.sqrt(extent) * 0.711 * view.scale;
      if (size < 70 || size > view.width * 4) continue;
      const at = onScreen(view, lon, lat);
      if (at) labels.put(name, at[0], at[1], E.labelStyle(theme.seaLabel, 12, "italic 400"));
    }
    for (const [lon, lat, name, population, isCapital] of this.names.cities) {
      if (written > room) break;
      if (told.has(name)) continue;
      const needed = isCapital ? 12 : population > 1e6 ? 14 : population > 3e5 ? 24 : 60;
      if (view.scale < needed) continue;
      const at = onScreen(view, lon, lat);
      if (!at || isTold(lon, lat)) continue;
      const style = E.labelStyle(theme.label, 11, 400, { gap: 5 });
      if (!labels.put(name, at[0], at[1], style)) continue;
      written++;
      dot(labels.ctx, at, theme, isCapital);
    }
  };

  function dot(ctx, [x, y], theme, isCapital) {
    ctx.beginPath();
    ctx.arc(x, y, isCapital ? 2.4 : 1.8, 0, 2 * Math.PI);
    ctx.fillStyle = theme.label;
    ctx.fill();
  }

  // The name of a place on the map, in the language of the page where it is known.
  E.localName = function (place) {
    if (E.about.language === "en") return place.name;
    if (place.kind === "country") return E.countryName(place.country, place.name);
    if (place.kind !== "settlement") return place.name;
    const { basemap } = E.layer || {};
    const near = basemap && basemap.names.cities.find(
      ([lon, lat]) => Math.abs(place.lon - lon) < SAME_DEG && Math.abs(place.lat - lat) < SAME_DEG
    );
    return near ? near[2] : place.name;
  };

  E.countryName = function (code, name) {
    if (!code || E.about.language === "en") return name;
    try {
      return new Intl.DisplayNames([E.words.locale], { type: "region" }).of(code) || name;
    } catch {
      return name;
    }
  };
})();
