// The legend: only what the story has, and on paper only what is shown.
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
    return rows.length ? el("div", { class: "legend-group" }, el("h2", null, title), el("ul", null, ...rows.map(row))) : null;
  }

  const row = ([key, symbol, text]) => el("li", { "data-of": key }, symbol, " ", el("span", null, text));
  const symbolOf = (name) => el("span", { class: `symbol-${name}`, "aria-hidden": "true" });

  // Everything that the legend can say of some legs: ways of travel, statuses, widths, places.
  function saidOf(legs) {
    const { story, ways } = E;
    const said = new Set();
    const { mode, status } = story.data.legs;
    const seen = { mode: new Set(), status: new Set(), width: new Set() };
    const places = new Uint8Array(story.places.length);
    for (const leg of legs) {
      seen.mode.add(mode[leg]);
      seen.status.add(status[leg]);
      seen.width.add(story.width(leg));
      for (const place of [story.value("from", leg), story.value("to", leg)]) if (place !== null) places[place] = 1;
      for (const [place] of story.value("via", leg) || []) places[place] = 1;
      const way = ways.ways[ways.wayOf[leg]];
      if (way && way.isStub) said.add("open");
      if (way && way.isArc) said.add("arc");
    }
    for (const number of seen.mode) said.add(`mode ${story.data.modes[number]}`);
    for (const number of seen.status) said.add(`status ${story.data.statuses[number]}`);
    for (const width of seen.width) said.add(`width ${width}`);
    places.forEach((isSeen, number) => isSeen && said.add(story.places[number].isArea ? "area" : "place"));
    return said;
  }

  function peopleRows(isSaid) {
    const w = E.words.legend;
    const classes = E.peopleClasses;
    const line = (width, text) => [`width ${width}`, sample("completed", width, "unknown"), text];
    const rows = classes.filter((each) => isSaid(`width ${each.width}`)).map((each) => {
      const next = classes[classes.indexOf(each) + 1];
      return line(each.width, !next ? E.fill(w.over, { n: E.number(each.from) })
        : each.from === 1 ? E.fill(w.under, { n: E.number(next.from) })
        : E.fill(w.range, { from: E.number(each.from), to: E.number(next.from - 1) }));
    });
    if (rows.length && isSaid(`width ${E.unknownWidth}`)) rows.push(line(E.unknownWidth, w.unknown));
    return rows;
  }

  function placeRows(isSaid) {
    const w = E.words.legend;
    const open = el("span", { class: "symbol-open", "aria-hidden": "true" }, "?");
    return [
      ["place", symbolOf("place"), w.place], ["area", symbolOf("area"), w.area],
      ["open", open, w.open_end], ["arc", symbolOf("arc"), w.arc],
    ].filter(([key]) => isSaid(key));
  }

  // That of the whole story, so that the map keeps its size; see E.markLegend.
  E.drawLegend = function () {
    const box = E.byId("legend");
    const details = box.querySelector("details");
    const isOpen = details ? details.open : window.innerWidth > 900;
    box.replaceChildren(el("details", { open: isOpen }, el("summary", null, E.words.ui.legend), el("div", { class: "legend-groups" }, ...E.legendGroups(E.state.order))));
    E.markLegend();
  };

  // What the filters leave nothing of is pale.
  E.markLegend = function () {
    const { state } = E;
    const said = state.isFiltered() ? saidOf(state.listed) : null;
    for (const each of E.byId("legend").querySelectorAll("[data-of]")) each.classList.toggle("is-absent", said !== null && !said.has(each.dataset.of));
  };

  // The legend of just these legs.
  E.legendGroups = function (legs) {
    const { words, story } = E;
    const said = saidOf(legs);
    const isSaid = (key) => said.has(key);
    const modes = story.data.modes.filter((mode) => isSaid(`mode ${mode}`))
      .map((mode) => [`mode ${mode}`, el("span", { class: `badge mode-${mode}` }, E.icon(mode)), words.modes[mode]]);
    const statuses = story.data.statuses.filter((status) => isSaid(`status ${status}`))
      .map((status) => [`status ${status}`, sample(status, 2.5, "unknown"), words.statuses[status]]);
    return [
      group(words.legend.way_of_travel, modes), group(words.legend.status, statuses),
      group(words.legend.people, peopleRows(isSaid)), group(words.legend.places, placeRows(isSaid)),
    ].filter((each) => each);
  };
})();
