// Starts the page: reads the data, joins the parts and listens to pointer and keyboard.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  // With more lines than this the pointer would lag behind.
  const MOST_TIPS = 4000;
  // How far the sheet of a phone opens, as in page.css.
  const SHEET_SHARE = 0.64;
  const SHEET_PX = 520;
  let layer, map, siblings = [];
  let current = null;

  E.start = function (leafletMap) {
    map = E.map = leafletMap;
    E.ready = begin().catch((error) => {
      E.byId("page").hidden = false;
      E.byId("counts").textContent = String(error);
      throw error;
    });
    return E;
  };

  // The first legs come first, then the land below them, then the other legs, lists and timeline:
  // each is on screen before the next is read.
  async function begin() {
    const [words, about, lines] = await Promise.all(["words", "about", "lines"].map(E.block));
    Object.assign(E, { words, about });
    tell(new E.Story(lines));
    showPage();
    // An address may leave out legs, which would flash up.
    const isRestored = E.isAddressed();
    current = scene();
    layer = E.layer = new E.Layer(isRestored ? null : current).addTo(map);
    addControls();
    await painted();
    const [detail, overview] = await Promise.all([E.block("basemap"), E.block("overview")]);
    layer.setBasemap(new E.Basemap(detail, overview));
    E.addTiles();
    await painted();
    if (E.story.n < about.movements) {
      E.story.grow(await E.block("more"));
      tell(E.story);
      current = scene();
      if (!isRestored) layer.setScene(current);
      await painted();
    }
    E.story.add(await E.block("story"));
    E.state.read();
    await addLists(isRestored);
    E.onChange(refresh);
    listen();
    setWaiting(false);
    E.listenForPrint();
    // Read ahead what costs nothing, so that printing has it.
    if (await E.isPlain("evidence")) await E.quotes();
    document.documentElement.dataset.ready = "true";
    E.tellHeight();
  }

  function tell(story) {
    E.story = story;
    E.state = new E.State(story);
    E.ways = new E.Ways(story);
  }

  function showPage() {
    E.isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = E.isDark ? "dark" : "light";
    E.byId("page").hidden = false;
    E.beginEmbedding();
    nameThings();
    setWaiting(true);
    E.drawFinder();
    fitStage();
    restoreView();
  }

  // The map as large as there is room; anew on the story, unless the reader has moved it.
  let opened = null;
  function fitStage() {
    const size = opened && map.getSize();
    const isMoved = opened && !(map.getCenter().equals(opened.centre) && map.getZoom() === opened.zoom);
    map.invalidateSize({ animate: false });
    if (isMoved || (size && map.getSize().equals(size))) return;
    E.fitOpening();
    opened = { centre: map.getCenter(), zoom: map.getZoom() };
  }

  // Where the reader has moved the map to: latitude, longitude and zoom; null where it stands as it
  // opened.
  E.viewMoved = function () {
    const [centre, zoom] = [map.getCenter(), map.getZoom()];
    const away = map.project(centre, zoom).distanceTo(map.project(opened.centre, zoom));
    return away < 3 && zoom === opened.zoom ? null : [centre.lat.toFixed(4), centre.lng.toFixed(4), zoom].join(",");
  };

  function restoreView() {
    const at = new URLSearchParams(location.hash.slice(1)).get("at");
    const [lat, lon, zoom] = (at || "").split(",").map(Number);
    if (at && [lat, lon, zoom].every(Number.isFinite)) map.setView([lat, lon], zoom, { animate: false });
  }

  // Buttons and lists that have nothing to show yet are out of reach.
  function setWaiting(isWaiting) {
    for (const name of ["side", "tools"]) E.byId(name).inert = isWaiting;
  }

  async function addLists(isRestored) {
    if (isRestored) {
      await E.readHash();
      E.state.update();
    }
    E.drawLegend();
    E.makeTimeline();
    fitStage();
    if (isRestored) {
      refresh("filters");
      refresh("selection");
    } else E.drawList();
  }

  // After the next frame, or soon where the page is out of sight and has none.
  function painted() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, 250);
    });
  }

  function nameThings() {
    const { ui } = E.words;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = ui[node.dataset.word];
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", ui[node.dataset.label]);
    const container = map.getContainer();
    container.setAttribute("aria-label", ui.map_help);
    container.setAttribute("role", "application");
    // A very long title is cut.
    document.querySelector("h1").title = E.about.title;
    E.byId("credits").textContent = `${E.words.about.credits}: ${E.about.credits.join(" · ")}`;
    const tool = (name, action) =>
      el("button", { type: "button", class: "tool", "data-tool": name, "aria-label": ui[name], title: ui[name], onclick: action },
        E.toolIcon(name), el("span", { class: "tool-name" }, ui[name]));
    E.byId("tools").replaceChildren(
      tool("table", () => E.openTable()),
      tool("download", () => E.openDownloads()),
      tool("theme", switchTheme),
      tool("about", () => E.openAbout())
    );
  }

  function drawCounts() {
    const { about, state, words } = E;
    const parts = [E.plural("counts", E.story.n, { sources: E.plural("sources", about.sources) })];
    if (about.reports !== null) parts.push(E.plural("reports", about.reports));
    if (about.set_aside.length) parts.push(E.plural("set_aside", about.set_aside.length));
    if (state.isFiltered()) parts.push(E.fill(words.ui.shown, { n: E.number(state.count), all: E.number(E.story.n) }));
    E.byId("counts").textContent = parts.join(" · ");
  }

  function scene() {
    const { state, story, ways } = E;
    const strands = ways.strands(state.shown, state.count);
    // A dot hides a diamond at the same spot less than the other way round.
    const counts = E.placeCounts(["from", "to", "via"]).sort(
      ([a, times], [b, others]) => story.places[a].isArea - story.places[b].isArea || others - times || a - b);
    const places = counts.map(([number]) => story.places[number]);
    return { strands, places, selected: null };
  }

  function refresh(what) {
    if (what === "filters") {
      E.resetList();
      current = scene();
      E.drawList();
      if (!E.byId("filters").hidden) E.drawFilters();
      drawCounts();
      E.markLegend();
    }
    const leg = E.state.selected;
    current.selected = leg === null ? null : strandOf(leg);
    layer.setScene(current, what === "selection");
    E.drawTimeline(what === "selection");
    E.markList();
    if (what === "selection") showLeg(leg);
  }

  function strandOf(leg) {
    return current.strands.find((strand) => strand.legs.includes(leg)) || null;
  }

  async function showLeg(leg) {
    const side = E.byId("side");
    if (leg === null) {
      siblings = [];
      E.showPane("list");
      side.classList.remove("is-open");
      return;
    }
    const strand = strandOf(leg);
    if (!siblings.includes(leg)) siblings = strand ? strand.legs : [];
    await E.drawEvidence(leg, siblings);
    side.classList.add("is-open");
    if (E.state.isFollowed) follow(strand);
  }

  // Move the map only when the chosen leg is out of sight or too small to see.
  function follow(strand) {
    if (!strand) return;
    const bounds = boundsOf(strand);
    const [a, b] = [bounds.getNorthEast(), bounds.getSouthWest()].map((corner) => map.latLngToContainerPoint(corner));
    const isTiny = !strand.way.isStub && a.distanceTo(b) < 90;
    if (coverOfSheet() > 0 || !map.getBounds().contains(bounds) || isTiny) zoomToBounds(bounds);
  }

  function boundsOf(strand) {
    return E.boundsOfBox(strand.way.box);
  }

  function zoomToBounds(bounds) {
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const around = map.getSize().x > 600 ? 60 : 34;
    map.fitBounds(bounds, {
      maxZoom: Math.max(8, map.getZoom()), animate,
      paddingTopLeft: [around, around], paddingBottomRight: [around, around + coverOfSheet()],
    });
  }

  // How much of the map the open sheet of a phone covers, in pixels.
  function coverOfSheet() {
    const side = E.byId("side");
    if (!matchMedia("(max-width: 720px)").matches || !side.classList.contains("is-open")) return 0;
    const page = E.byId("page").getBoundingClientRect();
    const top = page.bottom - Math.min(page.height * SHEET_SHARE, SHEET_PX);
    const frame = map.getContainer().getBoundingClientRect();
    return Math.min(Math.max(0, frame.bottom - top), frame.height - 150);
  }

  E.zoomTo = (leg) => zoomToBounds(boundsOf(strandOf(leg)));

  function addControls() {
    const { ui } = E.words;
    L.control.zoom({ position: "topright", zoomInTitle: ui.zoom_in, zoomOutTitle: ui.zoom_out }).addTo(map);
    const Whole = L.Control.extend({
      onAdd: () => {
        const bar = el("div", { class: "leaflet-bar" },
          el("a", { href: "#", role: "button", "aria-label": ui.whole, title: ui.whole, class: "whole" }, E.toolIcon("whole")));
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(bar.firstChild, "click", (event) => { L.DomEvent.stop(event); E.fitStory(); });
        return bar;
      },
    });
    new Whole({ position: "topright" }).addTo(map);
    const scale = L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
    scale.getContainer().prepend(el("span", { class: "north", role: "img", "aria-label": ui.north, title: ui.north }, E.toolIcon("north")));
  }

  function switchTheme() {
    E.isDark = !E.isDark;
    document.documentElement.dataset.theme = E.isDark ? "dark" : "light";
    layer.redraw();
    E.drawTimeline();
    E.drawLegend();
  }

  function choose(point, isTouch) {
    const hits = layer.hit(point, isTouch);
    if (!hits.length) {
      if (E.state.selected !== null) E.select(null);
      return;
    }
    // Legs on top of one another are leafed through as one.
    siblings = [...new Set(hits.filter((hit) => hit.near <= hits[0].near + 1.5).flatMap((hit) => hit.strand.legs))];
    const at = siblings.indexOf(E.state.selected);
    E.select(siblings[at < 0 ? 0 : (at + 1) % siblings.length]);
  }

  function hover(event) {
    const tip = E.byId("tip");
    const hits = layer.hit(event.containerPoint, false);
    map.getContainer().style.cursor = hits.length ? "pointer" : "";
    tip.hidden = !hits.length;
    if (!hits.length) return;
    const legs = hits[0].strand.legs;
    tip.replaceChildren(
      el("strong", null, E.title(legs[0])), el("br"),
      legs.length > 1 ? E.fill(E.words.ui.here, { n: E.number(legs.length) })
        : [E.dateText(E.story.date(legs[0])), E.words.modes[E.story.mode(legs[0])], E.words.statuses[E.story.status(legs[0])]].join(" · "));
    const size = map.getSize();
    const { x, y } = event.containerPoint;
    tip.style.left = Math.max(4, Math.min(size.x - tip.offsetWidth - 6, x + 14)) + "px";
    tip.style.top = (y + tip.offsetHeight + 24 > size.y ? y - tip.offsetHeight - 12 : y + 16) + "px";
  }

  function listen() {
    let isTouch = false;
    map.getContainer().addEventListener("pointerdown", (event) => { isTouch = event.pointerType === "touch"; }, true);
    map.on("click", (event) => choose(event.containerPoint, isTouch));
    let pending = null;
    map.on("mousemove", (event) => {
      if (E.layer.scene.strands.length > MOST_TIPS) return;
      if (pending === null) requestAnimationFrame(() => { hover(pending); pending = null; });
      pending = event;
    });
    map.on("mouseout movestart", () => { E.byId("tip").hidden = true; });
    map.on("moveend", E.writeHash);
    document.addEventListener("keydown", keys);
    window.addEventListener("hashchange", async () => {
      if (location.hash === E.addressOf(E.hash.slice(1))) return;
      await E.readHash();
      restoreView();
      E.changed("filters");
      E.changed("selection");
    });
    window.addEventListener("resize", () => { map.invalidateSize({ animate: false }); E.drawTimeline(); });
    E.byId("grip").addEventListener("click", () => {
      const isOpen = E.byId("side").classList.toggle("is-open");
      E.byId("grip").setAttribute("aria-expanded", String(isOpen));
    });
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") {
      if (E.closeDialog) E.closeDialog();
      else if (E.state.selected !== null) E.select(null);
      return;
    }
    if (isTyping || E.closeDialog) return;
    if (event.key === "/") {
      event.preventDefault();
      E.byId("search").focus();
    } else if (/^[np]$/i.test(event.key)) {
      const leg = E.state.step(event.key.toLowerCase() === "n" ? 1 : -1);
      if (leg !== null) E.select(leg, { follow: true });
    }
  }

  // A dialogue over the page; returns how to close it.
  E.openDialog = function (title, content, kind) {
    const before = document.activeElement;
    const close = () => {
      box.close();
      box.remove();
      E.closeDialog = null;
      if (before && before.isConnected) before.focus();
    };
    const button = el("button", { type: "button", class: "close", "aria-label": E.words.ui.close, onclick: close }, "×");
    const box = el("dialog", { class: `dialog ${kind || ""}`, "aria-label": title }, el("div", { class: "dialog-head" }, el("h2", null, title), button), content);
    box.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
    E.byId("dialogs").append(box);
    E.closeDialog = close;
    box.showModal();
    return close;
  };

  E.openAbout = function () {
    const { about, words } = E;
    const w = words.about;
    const aside = about.set_aside.map(([path, reason]) => el("li", { dir: "auto" }, el("strong", null, path), ": ", reason));
    const content = el("div", { class: "about" },
      el("h3", null, w.how_to_read), el("p", null, w.reading), el("p", null, w.partial),
      aside.length ? el("h3", null, w.set_aside) : null, aside.length ? el("ul", null, ...aside) : null,
      el("h3", null, w.keys), el("p", null, w.key_list),
      el("h3", null, w.credits), el("ul", null, ...about.credits.map((credit) => el("li", null, credit))),
      el("p", null, w.boundaries));
    E.openDialog(words.ui.about, content, "");
  };
})();
