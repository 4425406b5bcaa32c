// What is shown: the filters, the days, the words searched for and the chosen leg.
(function () {
  "use strict";
  const E = window.evacmap;
  const listeners = [];
  E.hash = "";
  E.onChange = (listener) => listeners.push(listener);

  const FACETS = ["mode", "status", "party", "place", "publisher"];

  E.State = class {
    constructor(story) {
      this.story = story;
      this.chosen = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
      this.confidence = 0;
      this.sources = 1;
      this.undated = true;
      this.from = null;
      this.to = null;
      this.words = [];
      this.found = null;
      this.selected = null;
      this.shown = new Uint8Array(story.n).fill(1);
      this.failing = new Uint16Array(story.n);
      this.facetValues = {};
      this.days = null;
      this.order = Array.from({ length: story.n }, (_, leg) => leg);
      this.listed = this.order;
      this.count = story.n;
    }

    // Once the story has its dates.
    read() {
      this.days = this.readDays();
      this.order = this.readOrder();
      this.update();
    }

    // The values of a facet by leg, read when first asked for.
    values(facet) {
      if (!this.facetValues[facet]) {
        const { story } = this;
        const read = {
          mode: (leg) => [story.mode(leg)],
          status: (leg) => [story.status(leg)],
          party: (leg) => [story.text("party_kind", leg)],
          place: (leg) => [...new Set(story.ends(leg).map((place) => place.name))],
          publisher: (leg) => [...new Set(story.reports(leg).map((report) => report.publisher).filter((p) => p))],
        }[facet];
        this.facetValues[facet] = Array.from({ length: story.n }, (_, leg) => read(leg));
      }
      return this.facetValues[facet];
    }

    readDays() {
      const { story } = this;
      let first = Infinity;
      let last = -Infinity;
      for (const column of ["first_day", "last_day"]) {
        for (const day of story.data.legs[column] || []) {
          if (day === null) continue;
          first = Math.min(first, day);
          last = Math.max(last, day);
        }
      }
      return first <= last ? { first, last } : null;
    }

    // By date, legs without one last.
    readOrder() {
      const { story } = this;
      const key = (leg) => {
        const first = story.value("first_day", leg);
        const last = story.value("last_day", leg);
        return first === null ? (last === null ? Infinity : last) : first;
      };
      const keys = Array.from({ length: story.n }, (_, leg) => key(leg));
      return this.order.slice().sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] - keys[b]));
    }

    isInTime(leg) {
      const first = this.story.value("first_day", leg);
      const last = this.story.value("last_day", leg);
      if (first === null && last === null) return this.undated;
      if (this.from !== null && last !== null && last < this.from) return false;
      if (this.to !== null && first !== null && first > this.to) return false;
      return true;
    }

    // One bit a filter that a leg fails, so that each facet can count what the others leave.
    failures(leg) {
      let bits = 0;
      for (let i = 0; i < FACETS.length; i++) {
        const chosen = this.chosen[FACETS[i]];
        if (chosen.size && !this.values(FACETS[i])[leg].some((value) => chosen.has(value))) bits |= 1 << i;
      }
      if (this.story.value("confidence", leg) < this.confidence) bits |= 1 << 5;
      if (this.story.value("sources", leg) < this.sources) bits |= 1 << 6;
      if (!this.isInTime(leg)) bits |= 1 << 7;
      if (this.found && !this.found[leg]) bits |= 1 << 8;
      return bits;
    }

    update() {
      this.count = 0;
      for (let leg = 0; leg < this.story.n; leg++) {
        this.failing[leg] = this.failures(leg);
        this.shown[leg] = this.failing[leg] === 0 ? 1 : 0;
        this.count += this.shown[leg];
      }
      this.listed = this.order.filter((leg) => this.shown[leg]);
    }

    // How many legs each value of a facet would show, the other filters as they are.
    counts(facet) {
      const without = ~(1 << FACETS.indexOf(facet));
      const counts = new Map();
      const values = this.values(facet);
      for (let leg = 0; leg < this.story.n; leg++) {
        const isCounted = (this.failing[leg] & without) === 0;
        for (const value of values[leg]) {
          counts.set(value, (counts.get(value) || 0) + (isCounted ? 1 : 0));
        }
      }
      return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }

    isFiltered() {
      return this.count < this.story.n;
    }

    clear() {
      for (const facet of FACETS) this.chosen[facet].clear();
      Object.assign(this, { confidence: 0, sources: 1, undated: true, from: null, to: null, found: null, words: [] });
      E.changed("filters");
    }

    // The shown leg that is so many steps on from the chosen one.
    step(by) {
      if (!this.listed.length) return null;
      const at = this.listed.indexOf(this.selected);
      if (at < 0) return this.listed[by > 0 ? 0 : this.listed.length - 1];
      return this.listed[(at + by + this.listed.length) % this.listed.length];
    }
  };

  // Say what changed: "filters" (also days and words) or "selection".
  E.changed = function (what) {
    if (what === "filters") E.state.update();
    for (const listener of listeners) listener(what);
    writeHash();
  };

  E.select = function (leg, options) {
    E.state.selected = leg;
    E.state.isFollowed = !!(options && options.follow);
    E.changed("selection");
  };

  const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const dayNumber = (text) => Math.round(Date.parse(text + "T00:00:00Z") / 86400000);
  E.isoDay = isoDay;

  // The address keeps what is shown, so that it can be sent to someone.
  function writeHash() {
    const { state, story } = E;
    const at = E.viewMoved();
    const parts = new URLSearchParams();
    if (state.selected !== null) parts.set("leg", story.data.legs.id[state.selected]);
    if (state.from !== null) parts.set("from", isoDay(state.from));
    if (state.to !== null) parts.set("to", isoDay(state.to));
    for (const facet of FACETS) for (const value of state.chosen[facet]) parts.append(facet, value);
    if (state.confidence) parts.set("confidence", state.confidence);
    if (state.sources > 1) parts.set("sources", state.sources);
    if (!state.undated) parts.set("undated", "no");
    if (state.words.length) parts.set("words", state.words.join(" "));
    if (at) parts.set("at", at);
    const hash = parts.toString().replaceAll("%2C", ",");
    E.hash = hash ? "#" + hash : "";
    try {
      history.replaceState(null, "", E.addressOf(hash) || location.pathname + location.search);
    } catch {
      // A page without an address of its own, such as srcdoc, cannot keep one.
    }
  }

  E.writeHash = writeHash;

  E.readHash = async function () {
    const { state, story } = E;
    const parts = new URLSearchParams(location.hash.slice(1));
    const days = ["from", "to"].map((name) => dayNumber(parts.get(name) || ""));
    state.from = Number.isFinite(days[0]) ? days[0] : null;
    state.to = Number.isFinite(days[1]) ? days[1] : null;
    for (const facet of FACETS) state.chosen[facet] = new Set(parts.getAll(facet));
    state.confidence = Number(parts.get("confidence")) || 0;
    state.sources = Number(parts.get("sources")) || 1;
    state.undated = parts.get("undated") !== "no";
    const words = parts.get("words");
    if (words) await E.search(words);
    const leg = story.data.legs.id ? story.data.legs.id.indexOf(parts.get("leg")) : -1;
    state.selected = leg < 0 ? null : leg;
  };

  // Letters without marks and case, so that any spelling of a name is found.
  E.folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  let searchable = null;
  async function readSearchable() {
    const { story } = E;
    await E.quotes();
    return Array.from({ length: story.n }, (_, leg) => {
      const parts = story.ends(leg).map((place) => place.name);
      parts.push(story.placeName("from", leg), story.placeName("to", leg), ...story.stops(leg).map((stop) => stop.name));
      parts.push(story.text("party", leg), story.text("nationality", leg));
      for (const item of E.evidenceIn(leg)) parts.push(item.quote, item.publisher, item.title, item.saidBy);
      return E.folded(parts.filter((part) => part).join("\n"));
    });
  }

  E.search = async function (words) {
    const { state } = E;
    state.words = E.folded(words).split(/\s+/).filter((word) => word);
    if (!state.words.length) {
      state.found = null;
      return;
    }
    searchable = searchable || (await readSearchable());
    state.found = searchable.map((text) => state.words.every((word) => text.includes(word)));
  };
})();
