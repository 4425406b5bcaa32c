// A map within another page: just the map, and the evidence of a leg when it is chosen.
(function () {
  "use strict";
  const E = window.evacmap;
  // The map is this wide to its height, within limits that keep it readable.
  const HEIGHT_SHARE = 0.62;
  const LEAST_PX = 260;
  const MOST_PX = 620;
  let told = 0;

  const inAddress = () => new URLSearchParams(location.hash.slice(1)).has("embed");

  // What stands before the rest of an address, so that it stays when the rest changes.
  E.addressOf = function (rest) {
    const parts = [inAddress() ? "embed" : "", rest].filter((part) => part);
    return parts.length ? "#" + parts.join("&") : "";
  };

  // Whether the address says which legs to show.
  E.isAddressed = function () {
    const parts = new URLSearchParams(location.hash.slice(1));
    for (const name of ["embed", "at"]) parts.delete(name);
    return parts.size > 0;
  };

  E.beginEmbedding = function () {
    const { map } = E;
    const { classList } = document.body;
    if (!classList.contains("embed") && !/[?&]embed\b/.test(location.search) && !inAddress()) return;
    classList.add("embed");
    // The wheel scrolls the page around the map until the reader takes hold of it.
    map.scrollWheelZoom.disable();
    map.on("click focus", () => map.scrollWheelZoom.enable());
    map.on("mouseout blur", () => map.scrollWheelZoom.disable());
    window.addEventListener("resize", E.tellHeight);
  };

  // Tell the page around how high the map would like to be. It holds no secret: anyone may listen.
  E.tellHeight = function () {
    if (window.parent === window || !document.body.classList.contains("embed")) return;
    const frame = E.byId("map-frame");
    const around = document.querySelector(".top").offsetHeight + frame.parentElement.offsetHeight - frame.offsetHeight;
    const height = Math.ceil(around + Math.min(MOST_PX, Math.max(LEAST_PX, window.innerWidth * HEIGHT_SHARE)));
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "evacmap-height", height }, "*");
  };
})();
