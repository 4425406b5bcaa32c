// Where the map opens: on the whole story, or on the part where most of it happens.
(function () {
  "use strict";
  const E = window.evacmap;
  const boundsOf = (box) => (box ? L.latLngBounds([box[1], box[0]], [box[3], box[2]]) : L.latLngBounds([]));

  E.boundsOfBox = function ([x0, y0, x1, y1]) {
    const corner = (x, y) => L.latLng(E.latOfWorldY(y), (x / 256) * 360 - 180);
    return L.latLngBounds(corner(x0, y1), corner(x1, y0));
  };

  E.fitStory = () => E.fit(boundsOf(E.about.whole));

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

  // Where most of the story happens, if that is a small part of the whole.
  E.fitOpening = () => E.fit(boundsOf(E.about.opening));

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
