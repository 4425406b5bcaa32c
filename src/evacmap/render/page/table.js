// The table of legs: the map's twin for those who read rather than look.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const ROWS = 100;
  const COLUMNS = ["from", "to", "date", "mode", "who", "people", "status", "sources", "confidence"];
  let sortedBy = "date";
  let isDown = false;
  let start = 0;

  function cell(column, leg) {
    const { story, words } = E;
    switch (column) {
      case "from": return story.placeName("from", leg) || words.ui.unknown_place;
      case "to": return story.placeName("to", leg) || words.ui.unknown_place;
      case "date": return E.dateText(story.date(leg));
      case "mode": return words.modes[story.mode(leg)];
      case "who": return story.text("party", leg) || "";
      case "people": return E.peopleText(leg, "people") || "";
      case "status": return words.statuses[story.status(leg)];
      case "sources": return E.number(story.value("sources", leg));
      default: return `${Math.round(story.value("confidence", leg) * 100)} %`;
    }
  }

  function key(column, leg) {
    const { story } = E;
    switch (column) {
      case "date": return story.value("first_day", leg) ?? story.value("last_day", leg) ?? Infinity;
      case "people": return story.people(leg) ?? -1;
      case "sources": return story.value("sources", leg);
      case "confidence": return story.value("confidence", leg);
      default: return cell(column, leg);
    }
  }

  function sorted() {
    const legs = E.state.listed.slice();
    const keys = new Map(legs.map((leg) => [leg, key(sortedBy, leg)]));
    const collator = new Intl.Collator(E.words.locale);
    const compare = (a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      const order = typeof x === "string" ? collator.compare(x, y) : x < y ? -1 : x > y ? 1 : 0;
      return (isDown ? -order : order) || a - b;
    };
    return legs.sort(compare);
  }

  function heading(column, redraw) {
    const { table } = E.words;
    const sort = column === sortedBy ? (isDown ? "descending" : "ascending") : "none";
    return el(
      "th",
      { scope: "col", "aria-sort": sort },
      el("button", {
        type: "button", "data-column": column,
        onclick: () => {
          isDown = sortedBy === column && !isDown;
          sortedBy = column;
          start = 0;
          redraw(column);
        },
      }, table[column], el("span", { "aria-hidden": "true" }, sort === "none" ? "" : isDown ? " ▼" : " ▲"))
    );
  }

  E.openTable = function () {
    const { words } = E;
    const body = el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": words.table.caption });
    const redraw = (focus) => {
      const legs = sorted();
      start = Math.min(start, Math.max(0, legs.length - 1));
      const rows = legs.slice(start, start + ROWS).map((leg) =>
        el("tr", { "aria-selected": leg === E.state.selected ? "true" : null },
          el("th", { scope: "row", dir: "auto" }, el("button", {
            type: "button", "aria-label": `${words.table.open}: ${E.title(leg)}`,
            onclick: () => { close(); E.select(leg, { follow: true }); },
          }, cell("from", leg))),
          ...COLUMNS.slice(1).map((column) => el("td", { dir: "auto" }, cell(column, leg))))
      );
      const page = { from: E.number(legs.length ? start + 1 : 0), to: E.number(Math.min(start + ROWS, legs.length)), n: E.number(legs.length) };
      const turn = (by, label, isPossible) =>
        el("button", { type: "button", disabled: !isPossible, onclick: () => { start += by; redraw(); } }, label);
      body.replaceChildren(
        el("table", { class: "legs-table" },
          el("caption", null, words.table.caption),
          el("thead", null, el("tr", null, ...COLUMNS.map((column) => heading(column, redraw)))),
          el("tbody", null, ...rows)),
        el("p", { class: "turn" },
          turn(-ROWS, words.ui.previous, start > 0), " ", E.fill(words.table.page, page), " ",
          turn(ROWS, words.ui.next, start + ROWS < legs.length))
      );
      const button = focus && body.querySelector(`[data-column="${focus}"]`);
      if (button) button.focus();
    };
    redraw();
    const close = E.openDialog(words.ui.table, body, "wide");
  };
})();
