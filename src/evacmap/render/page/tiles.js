// Online tiles, where they were asked for. The page's own land stays below them, for when they fail.
(function () {
  "use strict";
  const E = window.evacmap;

  E.addTiles = function () {
    const { about, map, words } = E;
    if (!about.tiles) return;
    const { url, subdomains, most_zoom: maxNativeZoom, attribution, host } = about.tiles;
    // Tile servers ask to be told which site uses them; a page from a disk tells nothing anyway.
    const layer = L.tileLayer(url, { subdomains, maxNativeZoom, maxZoom: map.getMaxZoom(), referrerPolicy: "origin" });
    layer.on("tileload", () => {
      if (E.hasTiles) return;
      // Their names are in the picture already.
      E.hasTiles = true;
      E.layer.redraw();
    });
    layer.addTo(map);
    const note = E.fill(words.about.online, { host });
    E.byId("credits").append(` · ${attribution} · ${note}`);
    about.credits.push(attribution, note);
  };
})();
