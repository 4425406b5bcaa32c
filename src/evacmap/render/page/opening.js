// Where the map opens: on the whole story, or on the part where most of it happens.
(function () {
  "use strict";
  const E = window.evacmap;
  // The core of a story holds this part of its ends within this part of its width either way.
  const CORE_WEIGHT = 0.6;
  const CORE_SHARE = 0.12;

  function storyBounds() {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const way of E.ways.ways) {
      for (const points of way.lines) {
        for (let i = 0; i < points.length; i += 2) {
          box[0] = Math.min(box[0], points[i]);
          box[1] = Math.min(box[1], points[i + 1]);
          box[2] = Math.max(box[2], points[i]);
          box[3] = Math.max(box[3], points[i + 1]);
        }
      }
    }
    return box[0] > box[2] ? L.latLngBounds([]) : E.boundsOfBox(box);
  }

  E.boundsOfBox = function ([x0, y0, x1, y1]) {
    const corner = (x, y) => L.latLng(E.latOfWorldY(y), (x / 256) * 360 - 180);
    return L.latLngBounds(corner(x0, y1), corner(x1, y0));
  };

  E.fitStory = () => E.fit(storyBounds());

  E.fit = function (bounds) {
    const { map } = E;
    if (!bounds.isValid()) {
      map.setView([20, 0], 2, { animate: false });
      return;
    }
    // Room for the buttons at the side and for names over the northernmost places.
    const isLeft = E.words.direction === "rtl";
    const [buttons, free] = map.getSize().x > 600 ? [[70, 40], [40, 40]] : [[34, 30], [34, 30]];
    map.fitBounds(bounds, {
      maxZoom: 9, animate: false,
      paddingTopLeft: isLeft ? buttons : free, paddingBottomRight: isLeft ? free : buttons,
    });
  };

  // Where most of the story happens, if that is a small part of the whole: lines that lead away
  // say at the edge where to. Otherwise the whole story.
  E.openingBounds = function () {
    const whole = storyBounds();
    if (!whole.isValid()) return whole;
    const { story } = E;
    const points = E.placeCounts(["from", "to"])
      .map(([number, weight]) => ({ place: story.places[number], weight }))
      .filter(({ place }) => !place.isArea)
      .map(({ place, weight }) => ({ place, weight, x: place.x, y: place.y }));
    points.sort((a, b) => b.weight - a.weight || a.x - b.x);
    const corners = [whole.getNorthWest(), whole.getSouthEast()].map((c) => [E.worldX(c.lng), E.worldY(c.lat)]);
    const reach = Math.max(corners[1][0] - corners[0][0], corners[1][1] - corners[0][1]) * CORE_SHARE;
    const total = points.reduce((sum, point) => sum + point.weight, 0);
    let best = { weight: 0, inside: [] };
    for (const centre of points.slice(0, 40)) {
      const inside = points.filter((p) => Math.abs(p.x - centre.x) <= reach && Math.abs(p.y - centre.y) <= reach);
      const weight = inside.reduce((sum, point) => sum + point.weight, 0);
      if (weight > best.weight) best = { weight, inside };
    }
    if (best.weight < total * CORE_WEIGHT || best.inside.length < 2 || best.inside.length === points.length && !story.places.some((p) => p.isArea)) return whole;
    return L.latLngBounds(best.inside.map(({ place }) => [place.lat, place.lon])).pad(0.12);
  };

  // The number of each place at these sides of the legs shown, and how often.
  E.placeCounts = function (sides) {
    const { state, story } = E;
    const counts = new Uint32Array(story.places.length);
    for (const side of sides) {
      (story.data.legs[side] || []).forEach((value, leg) => {
        if (value === null || !state.shown[leg]) return;
        if (side === "via") for (const [place] of value) counts[place]++;
        else counts[value]++;
      });
    }
    return Array.from(counts, (times, number) => [number, times]).filter(([, times]) => times);
  };
})();
