// The legend: only what is on the map now.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;

  // A line as on the map, drawn by the code that draws the map.
  function sample(status, width, mode) {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const canvas = el("canvas", { class: "sample", "aria-hidden": "true" });
    canvas.width = 44 * ratio;
    canvas.height = 16 * ratio;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const view = E.view(0, 0, 1, 44, 16);
    E.drawSample(ctx, view, E.story.data.statuses.indexOf(status), E.story.data.modes.indexOf(mode), width);
    return canvas;
  }

  function group(title, rows) {
    return rows.length ? el("div", { class: "legend-group" }, el("h2", null, title), el("ul", null, ...rows)) : null;
  }

  const row = (symbol, text) => el("li", null, symbol, " ", el("span", null, text));
  const used = (all, column) => {
    const seen = new Uint8Array(all.length);
    const numbers = E.story.data.legs[column] || [];
    for (const leg of E.state.listed) seen[numbers[leg]] = 1;
    return all.filter((_, i) => seen[i]);
  };

  function peopleRows() {
    const { story, state, words } = E;
    const w = words.legend;
    const widths = new Set();
    for (const leg of state.listed) widths.add(story.width(leg));
    const classes = E.peopleClasses;
    const rows = classes.filter((each) => widths.has(each.width)).map((each) => {
      const next = classes[classes.indexOf(each) + 1];
      const text = !next ? E.fill(w.over, { n: E.number(each.from) })
        : each.from === 1 ? E.fill(w.under, { n: E.number(next.from) })
        : E.fill(w.range, { from: E.number(each.from), to: E.number(next.from - 1) });
      return row(sample("completed", each.width, "unknown"), text);
    });
    if (rows.length && widths.has(E.unknownWidth)) rows.push(row(sample("completed", E.unknownWidth, "unknown"), w.unknown));
    return rows;
  }

  function placeRows() {
    const { ways, state, words, story } = E;
    const w = words.legend;
    const seen = { place: false, area: false, stub: false, arc: false };
    for (const [number] of E.placeCounts(["from", "to", "via"])) seen[story.places[number].isArea ? "area" : "place"] = true;
    for (const leg of state.listed) {
      const way = ways.ways[ways.wayOf[leg]];
      if (way && way.isStub) seen.stub = true;
      if (way && way.isArc) seen.arc = true;
      if (seen.stub && seen.arc) break;
    }
    const rows = [];
    const symbol = (name) => el("span", { class: `symbol-${name}`, "aria-hidden": "true" });
    if (seen.place) rows.push(row(symbol("place"), w.place));
    if (seen.area) rows.push(row(symbol("area"), w.area));
    if (seen.stub) rows.push(row(el("span", { class: "symbol-open", "aria-hidden": "true" }, "?"), w.open_end));
    if (seen.arc) rows.push(row(symbol("arc"), w.arc));
    return rows;
  }

  E.drawLegend = function () {
    const box = E.byId("legend");
    const details = box.querySelector("details");
    const isOpen = details ? details.open : window.innerWidth > 900;
    box.replaceChildren(el("details", { open: isOpen }, el("summary", null, E.words.ui.legend), el("div", { class: "legend-groups" }, ...E.legendGroups())));
  };

  E.legendGroups = function () {
    const { words, story } = E;
    const modes = used(story.data.modes, "mode").map((mode) =>
      row(el("span", { class: `badge mode-${mode}` }, E.icon(mode)), words.modes[mode]));
    const statuses = used(story.data.statuses, "status").map((status) =>
      row(sample(status, 2.5, "unknown"), words.statuses[status]));
    return [
      group(words.legend.way_of_travel, modes), group(words.legend.status, statuses),
      group(words.legend.people, peopleRows()), group(words.legend.places, placeRows()),
    ].filter((each) => each);
  };
})();
