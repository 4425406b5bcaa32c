// The list of legs and the panel with the evidence of the chosen one.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const PAGE = 100;
  let listed = PAGE;

  E.showPane = function (name) {
    for (const each of ["list", "filters", "evidence-panel"]) E.byId(each).hidden = each !== name;
    E.byId("side").dataset.pane = name;
    for (const tab of document.querySelectorAll("[data-pane-tab]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.paneTab === name));
    }
  };

  function item(leg) {
    const { story, words } = E;
    const mode = story.mode(leg);
    const status = story.status(leg);
    const facts = [E.dateText(story.date(leg)), mode === "unknown" ? null : words.modes[mode], E.headCount(leg)];
    return el(
      "li",
      null,
      el(
        "button",
        { type: "button", class: "leg", "data-leg": leg, onclick: () => E.select(leg, { follow: true }) },
        el("span", { class: `badge mode-${mode}` }, E.icon(mode)),
        el(
          "span",
          { class: "leg-text" },
          el("span", { class: "leg-title" }, E.title(leg)),
          el("span", { class: "leg-facts" }, facts.filter((fact) => fact).join(" · ")),
          status === "completed" ? null : el("span", { class: `status status-${status}` }, words.statuses[status])
        )
      )
    );
  }

  E.drawList = function () {
    const { state, words } = E;
    const list = el("ol", { class: "legs" }, ...state.listed.slice(0, listed).map(item));
    const more =
      state.listed.length > listed
        ? el("button", { type: "button", class: "more", onclick: () => showMore() }, words.ui.show_more)
        : null;
    const none = state.listed.length ? null : el("p", { class: "none" }, words.ui.none_found);
    E.byId("list").replaceChildren(...[none, list, more].filter((part) => part));
    E.markList();
  };

  function showMore() {
    const first = listed;
    listed += PAGE;
    E.drawList();
    const next = E.byId("list").querySelectorAll(".leg")[first];
    if (next) next.focus();
  }

  E.resetList = function () {
    listed = PAGE;
  };

  E.markList = function () {
    for (const button of E.byId("list").querySelectorAll(".leg")) {
      const isChosen = Number(button.dataset.leg) === E.state.selected;
      if (isChosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  };

  // Only addresses of the web become links.
  E.webAddress = function (url) {
    if (!url || !/^https?:\/\//i.test(url)) return null;
    try {
      const address = new URL(url);
      return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
    } catch {
      return null;
    }
  };

  function fact(name, ...content) {
    const parts = content.filter((part) => part !== null && part !== "");
    return parts.length ? el("div", { class: "fact" }, el("dt", null, name), el("dd", { dir: "auto" }, ...parts)) : null;
  }

  function endFact(side, leg) {
    const { story, words } = E;
    const place = story.place(side, leg);
    const label = words.panel[side];
    if (!place) return fact(label, words.ui.unknown_place);
    const written = story.placeName(side, leg);
    const notes = [];
    if (written !== place.name) notes.push(E.fill(words.panel.as_written, { name: written }));
    if (place.isArea || place.extentKm >= 20) notes.push(E.fill(words.panel.within, { km: E.number(place.extentKm < 10 ? place.extentKm : Math.round(place.extentKm)) }));
    return fact(label, place.name, notes.length ? el("small", null, " " + notes.join(", ")) : null);
  }

  function facts(leg) {
    const { story, words } = E;
    const party = story.text("party", leg);
    const kind = story.text("party_kind", leg);
    const nation = story.text("nationality", leg);
    const via = story.stops(leg).map((stop) => stop.name).join(words.sentence.joining);
    const length = story.value("length_km", leg);
    const whoText = [party, kind === "unknown" ? null : words.parties[kind], nation].filter((t) => t).join(" · ");
    return el(
      "dl",
      { class: "facts" },
      endFact("from", leg),
      fact(words.panel.via, via),
      endFact("to", leg),
      fact(words.panel.when, E.dateText(story.date(leg))),
      fact(words.panel.who, whoText),
      fact(words.panel.how_many, E.peopleText(leg, "people") || words.ui.unknown_people),
      fact(words.panel.vehicles, E.peopleText(leg, "vehicles")),
      fact(words.panel.how, words.modes[story.mode(leg)]),
      fact(words.panel.status, words.statuses[story.status(leg)]),
      fact(
        words.panel.way,
        words.methods[story.method(leg)] || story.method(leg),
        length === null ? null : ", " + E.fill(words.panel.length, { km: E.number(Math.round(length)) }),
        story.text("note", leg) ? el("small", null, " " + story.text("note", leg)) : null
      )
    );
  }

  function notes(heading, texts, kind) {
    if (!texts.length) return null;
    const items = texts.map((text) => el("li", null, el("span", { dir: "auto" }, text)));
    return el("section", { class: `notes ${kind}` }, el("h3", null, heading), el("ul", null, ...items));
  }

  // The page's word for each field that a person can correct.
  const CORRECTED = {
    origin: "from", destination: "to", waypoints: "via", date: "when", mode: "how", party: "who",
    people: "how_many", vehicles: "vehicles", status: "status",
  };

  E.corrections = function (leg) {
    const { story, words } = E;
    return (story.value("corrected", leg) || []).map((numbers) => {
      const [field, was, who, why] = numbers.map((number) => (number === null ? null : story.strings[number]));
      const by = [who, why].filter((text) => text).join(": ");
      const label = words.panel[CORRECTED[field]] || field;
      const template = was === null ? words.panel.was_unknown : words.panel.was;
      const what = field === "leg" ? words.panel[`leg_${was}`] || was : E.fill(template, { field: label, was });
      return by ? `${what} (${by})` : what;
    });
  };

  function confidence(leg) {
    const { story, words } = E;
    const value = story.value("confidence", leg);
    const parts = story.pairs("confidence_parts", leg);
    const bar = el("meter", { min: 0, max: 1, value, "aria-label": words.panel.confidence });
    const rows = parts.map(([name, part]) => el("li", null, `${name}: ${part}`));
    return el(
      "section",
      { class: "confidence" },
      el("h3", null, `${words.panel.confidence}: ${Math.round(value * 100)} %`),
      bar,
      rows.length ? el("ul", { class: "parts" }, ...rows) : null
    );
  }

  function source(item) {
    const { words } = E;
    const address = E.webAddress(item.url);
    const title = item.title || words.panel.untitled;
    // Each by itself, or a day in Arabic would be turned round by a Latin name before it.
    const from = [item.publisher, item.published && E.dateText(item.published)].filter((t) => t)
      .flatMap((text, i) => [i ? ", " : " – ", el("bdi", null, text)]);
    return el(
      "li",
      { class: "source" },
      el("blockquote", { dir: "auto" }, item.quote),
      item.saidBy ? el("p", { class: "said-by", dir: "auto" }, E.fill(words.panel.said_by, { name: item.saidBy })) : null,
      el("p", { class: "from" }, el("cite", { dir: "auto" }, title), ...from),
      el(
        "p",
        { class: "where" },
        address
          ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words.panel.open_report)
          : el("span", null, words.panel.no_link),
        " ",
        el("small", { dir: "auto" }, E.fill(words.panel.offsets, { ...item, document: E.isolated(item.document) }))
      )
    );
  }

  // The legs that the same party makes before and after, as far as a report tells them together.
  function neighbours(leg) {
    const { story, words } = E;
    const documents = (other) => story.data.legs.reports[other].map((number) => story.data.reports[number][0]);
    const own = documents(leg);
    const shares = (other) => documents(other).some((document) => own.includes(document));
    const party = story.value("party", leg);
    const find = (isNext) => {
      const [here, there] = isNext ? ["to", "from"] : ["from", "to"];
      const joint = story.value(here, leg);
      if (joint === null) return null;
      for (let other = 0; other < story.n; other++) {
        if (story.value(there, other) !== joint || other === leg) continue;
        if (story.value("party", other) === party && shares(other)) return other;
      }
      return null;
    };
    const link = (other, label) =>
      other === null
        ? null
        : el(
            "button",
            { type: "button", class: "neighbour", onclick: () => E.select(other, { follow: true }) },
            el("small", null, label), " ", E.title(other)
          );
    const before = link(find(false), words.panel.same_party_before);
    const after = link(find(true), words.panel.same_party_after);
    return before || after ? el("div", { class: "neighbours" }, before, after) : null;
  }

  function steps(leg, siblings) {
    const { words, state } = E;
    const among = siblings.length > 1 ? siblings : state.listed;
    const at = among.indexOf(leg);
    const go = (by) => () => E.select(among[(at + by + among.length) % among.length], { follow: true, among: siblings });
    const text = E.fill(words.ui.of_many, { at: E.number(at + 1), n: E.number(among.length) });
    return el(
      "div",
      { class: "steps" },
      el("button", { type: "button", class: "back", onclick: () => E.select(null) }, words.ui.back),
      el("button", { type: "button", "aria-label": words.ui.previous, title: words.ui.previous, onclick: go(-1) }, "‹"),
      el("span", null, text),
      el("button", { type: "button", "aria-label": words.ui.next, title: words.ui.next, onclick: go(1) }, "›")
    );
  }

  E.drawEvidence = async function (leg, siblings) {
    const { story, words } = E;
    const mode = story.mode(leg);
    const status = story.status(leg);
    const sources = await E.evidenceOf(leg);
    if (E.state.selected !== leg) return;
    const panel = E.byId("evidence-panel");
    const inferred = story.pairs("inferred", leg).map(([field, basis]) => `${field}: ${story.strings[basis]}`);
    const parts = [
      steps(leg, siblings),
      siblings.length > 1 ? el("p", { class: "here" }, E.fill(words.ui.here, { n: E.number(siblings.length) })) : null,
      el("h2", null, el("span", { class: `badge mode-${mode}` }, E.icon(mode)), " ", E.title(leg)),
      el("p", { class: "lead" }, E.sentence(leg)),
      el("p", { class: "tags" }, el("span", { class: `status status-${status}` }, words.statuses[status])),
      el("h3", null, words.panel.reported),
      el("ol", { class: "sources" }, ...sources.map(source)),
      notes(words.panel.corrected, E.corrections(leg), "corrected"),
      notes(words.panel.disagreements, story.texts("disagreements", leg), "disagreements"),
      notes(words.panel.flags, story.texts("flags", leg), "flags"),
      notes(words.panel.inferred, inferred, "inferred"),
      facts(leg),
      confidence(leg),
      neighbours(leg),
      el("p", null, el("button", { type: "button", class: "plain", onclick: copyLink }, words.ui.link)),
    ];
    panel.replaceChildren(...parts.filter((part) => part));
    panel.scrollTop = 0;
    panel.dataset.leg = leg;
    E.showPane("evidence-panel");
  };

  async function copyLink(event) {
    const button = event.currentTarget;
    const address = location.href.split("#")[0] + E.hash;
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = E.words.ui.copied;
    } catch {
      button.replaceWith(el("input", { type: "text", readonly: true, value: address, "aria-label": E.words.ui.link }));
    }
  }
})();
