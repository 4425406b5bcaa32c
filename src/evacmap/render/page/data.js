// The blocks of data in the page: found, unpacked once, and given out as plain objects.
(function () {
  "use strict";
  const E = (window.evacmap = window.evacmap || {});
  const opened = new Map();

  // The number of bytes and a colon, then two characters of base 91 for thirteen bits each.
  function unpack(text) {
    const value = new Uint8Array(127);
    for (let code = 33, n = 0; code < 127; code++) if (!"<&>".includes(String.fromCharCode(code))) value[code] = n++;
    const colon = text.indexOf(":");
    const bytes = new Uint8Array(Number(text.slice(0, colon)));
    let held = 0;
    let bits = 0;
    let at = 0;
    for (let i = colon + 1; i + 1 < text.length; i += 2) {
      held = (held << 13) | (value[text.charCodeAt(i)] * 91 + value[text.charCodeAt(i + 1)]);
      bits += 13;
      while (bits >= 8 && at < bytes.length) {
        bits -= 8;
        bytes[at++] = held >> bits;
        held &= (1 << bits) - 1;
      }
    }
    return bytes;
  }

  async function inflate(text) {
    const packed = new Blob([unpack(text)]).stream();
    return new Response(packed.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  }

  // The page begins while later blocks are still on their way. An element is whole once the parser
  // has gone on to the next.
  function whole(name) {
    const element = document.getElementById("evacmap-" + name);
    return element && (document.readyState !== "loading" || element.nextElementSibling) ? element : null;
  }

  function arrived(name) {
    const element = whole(name);
    if (element) return element;
    return new Promise((resolve) => {
      const look = () => {
        const found = whole(name);
        if (!found) return;
        watch.disconnect();
        document.removeEventListener("readystatechange", look);
        resolve(found);
      };
      const watch = new MutationObserver(look);
      watch.observe(document.body, { childList: true });
      document.addEventListener("readystatechange", look);
    });
  }

  // The element is emptied once read, so that large blocks are not held twice.
  async function open(name) {
    const element = await arrived(name);
    const text = element.textContent;
    const json = element.dataset.coding === "deflate" ? await inflate(text) : text;
    element.textContent = "";
    return JSON.parse(json);
  }

  E.isPlain = async (name) => (await arrived(name)).dataset.coding === "json";

  E.block = function (name) {
    if (!opened.has(name)) opened.set(name, open(name));
    return opened.get(name);
  };

  const nothing = [];

  // The columns of some legs and of those after them; one that either lacks is null there.
  function joined(columns, n, others, m) {
    const whole = {};
    for (const name of new Set([...Object.keys(columns), ...Object.keys(others)])) {
      whole[name] = (columns[name] || new Array(n).fill(null)).concat(others[name] || new Array(m).fill(null));
    }
    return whole;
  }

  // Made from what the map is drawn from; what the lists say is added when it is there.
  E.Story = class {
    constructor(lines) {
      this.data = lines;
      this.n = lines.n;
      this.places = this.readPlaces(lines.places);
      this.widths = [];
      this.arcs = lines.methods.map((method) => method.startsWith("arc"));
    }

    // The legs after the first: every table goes on where it ended.
    grow(more) {
      const { data } = this;
      data.legs = joined(data.legs, data.n, more.legs, more.n);
      data.n = this.n = data.n + more.n;
      this.places = this.places.concat(this.readPlaces(more.places));
      for (const name of ["counts", "lines"]) data[name] = data[name].concat(more[name]);
    }

    add(told) {
      const { first_day: first, last_day: last } = told.legs;
      if (last) told.legs.last_day = last.map((day, leg) => (day === true ? first[leg] : day));
      Object.assign(this.data.legs, told.legs);
      this.data.reports = told.reports;
      this.strings = told.strings;
      this.legsABlock = told.legs_a_block;
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
        x: E.worldX(columns.lon[i]),
        y: E.worldY(columns.lat[i]),
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

    date(leg) {
      const date = this.value("date", leg);
      if (date === true) return E.isoDay(this.data.legs.first_day[leg]);
      return date === null ? null : this.strings[date];
    }

    // The lowest and highest number reported, and the words for it; null where there is none.
    count(what, leg) {
      const number = this.value(what, leg);
      if (number === null) return null;
      const [low, high, text] = this.data.counts[number];
      return { low, high, text: this.strings[text] };
    }

    people(leg) {
      const number = this.value("people", leg);
      if (number === null) return null;
      const [low, high] = this.data.counts[number];
      return high === null ? low : high;
    }

    // The width of a leg's line, worked out once for each number reported.
    width(leg) {
      const number = this.value("people", leg);
      if (number === null) return E.unknownWidth;
      if (!this.widths[number]) this.widths[number] = E.widthOf(this.people(leg));
      return this.widths[number];
    }

    // The reports behind a leg, one for each quote.
    reports(leg) {
      return this.data.legs.reports[leg].map((number) => {
        const texts = this.data.reports[number].map((text) => (text === null ? null : this.strings[text]));
        const [document, publisher, title, published, url] = texts;
        return { document, publisher, title, published, url };
      });
    }

    // The places of a leg in order of travel, those that are known.
    ends(leg) {
      const stops = (this.value("via", leg) || nothing).map(([place]) => this.places[place]);
      return [this.place("from", leg), ...stops, this.place("to", leg)].filter((place) => place);
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

    isArc(leg) {
      return this.arcs[this.data.legs.method[leg]];
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
  };

  // The quotes of so many legs stand in one block; first[leg] is the row of a leg's first one.
  const quotes = new Map();

  async function openQuotes(number) {
    const data = await E.block("evidence" + (number || ""));
    if (quotes.has(number)) return;
    const start = number * E.story.legsABlock;
    const reports = (E.story.data.legs.reports || nothing).slice(start, start + E.story.legsABlock);
    let row = 0;
    const first = reports.map((each) => (row += each.length) - each.length);
    quotes.set(number, { data, start, first });
  }

  const blockOf = (leg) => Math.floor(leg / E.story.legsABlock);

  // Opens all quotes, so that E.evidenceIn knows those of any leg.
  E.quotes = async function () {
    for (let number = 0; number === 0 || number <= blockOf(E.story.n - 1); number++) await openQuotes(number);
  };

  E.evidenceOf = async function (leg) {
    await openQuotes(blockOf(leg));
    return E.evidenceIn(leg);
  };

  // What stands behind a leg, its quotes having been opened; nothing before.
  E.evidenceIn = function (leg) {
    const block = quotes.get(blockOf(leg));
    if (!block) return nothing;
    const { data, start: firstLeg, first } = block;
    return E.story.reports(leg).map((report, i) => {
      const row = first[leg - firstLeg] + i;
      const saidBy = data.said_by ? data.said_by[row] : null;
      const start = data.start[row];
      // Characters as Python counts them, not as JavaScript does.
      const end = data.end[row] === true ? start + [...data.quote[row]].length : data.end[row];
      return { ...report, quote: data.quote[row], start, end, saidBy: saidBy === null ? null : data.strings[saidBy] };
    });
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
