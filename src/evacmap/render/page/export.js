// Files and pictures of what is shown now, made in the page.
(function () {
  "use strict";
  const E = window.evacmap;
  const el = E.element;
  const DEGREE_DIGITS = 5;

  function save(name, type, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const fileName = (suffix) =>
    (E.folded(E.about.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "map") + suffix;

  const round = (degrees) => Number(degrees.toFixed(DEGREE_DIGITS));

  function coordinates(leg) {
    const { story } = E;
    const data = story.data;
    const number = story.value("line", leg);
    if (number === true) return [story.ends(leg).map((place) => [place.lon, place.lat])];
    return (data.lines[number] || []).map((steps) => {
      const points = [];
      let lon = 0;
      let lat = 0;
      for (let i = 0; i < steps.length; i += 2) {
        lon += steps[i];
        lat += steps[i + 1];
        points.push([round(lon / data.per_degree), round(lat / data.per_degree)]);
      }
      return points;
    });
  }

  function geometry(leg) {
    const lines = coordinates(leg).filter((line) => line.length);
    if (!lines.length) return null;
    if (lines.length > 1) return { type: "MultiLineString", coordinates: lines };
    return lines[0].length === 1 ? { type: "Point", coordinates: lines[0][0] } : { type: "LineString", coordinates: lines[0] };
  }

  function corrected(leg) {
    const { story } = E;
    return (story.value("corrected", leg) || []).map((numbers) => {
      const [field, was, who, why] = numbers.map((number) => (number === null ? null : story.strings[number]));
      const told = [who, why].filter((text) => text).join(": ");
      const what = field === "leg" ? was : `was ${was || "not reported"}`;
      return told ? `${field}: ${what} (${told})` : `${field}: ${what}`;
    });
  }

  // The columns of the tables that evacmap writes.
  async function properties(leg) {
    const { story } = E;
    const sources = await E.evidenceOf(leg);
    const unique = (name) => [...new Set(sources.map((item) => item[name]).filter((value) => value))];
    const first = sources[0] || {};
    const end = (side, name) => {
      const place = story.place(side, leg);
      return {
        [name]: story.placeName(side, leg), [name + "_lon"]: place && place.lon, [name + "_lat"]: place && place.lat,
        [name + "_id"]: place && place.id, [name + "_kind"]: place && place.kind,
      };
    };
    const iso = (day) => (day === null ? null : E.isoDay(day));
    const count = (what) => {
      const { low, high, text } = story.count(what, leg) || { low: null, high: null, text: null };
      return { [what + "_min"]: low, [what + "_max"]: high, [what + "_text"]: text };
    };
    const inferred = story.pairs("inferred", leg).map(([field, basis]) => `${field}: ${story.strings[basis]}`);
    return {
      id: story.data.legs.id[leg], doc: unique("document").join(" "), ...end("from", "origin"),
      via: story.stops(leg).map((stop) => stop.name).join("; ") || null, ...end("to", "destination"),
      date: story.date(leg), date_earliest: iso(story.value("first_day", leg)), date_latest: iso(story.value("last_day", leg)),
      mode: story.mode(leg), party: story.text("party", leg), party_kind: story.text("party_kind", leg),
      nationality: story.text("nationality", leg), ...count("people"), ...count("vehicles"), status: story.status(leg),
      inferred: inferred.join("; ") || null, confidence: story.value("confidence", leg),
      publisher: unique("publisher").join("; ") || null, published: first.published || null, url: unique("url").join(" ") || null,
      said_by: first.saidBy || null, quote: first.quote || null, quote_start: first.start ?? null, quote_end: first.end ?? null,
      sources: story.value("sources", leg), route_method: story.method(leg), length_km: story.value("length_km", leg),
      corrected: corrected(leg).join("; ") || null,
    };
  }

  async function rows() {
    const found = [];
    for (const leg of E.state.listed) found.push([leg, await properties(leg)]);
    return found;
  }

  async function geojson() {
    const features = (await rows()).map(([leg, row]) =>
      JSON.stringify({ type: "Feature", id: row.id, geometry: geometry(leg), properties: row }));
    return `{"type": "FeatureCollection", "features": [\n${features.join(",\n")}\n]}\n`;
  }

  // A spreadsheet would run a text that begins like a formula.
  function csvCell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const text = /^[=+\-@\t\r\n]/.test(value) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  async function csv() {
    const table = await rows();
    if (!table.length) return "";
    const columns = Object.keys(table[0][1]);
    const lines = [columns, ...table.map(([, row]) => columns.map((column) => row[column]))];
    return lines.map((line) => line.map(csvCell).join(",") + "\r\n").join("");
  }

  // Characters that XML cannot hold are left out.
  const xml = (text) =>
    String(text).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  E.xml = xml;

  async function kml() {
    const marks = (await rows()).map(([leg, row]) => {
      const shape = geometry(leg);
      const lines = coordinates(leg).filter((line) => line.length);
      const text = (line) => line.map(([lon, lat]) => `${lon},${lat}`).join(" ");
      const one = (line) => line.length === 1 ? `<Point><coordinates>${text(line)}</coordinates></Point>`
        : `<LineString><tessellate>1</tessellate><coordinates>${text(line)}</coordinates></LineString>`;
      const drawn = shape ? `<MultiGeometry>${lines.map(one).join("")}</MultiGeometry>` : "";
      const colour = E.themes.light.lines[row.mode];
      const abgr = "ff" + colour.slice(5, 7) + colour.slice(3, 5) + colour.slice(1, 3);
      const begin = row.date_earliest ? `<begin>${row.date_earliest}</begin>` : "";
      const end = row.date_latest ? `<end>${row.date_latest}</end>` : "";
      const span = begin || end ? `<TimeSpan>${begin}${end}</TimeSpan>` : "";
      const data = Object.entries(row).filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => `<Data name="${name}"><value>${xml(value)}</value></Data>`).join("");
      return `<Placemark id="leg-${xml(row.id)}"><name>${xml(E.title(leg))}</name><description>${xml(E.sentence(leg))}</description>${span}<Style><LineStyle><color>${abgr}</color><width>3</width></LineStyle></Style><ExtendedData>${data}</ExtendedData>${drawn}</Placemark>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(E.about.title)}</name>\n${marks.join("\n")}\n</Document></kml>\n`;
  }

  function finish(generator) {
    while (!generator.next().done);
  }

  // What the map shows now, in a picture of another size, room for bars above and below left.
  E.viewOf = function (width, height, above = 0, below = 0) {
    const inner = E.layer.containerView();
    const room = height - above - below;
    const scale = inner.scale * Math.min(width / inner.width, room / inner.height);
    const left = inner.left + (inner.width / inner.scale - width / scale) / 2;
    const top = inner.top + (inner.height / inner.scale - room / scale) / 2;
    return { ...E.view(left, top - above / scale, scale, width, height), above, below };
  };

  // A bar of a round length, true at the middle of the picture, and which way north is.
  E.drawScale = function (ctx, view) {
    const theme = E.theme();
    const lat = E.latOfWorldY(view.top + view.height / view.scale / 2);
    const pixels = E.radiusOf({ lat, extentKm: 1 }, view);
    const most = Math.min(150, view.width / 5) / pixels;
    const power = 10 ** Math.floor(Math.log10(most));
    const km = [5, 2, 1].find((each) => each * power <= most) * power;
    const text = km < 1 ? `${E.number(km * 1000)} m` : `${E.number(km)} km`;
    const [right, base] = [view.width - 16, view.height - (view.below || 0) - 14];
    const left = right - km * pixels;
    ctx.setLineDash([]);
    for (const [colour, width] of [[theme.halo, 4], [theme.ink, 1.6]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.beginPath();
      for (const [i, [x, y]] of [[left, base - 6], [left, base], [right, base], [right, base - 6]].entries()) ctx[i ? "lineTo" : "moveTo"](x, y);
      ctx.stroke();
    }
    const labels = new E.Labels(ctx, view);
    labels.write(text, left + 5, base - 9, E.labelStyle(theme.ink, 11, 400));
    const up = left - 18;
    ctx.beginPath();
    for (const [i, [x, y]] of [[up, base - 26], [up + 5, base - 12], [up, base - 15], [up - 5, base - 12]].entries()) ctx[i ? "lineTo" : "moveTo"](x, y);
    ctx.closePath();
    ctx.fillStyle = theme.ink;
    ctx.fill();
    labels.write("N", up - 4, base - 4, E.labelStyle(theme.ink, 11, 700));
  };

  // The map as it stands, with title and credits, on a context of any kind.
  E.drawPicture = function (ctx, width, height) {
    const view = E.viewOf(width, height, 64, 32);
    E.layer.basemap.draw(ctx, view);
    finish(E.drawCopies(ctx, view, { ...E.layer.scene, basemap: E.layer.basemap }));
    if (E.layer.chosen) E.drawChosen(ctx, view, E.layer.chosen);
    E.drawScale(ctx, view);
    const theme = E.theme();
    ctx.setLineDash([]);
    ctx.fillStyle = theme.marker;
    ctx.fillRect(0, 0, width, 64);
    ctx.fillRect(0, height - 32, width, 32);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.ink;
    ctx.font = `700 20px ${E.fontFamily}`;
    ctx.fillText(E.about.title, 16, 24);
    ctx.font = `400 13px ${E.fontFamily}`;
    ctx.fillText([E.about.subtitle, E.byId("counts").textContent].filter((text) => text).join(" · "), 16, 48);
    ctx.font = `400 11px ${E.fontFamily}`;
    ctx.fillText(E.byId("credits").textContent, 16, height - 16);
  };

  function png() {
    const { width, height } = E.layer.containerView();
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = (height + 96) * 2;
    const ctx = canvas.getContext("2d");
    ctx.scale(2, 2);
    E.drawPicture(ctx, width, height + 96);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  function svg() {
    const { width, height } = E.layer.containerView();
    const ctx = new E.SvgContext(width, height + 96);
    E.drawPicture(ctx, width, height + 96);
    return ctx.text(E.about.title);
  }

  E.files = { csv, geojson, kml, png, svg };
  const TYPES = {
    csv: "text/csv;charset=utf-8", geojson: "application/geo+json", kml: "application/vnd.google-earth.kml+xml",
    png: "image/png", svg: "image/svg+xml",
  };

  E.openDownloads = function () {
    const { words } = E;
    const button = (kind) =>
      el("li", null, el("button", {
        type: "button", "data-file": kind,
        onclick: async () => save(fileName("." + kind), TYPES[kind], await E.files[kind]()),
      }, words.files[kind]));
    // To be pasted into a report; where the browser does not let the page copy, it is saved.
    const copy = async (event) => {
      const node = event.currentTarget;
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
        node.textContent = words.ui.copied;
      } catch {
        save(fileName(".png"), TYPES.png, await png());
      }
    };
    const copying = el("li", null, el("button", { type: "button", "data-file": "copy", onclick: copy }, words.files.copy));
    const print = el("li", null, el("button", { type: "button", "data-file": "print", onclick: () => { E.closeDialog(); E.print(); } }, words.files.print));
    const content = el("div", null,
      el("p", null, E.fill(words.files.note, { n: E.number(E.state.count) })),
      el("ul", { class: "files" }, ...Object.keys(E.files).map(button), copying, print));
    E.openDialog(words.ui.download, content, "small");
  };
})();
