// The blocks of data in the page: found, unpacked once, and given out as plain objects.
(function () {
  "use strict";
  const E = (window.evacmap = window.evacmap || {});
  const opened = new Map();

  async function inflate(base64) {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  // The element is emptied once read, so that large blocks are not held twice.
  async function open(name) {
    const element = document.getElementById("evacmap-" + name);
    const text = element.textContent;
    const json = element.dataset.coding === "deflate" ? await inflate(text) : text;
    element.textContent = "";
    return JSON.parse(json);
  }

  E.block = function (name) {
    if (!opened.has(name)) opened.set(name, open(name));
    return opened.get(name);
  };

  const nothing = [];
  E.Story = class {
    constructor(data) {
      this.data = data;
      this.strings = data.strings;
      this.n = (data.legs.id || nothing).length;
      this.places = this.readPlaces(data.places);
    }

    readPlaces(columns) {
      const ids = columns.id || nothing;
      return ids.map((id, i) => ({
        id,
        name: columns.name[i],
        kind: columns.kind[i],
        isArea: !!columns.is_area[i],
        lon: columns.lon[i],
        lat: columns.lat[i],
        extentKm: columns.extent_km[i],
        country: columns.country ? columns.country[i] : null,
      }));
    }

    // The value of a column, null where the sources do not say.
    value(column, leg) {
      const values = this.data.legs[column];
      return values === undefined ? null : values[leg];
    }

    text(column, leg) {
      const number = this.value(column, leg);
      return number === null ? null : this.strings[number];
    }

    texts(column, leg) {
      return (this.value(column, leg) || nothing).map((number) => this.strings[number]);
    }

    pairs(column, leg) {
      return (this.value(column, leg) || nothing).map(([a, b]) => [this.strings[a], b]);
    }

    mode(leg) {
      return this.data.modes[this.data.legs.mode[leg]];
    }

    status(leg) {
      return this.data.statuses[this.data.legs.status[leg]];
    }

    method(leg) {
      return this.data.methods[this.data.legs.method[leg]];
    }

    place(side, leg) {
      const number = this.value(side, leg);
      return number === null ? null : this.places[number];
    }

    // The name as a report writes it; null where the place is not reported.
    placeName(side, leg) {
      const place = this.place(side, leg);
      return place && (this.text(side + "_name", leg) || place.name);
    }

    stops(leg) {
      return (this.value("via", leg) || nothing).map(([place, name]) => ({
        place: this.places[place],
        name: name === null ? this.places[place].name : this.strings[name],
      }));
    }

    people(leg) {
      const high = this.value("people_high", leg);
      return high === null ? this.value("people_low", leg) : high;
    }
  };

  // All evidence, by leg.
  E.evidence = async function () {
    const data = await E.block("evidence");
    if (!data.byLeg) {
      data.byLeg = new Map();
      (data.leg || nothing).forEach((leg, row) => {
        if (!data.byLeg.has(leg)) data.byLeg.set(leg, []);
        data.byLeg.get(leg).push(row);
      });
    }
    return data;
  };

  E.evidenceOf = async function (leg) {
    const data = await E.evidence();
    const text = (column, row) => {
      const number = data[column] ? data[column][row] : null;
      return number === null ? null : data.strings[number];
    };
    return (data.byLeg.get(leg) || nothing).map((row) => ({
      document: text("document", row),
      publisher: text("publisher", row),
      title: text("title", row),
      published: text("published", row),
      url: text("url", row),
      saidBy: text("said_by", row),
      quote: data.quote[row],
      start: data.start[row],
      end: data.end[row],
    }));
  };

  // Elements are only ever made of text: report text is hostile.
  E.element = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "onclick" || name === "oninput" || name === "onchange") {
        element.addEventListener(name.slice(2), value);
      } else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  E.byId = (name) => document.getElementById("evacmap-" + name);
})();
