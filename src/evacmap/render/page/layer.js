// The Leaflet layer: two canvases, one for the basemap, one for the legs, redrawn when the map
// has moved and moved along until then.
(function () {
  "use strict";
  const E = window.evacmap;
  const PADDING = 0.18;
  // One slice of drawing, so that input never waits longer than a frame.
  const SLICE_MS = 14;
  const FIRST_SLICE_MS = 60;
  const HIT_PX = 9;
  const TOUCH_HIT_PX = 18;

  // What part of the world a canvas of this size shows: see E.worldX.
  E.view = function (left, top, scale, width, height) {
    const copies = [];
    for (let shift = -1; shift <= 1; shift++) {
      if (left < 256 * (shift + 1) && left + width / scale > 256 * shift) copies.push(shift);
    }
    return { left, top, scale, width, height, copies };
  };

  E.Layer = L.Layer.extend({
    // Without a scene nothing is drawn until there is one.
    initialize(scene) {
      this.scene = scene;
      this.basemap = null;
    },

    onAdd(map) {
      this.paper = this.newCanvas("tilePane");
      this.front = this.newCanvas("overlayPane");
      this.back = this.newCanvas("overlayPane");
      this.top = this.newCanvas("overlayPane");
      this.back.style.visibility = "hidden";
      this.redraw();
      return this;
    },

    onRemove() {
      for (const canvas of this.canvases()) canvas.remove();
      this.job = null;
    },

    getEvents() {
      return {
        moveend: this.redraw, viewreset: this.redraw, resize: this.redraw, zoomanim: this.animate,
      };
    },

    canvases() {
      return [this.paper, this.front, this.back, this.top];
    },

    newCanvas(pane) {
      const canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated evacmap-canvas");
      canvas.setAttribute("aria-hidden", "true");
      this._map.getPane(pane).appendChild(canvas);
      return canvas;
    },

    animate({ center, zoom }) {
      for (const canvas of this.canvases()) {
        if (!canvas.shown) continue;
        const scale = this._map.getZoomScale(zoom, canvas.shown.zoom);
        const at = this._map._latLngToNewLayerPoint(canvas.shown.corner, zoom, center);
        L.DomUtil.setTransform(canvas, at, scale);
      }
    },

    // Put the canvas where the map is now.
    place(canvas) {
      const map = this._map;
      const size = map.getSize();
      const around = Math.round(((size.x + size.y) / 2) * PADDING);
      const padding = L.point(around, around);
      const whole = size.add(padding.multiplyBy(2));
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const corner = map.containerPointToLayerPoint(padding.multiplyBy(-1)).round();
      canvas.width = whole.x * ratio;
      canvas.height = whole.y * ratio;
      canvas.style.width = whole.x + "px";
      canvas.style.height = whole.y + "px";
      canvas.shown = { corner: map.layerPointToLatLng(corner), zoom: map.getZoom() };
      L.DomUtil.setTransform(canvas, corner, 1);
      const world = map.project(canvas.shown.corner, 0);
      canvas.view = E.view(world.x, world.y, Math.pow(2, map.getZoom()), whole.x, whole.y);
      // Names at the edge stand where the reader sees the edge.
      canvas.view.inset = around;
      const ctx = canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      return ctx;
    },

    redraw() {
      if (!this._map || !this._map._loaded) return;
      if (this.basemap) this.basemap.draw(this.place(this.paper), this.paper.view);
      this.redrawLegs();
      this.drawTop();
    },

    setBasemap(basemap) {
      this.basemap = basemap;
      this.redraw();
    },

    // Of a crowd only the chosen leg is drawn anew, on top.
    setScene(scene, isOnlyChoice) {
      const isCrowd = scene.strands.length > E.mostStyled;
      this.scene = { ...scene, selected: isCrowd ? null : scene.selected };
      this.chosen = isCrowd ? scene.selected : null;
      if (!(isCrowd && isOnlyChoice)) this.redrawLegs();
      this.drawTop();
    },

    drawTop() {
      if (!this.chosen && !this.top.shown) return;
      const ctx = this.place(this.top);
      if (this.chosen) E.drawChosen(ctx, this.top.view, this.chosen);
      else this.top.shown = null;
    },

    // The new picture is drawn out of sight and shown when it is ready.
    redrawLegs() {
      if (!this._map || !this._map._loaded || !this.scene) return;
      const canvas = this.back;
      const ctx = this.place(canvas);
      const view = canvas.view;
      const job = (this.job = drawCopies(ctx, view, { ...this.scene, basemap: this.basemap, isOnScreen: true }));
      const isFirst = !this.front.shown;
      if (isFirst) this.swap();
      const run = (budget) => {
        if (this.job !== job) return;
        const until = performance.now() + budget;
        let isDone = false;
        let painting = 0;
        while (!isDone && performance.now() + painting < until) {
          const step = job.next();
          isDone = step.done;
          painting += step.value || 0;
        }
        if (!isDone) requestAnimationFrame(() => run(SLICE_MS));
        else if (!isFirst) this.swap();
        if (isDone) E.drawn = (E.drawn || 0) + 1;
        if (isFirst && !this.isBegun) performance.mark("evacmap-first-legs");
        this.isBegun = true;
      };
      if (isFirst) run(FIRST_SLICE_MS);
      else requestAnimationFrame(() => run(SLICE_MS));
    },

    swap() {
      this.front.style.visibility = "hidden";
      this.back.style.visibility = "";
      [this.front, this.back] = [this.back, this.front];
    },

    // The strands near a point of the map's container, nearest first.
    hit(point, isTouch) {
      const view = this.containerView();
      const reach = isTouch ? TOUCH_HIT_PX : HIT_PX;
      const margin = reach / view.scale;
      const found = [];
      for (const shift of view.copies) {
        const shifted = { ...view, left: view.left - shift * 256 };
        const x = shifted.left + point.x / view.scale;
        const y = shifted.top + point.y / view.scale;
        for (const strand of this.scene.strands) {
          const [x0, y0, x1, y1] = strand.way.box;
          const m = margin + (strand.way.isStub ? (strand.reach + 14) / view.scale : strand.isBeside ? 60 / view.scale : 0);
          if (isFarFromArc(strand, x, y, m)) continue;
          if (x < x0 - m || x > x1 + m || y < y0 - m || y > y1 + m) continue;
          const near = Math.min(
            ...E.pixels(strand, shifted).map((line) => E.distance(line, point.x, point.y))
          );
          if (near <= reach + strand.width / 2) found.push({ strand, near });
        }
      }
      return found.sort((a, b) => a.near - b.near);
    },

    containerView() {
      const map = this._map;
      const size = map.getSize();
      const world = map.project(map.containerPointToLatLng([0, 0]), 0);
      return E.view(world.x, world.y, Math.pow(2, map.getZoom()), size.x, size.y);
    },
  });

  // A quick look that spares most arcs of a crowd the closer one: a curve strays from the
  // straight line by half its bend.
  function isFarFromArc(strand, x, y, margin) {
    const points = strand.way.lines[0];
    if (!strand.way.isArc || points.length !== 4) return false;
    const [x0, y0, x1, y1] = points;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const off = Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / (length || 1);
    return off > length * (0.1 + 0.05 * strand.lane) + margin;
  }

  // The world repeats where the map shows more than one turn of it.
  function* drawCopies(ctx, view, scene) {
    for (const shift of view.copies) {
      yield* E.drawing(ctx, { ...view, left: view.left - shift * 256, copies: [0] }, scene);
    }
  }
  E.drawCopies = drawCopies;
})();
