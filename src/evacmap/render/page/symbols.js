// Colours, strokes and symbols: what each looks like, in light, dark and print.
(function () {
  "use strict";
  const E = window.evacmap;

  // What the printed figure shares: see symbols.json.
  const S = E.symbols;
  E.themes = {
    light: { ...S.themes.light, lines: S.lines.light },
    dark: { ...S.themes.dark, lines: S.lines.dark },
  };
  E.themes.print = { ...E.themes.light, ...S.print };

  // Width in pixels by the most people reported; those not counted have a class of their own.
  E.peopleClasses = S.people_classes.map(([from, width]) => ({ from, width }));
  E.unknownWidth = S.unknown_width;
  E.widthOf = function (people) {
    if (people === null || people < 1) return E.unknownWidth;
    return E.peopleClasses.reduce((width, each) => (people >= each.from ? each.width : width), 2.5);
  };

  // Dashes by status, in multiples of the width.
  E.dashes = S.dashes;

  // Pictures of the ways of travel, in a box of 16 by 16, drawn for this page.
  E.icons = S.icons;

  // Pictures of the page's own buttons.
  const TOOLS = {
    table: "M2 2.500h12v11H2zm1.400 3.400v2h4v-2zm5.400 0v2h3.800v-2zm-5.400 3.400v2.800h4V9.300zm5.400 0v2.800h3.800V9.300z",
    download: "M7.200 1.500h1.600v6.300l2.300-2.300 1.100 1.100L8 10.800 3.800 6.600l1.100-1.100 2.300 2.300zM2 11.500h1.600v1.600h8.800v-1.600H14v3.200H2z",
    theme: "M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM8 3.100v9.800a4.900 4.900 0 0 0 0-9.800z",
    about: "M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zm0 1.400a5.100 5.100 0 1 0 0 10.200A5.100 5.100 0 0 0 8 2.900zM7.200 7h1.600v4.600H7.200zm0-2.700h1.600v1.600H7.200z",
    whole: "M1.500 1.500H6v1.600H3.100V6H1.500zm8.500 0h4.500V6h-1.600V3.100H10zM1.500 10h1.600v2.900H6v1.600H1.500zm11.400 0h1.600v4.500H10v-1.600h2.900z",
    north: "M8 0l3.500 8.500L8 7 4.500 8.500zM5.300 16V10h1.300l2.800 3.900V10h1.300v6H9.400l-2.800-3.900V16z",
    play: "M4 2.500 13 8l-9 5.500z",
    pause: "M4 3h3v10H4zm5 0h3v10H9z",
    step_back: "M10.500 2.500v11L4 8z",
    step_on: "M5.500 2.500v11L12 8z",
    span: "M1 8l3.500-3.500v2.700h7V4.500L15 8l-3.500 3.500V8.800h-7v2.700z",
  };

  const SVG = "http://www.w3.org/2000/svg";
  E.svg = function (tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  E.icon = function (mode, colour) {
    return E.svg(
      "svg",
      { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "icon" },
      E.svg("path", { d: E.icons[mode] || E.icons.unknown, fill: colour || "currentColor", "fill-rule": "evenodd" })
    );
  };

  E.toolIcon = (name) =>
    E.svg(
      "svg",
      { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "tool-icon" },
      E.svg("path", { d: TOOLS[name], fill: "currentColor", "fill-rule": "evenodd" })
    );

  E.isDark = false;
  E.theme = () => E.themes[E.isPaper ? "print" : E.isDark ? "dark" : "light"];
})();
