// What is printed: the map with numbered lines, the legend, every leg with its sources, credits.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const MOST_LEGS = 500;
  const WIDE = 1080;
  const HIGH = 640;

  function drawMap(ctx, legs) {
    const numbers = new Map(legs.map((leg, i) => [leg, i + 1]));
    const view = E.viewOf(WIDE, HIGH);
    E.layer.basemap.draw(ctx, view);
    const scene = { ...E.layer.scene, basemap: E.layer.basemap, selected: null, numbers };
    for (const _ of E.drawCopies(ctx, view, scene)) void _;
    E.drawScale(ctx, view);
  }

  // Never a canvas: Chromium prints one smaller than its place. Lines of a crowd would make an SVG
  // of many megabytes.
  function picture(legs) {
    if (E.layer.scene.strands.length <= E.mostStyled) {
      const ctx = new E.SvgContext(WIDE, HIGH);
      drawMap(ctx, legs);
      const drawn = new DOMParser().parseFromString(ctx.text(E.about.title), "image/svg+xml").documentElement;
      drawn.setAttribute("class", "paper-map");
      return document.importNode(drawn, true);
    }
    const canvas = el("canvas", { width: WIDE * 2, height: HIGH * 2 });
    const ctx = canvas.getContext("2d");
    ctx.scale(2, 2);
    drawMap(ctx, legs);
    return el("img", { class: "paper-map", alt: "", src: canvas.toDataURL() });
  }

  function source(item) {
    const from = [item.title, item.publisher, item.published && E.dateText(item.published)].filter((t) => t).join(", ");
    const said = item.saidBy ? `, ${E.fill(E.words.panel.said_by, { name: item.saidBy })}` : "";
    return el("li", null, el("q", { dir: "auto" }, item.quote), " ", el("cite", { dir: "auto" }, from + said), item.url ? el("small", { dir: "ltr" }, " " + item.url) : null);
  }

  function entry(leg) {
    const { story, words } = E;
    const sources = E.evidenceIn(leg).map(source);
    return el("li", null,
      el("strong", null, E.sentence(leg)), ` ${words.statuses[story.status(leg)]}. `,
      `${words.panel.confidence}: ${Math.round(story.value("confidence", leg) * 100)} %`,
      el("ul", null, ...sources));
  }

  function fillPaper() {
    const { about, state, words } = E;
    const legs = state.listed.slice(0, MOST_LEGS);
    E.isPaper = true;
    const parts = [
      picture(legs), el("div", { class: "paper-legend" }, ...E.legendGroups(legs)),
      el("p", null, about.credits.join(" · ")), el("p", null, `${words.about.partial} ${words.about.boundaries}`),
      el("h2", null, words.ui.movements), el("ol", { class: "paper-legs" }, ...legs.map(entry)),
    ];
    if (state.listed.length > MOST_LEGS) parts.push(el("p", null, E.fill(words.ui.of_many, { at: E.number(MOST_LEGS), n: E.number(state.listed.length) })));
    if (about.set_aside.length) {
      parts.push(el("h2", null, words.about.set_aside), el("ul", null, ...about.set_aside.map(([path, reason]) => el("li", { dir: "auto" }, `${path}: ${reason}`))));
    }
    E.isPaper = false;
    E.byId("paper").replaceChildren(...parts);
  }

  E.listenForPrint = function () {
    window.addEventListener("beforeprint", fillPaper);
    window.addEventListener("afterprint", () => E.byId("paper").replaceChildren());
  };

  E.print = async function () {
    await E.quotes();
    window.print();
  };
})();
