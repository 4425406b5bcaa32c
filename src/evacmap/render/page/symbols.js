// Colours, strokes and symbols: what each looks like, in light, dark and print.
(function () {
  "use strict";
  const E = window.evacmap;

  // Hues after Okabe and Ito, made darker or lighter until each stands out 3:1 from land and sea.
  const LINES = {
    light: {
      road: "#c04a00", car: "#c04a00", bus: "#8f6200", convoy: "#8f6200", foot: "#a83f7b",
      rail: "#26221c", air: "#005f9e", helicopter: "#1a78b0", sea: "#00734f", unknown: "#5d6066",
    },
    dark: {
      road: "#ff8a4a", car: "#ff8a4a", bus: "#e9b13c", convoy: "#e9b13c", foot: "#e79bc6",
      rail: "#f2efe8", air: "#6db9f0", helicopter: "#8fd3ff", sea: "#3fcf9f", unknown: "#b4b8be",
    },
  };
  LINES.print = LINES.light;

  E.themes = {
    light: {
      lines: LINES.light, sea: "#dbe7ee", land: "#f6f3ec", coast: "#a9bac4", lake: "#dbe7ee",
      river: "#c3d6e0", border: "#9b9184", admin: "#ddd6c8", casing: "#ffffff", ink: "#1d2126",
      label: "#3b3f45", country: "#8d8576", seaLabel: "#6f93a8", halo: "rgba(255,255,255,0.9)",
      area: "90,84,74", marker: "#ffffff", accent: "#ffd23f",
    },
    dark: {
      lines: LINES.dark, sea: "#10171d", land: "#20262b", coast: "#3f4c55", lake: "#10171d",
      river: "#2b3942", border: "#6f6a60", admin: "#30373d", casing: "#0b0f12", ink: "#f3f4f5",
      label: "#d3d7db", country: "#8b9096", seaLabel: "#5b7b8f", halo: "rgba(16,20,24,0.9)",
      area: "215,215,205", marker: "#20262b", accent: "#ffd23f",
    },
  };
  E.themes.print = {
    ...E.themes.light, sea: "#eef3f6", land: "#ffffff", lake: "#eef3f6", admin: "#e6e6e6",
  };

  // Width in pixels by the most people reported; those not counted have a class of their own.
  E.peopleClasses = [
    { from: 1, width: 2.5 },
    { from: 100, width: 3.5 },
    { from: 1000, width: 5 },
    { from: 10000, width: 7 },
    { from: 100000, width: 9.5 },
  ];
  E.unknownWidth = 2;
  E.widthOf = function (people) {
    if (people === null || people < 1) return E.unknownWidth;
    return E.peopleClasses.reduce((width, each) => (people >= each.from ? each.width : width), 2.5);
  };

  // Dashes by status, in multiples of the width.
  E.dashes = {
    completed: [],
    ongoing: [],
    planned: [11, 6],
    urged: [0.1, 6],
    denied: [],
  };

  // Pictures of the ways of travel, in a box of 16 by 16, drawn for this page.
  E.icons = {
    road: "M5 14 7 2h2l2 12H9.4V11H6.6v3zM7.3 9h1.4V7H7.3zm.2-4h1V3.4h-1z",
    car: "M3.2 7 4.6 4h6.8l1.4 3 1.2.8V12h-1.4v1.4h-1.8V12H5.2v1.4H3.4V12H2V7.8zM5 7h6l-.8-1.7H5.8z",
    bus: "M3 3.4C3 2.6 3.6 2 4.4 2h7.2c.8 0 1.4.6 1.4 1.4V12h-1v1.6h-1.8V12H5.8v1.6H4V12H3zM4.6 4v3.6h6.8V4zM4.4 9v1.4h1.8V9zm5.4 0v1.4h1.8V9z",
    convoy: "M1 5h4.4v5H1zm5.2 1.6h1.6L8.6 8v2H6.200zM9.600 5H13v5H9.600zm3.800 1.600h1.200L15.600 8v2h-2.200zM2 10.800h1.800v1.400H2zm4.400 0h1.800v1.400H6.400zm4 0h1.800v1.400h-1.800zm3 0h1.600v1.400h-1.600z",
    foot: "M8.600 1.400a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zM6.600 5h2.400l1.400 2.200 1.800.8-.6 1.200-2.200-.9-.4-.5-.5 2.200 1.900 1.800.6 3H9.500L9 12.200 7 10.400l-.6 2-1.800 2.600-1.200-.8 1.600-2.400.9-3.600-.9.6-.4 1.700-1.300-.3.5-2.300z",
    rail: "M5 1.600h6c1 0 1.600.7 1.600 1.700v6c0 1-.7 1.700-1.600 1.700l1.600 2.600h-1.600l-.6-1H5.600l-.6 1H3.400L5 11c-1 0-1.600-.7-1.600-1.700v-6c0-1 .7-1.700 1.600-1.700zm-.2 2V6.600h6.400v-3zm.9 4.600a.9.9 0 1 0 0 1.800.9.9 0 0 0 0-1.800zm4.600 0a.9.9 0 1 0 0 1.800.9.9 0 0 0 0-1.800z",
    air: "M8 1c.7 0 1.100.7 1.100 1.600v3.200l5.400 3.400v1.600L9.100 9.200v3l1.700 1.300v1.200L8 13.900l-2.800.8v-1.200l1.700-1.300v-3l-5.400 1.600V9.200l5.400-3.400V2.600C6.900 1.700 7.300 1 8 1z",
    helicopter: "M2 2.600h11V3.800H8.200v1.400h1c2.600 0 4.400 1.900 4.600 4.600H6.600L4.800 7.200H2.400L1.200 5h1.400l.8 1h3.400V3.800H2zM9.200 6.400v2.200h3C11.800 7.300 10.700 6.400 9.200 6.400zM5 12h8v1.200H5z",
    sea: "M7.200 1.600h1.600V3h2.400v3.400l2.300.9-1.500 3.900c-1 0-1.500.8-2.500.8s-1.300-.8-2.200-.8-1.300.8-2.300.8-1-.8-1.500-.8L2 7.300l2.800-.9V3h2.400zM6 4.400V6l2-.7 2 .7V4.400zM1.600 13c1 0 1.300.8 2.300.8S5.300 13 6.200 13s1.200.8 2.200.8 1.300-.8 2.300-.8 1.300.8 2.300.8v1.200c-1.300 0-1.600-.8-2.400-.8s-1.200.8-2.300.8-1.400-.8-2.200-.8-1.100.8-2.200.8-1.400-.8-2.300-.8z",
    unknown: "M8 2.200c2 0 3.500 1.200 3.500 3.100 0 1.400-.8 2.100-1.600 2.700-.8.600-1.100.900-1.100 1.900v.4H7.100v-.5c0-1.600.7-2.200 1.500-2.800.6-.5 1-.8 1-1.600 0-.9-.7-1.500-1.700-1.500-1.100 0-1.700.7-1.800 1.700H4.400C4.500 3.600 5.900 2.200 8 2.200zM7 11.600h1.900v1.900H7z",
  };

  // Pictures of the page's own buttons.
  const TOOLS = {
    table: "M2 2.500h12v11H2zm1.400 3.400v2h4v-2zm5.400 0v2h3.800v-2zm-5.400 3.400v2.800h4V9.300zm5.400 0v2.800h3.800V9.300z",
    download: "M7.200 1.500h1.600v6.300l2.300-2.300 1.100 1.100L8 10.800 3.800 6.600l1.100-1.100 2.300 2.300zM2 11.500h1.600v1.600h8.800v-1.600H14v3.200H2z",
    theme: "M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM8 3.100v9.800a4.900 4.900 0 0 0 0-9.800z",
    about: "M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zm0 1.400a5.100 5.100 0 1 0 0 10.200A5.100 5.100 0 0 0 8 2.900zM7.200 7h1.600v4.600H7.200zm0-2.700h1.600v1.600H7.200z",
    whole: "M1.500 1.500H6v1.600H3.100V6H1.500zm8.500 0h4.500V6h-1.600V3.100H10zM1.500 10h1.600v2.900H6v1.600H1.500zm11.400 0h1.600v4.500H10v-1.600h2.900z",
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
