// The search field and the filters, with the number of legs beside each value.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  // A facet with more values than this shows the commonest and asks for the rest.
  const MOST_VALUES = 8;
  const unfolded = new Set();
  let waiting = 0;

  E.drawFinder = function () {
    const { ui } = E.words;
    const field = el("input", {
      type: "search", id: "evacmap-search", placeholder: ui.search_hint, "aria-label": ui.search,
      autocomplete: "off", spellcheck: "false", dir: "auto", value: E.state.words.join(" "),
      oninput: (event) => search(event.target.value),
    });
    const tab = (name, label) =>
      el("button", {
        type: "button", "data-pane-tab": name, "aria-pressed": String(name === "list"),
        onclick: () => openPane(name),
      }, label);
    E.byId("finder").replaceChildren(field, el("div", { class: "tabs" }, tab("list", ui.list), tab("filters", ui.filters)));
  };

  function openPane(name) {
    if (E.state.selected !== null) E.select(null);
    E.showPane(name);
    if (name === "filters") E.drawFilters();
    E.byId("side").classList.add("is-open");
  }

  function search(words) {
    const turn = ++waiting;
    // A pause in typing, so that long stories are not searched for every letter.
    setTimeout(async () => {
      if (turn !== waiting) return;
      await E.search(words);
      if (turn === waiting) E.changed("filters");
    }, 150);
  }

  const labels = {
    mode: (value) => E.words.modes[value] || value,
    status: (value) => E.words.statuses[value] || value,
    party: (value) => E.words.parties[value] || value,
    place: (value) => value,
    publisher: (value) => value,
  };

  function value(facet, name, count) {
    const { state } = E;
    const chosen = state.chosen[facet];
    const box = el("input", {
      type: "checkbox", checked: chosen.has(name), "data-facet": facet, "data-value": name,
      onchange: (event) => {
        if (event.target.checked) chosen.add(name);
        else chosen.delete(name);
        E.changed("filters");
      },
    });
    const symbol = facet === "mode" ? el("span", { class: `badge mode-${name}` }, E.icon(name)) : null;
    return el(
      "label",
      { class: "value" + (count ? "" : " is-empty") },
      box, symbol, el("span", { class: "name", dir: "auto" }, labels[facet](name)), el("span", { class: "count" }, E.number(count))
    );
  }

  function facetGroup(facet) {
    const counts = E.state.counts(facet);
    if (!counts.length) return null;
    const isLong = counts.length > MOST_VALUES && !unfolded.has(facet);
    const chosen = E.state.chosen[facet];
    const shown = isLong ? counts.filter(([name], i) => i < MOST_VALUES || chosen.has(name)) : counts.slice(0, 400);
    const more = isLong
      ? el("button", { type: "button", class: "more", onclick: () => { unfolded.add(facet); E.drawFilters(); } }, E.words.ui.show_more)
      : null;
    return el(
      "fieldset",
      { class: "facet" },
      el("legend", null, E.words.facets[facet]),
      ...shown.map(([name, count]) => value(facet, name, count)),
      more
    );
  }

  function range(name, attributes, text) {
    const { state } = E;
    const output = el("output", null, text(state[name]));
    return el(
      "label",
      { class: "range" },
      el("span", null, E.words.facets[name]), " ", output,
      el("input", {
        type: "range", ...attributes, value: state[name],
        oninput: (event) => {
          state[name] = Number(event.target.value);
          output.textContent = text(state[name]);
          E.changed("filters");
        },
      })
    );
  }

  E.drawFilters = function () {
    const { state, words, story } = E;
    const pane = E.byId("filters");
    const focused = document.activeElement && document.activeElement.dataset ? { ...document.activeElement.dataset } : {};
    let most = 1;
    for (let leg = 0; leg < story.n; leg++) most = Math.max(most, story.value("sources", leg));
    const isSliding = pane.contains(document.activeElement) && document.activeElement.type === "range";
    if (isSliding) {
      refreshCounts(pane);
      return;
    }
    const parts = [
      el("button", { type: "button", class: "plain clear", disabled: !state.isFiltered(), onclick: () => { state.clear(); E.drawFinder(); E.showPane("filters"); } }, words.ui.clear),
      ...["mode", "status", "party", "place", "publisher"].map(facetGroup),
      range("confidence", { min: 0, max: 1, step: 0.05 }, (v) => `${Math.round(v * 100)} %`),
      most > 1 ? range("sources", { min: 1, max: most, step: 1 }, (v) => E.plural("sources", v)) : null,
      el(
        "label",
        { class: "value" },
        el("input", { type: "checkbox", checked: state.undated, "data-facet": "undated", onchange: (event) => { state.undated = event.target.checked; E.changed("filters"); } }),
        el("span", { class: "name" }, words.facets.undated)
      ),
    ];
    pane.replaceChildren(...parts.filter((part) => part));
    if (focused.facet) {
      const again = [...pane.querySelectorAll("[data-facet]")].find((box) => box.dataset.facet === focused.facet && box.dataset.value === focused.value);
      if (again) again.focus();
    }
  };

  function refreshCounts(pane) {
    for (const facet of Object.keys(labels)) {
      const counts = new Map(E.state.counts(facet));
      for (const box of pane.querySelectorAll(`[data-facet="${facet}"]`)) {
        const count = counts.get(box.dataset.value) || 0;
        box.parentElement.querySelector(".count").textContent = E.number(count);
        box.parentElement.classList.toggle("is-empty", !count);
      }
    }
  }
})();
