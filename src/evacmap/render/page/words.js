// Words: the page's own, and sentences, dates and numbers made of what is reported.
(function () {
  "use strict";
  const E = window.evacmap;
  // Left-to-right and right-to-left names must not turn each other round.
  const isolated = (text) => "\u2068" + text + "\u2069";

  E.fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
  };

  E.plural = function (key, n, more) {
    const { ui } = E.words;
    const rule = format(Intl.PluralRules).select(n);
    const pattern = ui[`${key}_${rule}`] || (n === 1 && ui[key + "_one"]) || ui[key];
    return E.fill(pattern, { n: E.number(n), ...more });
  };

  // Making a format is dear, using it cheap.
  const made = new Map();
  function format(kind, options) {
    const key = kind.name + JSON.stringify(options);
    if (!made.has(key)) made.set(key, new kind(E.words.locale, options));
    return made.get(key);
  }

  E.number = (n) => format(Intl.NumberFormat).format(n);

  function day(text) {
    const [year, month, date] = text.split("-").map(Number);
    const options = { timeZone: "UTC", year: "numeric" };
    if (month) options.month = "long";
    if (date) options.day = "numeric";
    return format(Intl.DateTimeFormat, options).format(Date.UTC(year, (month || 1) - 1, date || 1));
  }

  function single(text) {
    const { ui } = E.words;
    const bare = text.replace(/[~?%]+$/, "");
    const said = /^\d{4}(-\d\d){0,2}$/.test(bare) ? day(bare) : bare;
    if (/[~%]$/.test(text)) return E.fill(ui.about_date, { date: said });
    return text.endsWith("?") ? E.fill(ui.doubtful_date, { date: said }) : said;
  }

  // An EDTF date in plain words.
  E.dateText = function (edtf) {
    const { ui } = E.words;
    if (edtf === null) return ui.unknown_date;
    const [start, end] = edtf.split("/");
    if (end === undefined) return single(start);
    if (start === ".." || start === "") return E.fill(ui.until_date, { date: single(end) });
    if (end === ".." || end === "") return E.fill(ui.from_date, { date: single(start) });
    return E.fill(ui.from_to, { from: single(start), to: single(end) });
  };

  E.dayText = (number) => day(E.isoDay(number));

  E.peopleText = function (leg, what) {
    const count = E.story.count(what, leg);
    if (count === null) return null;
    const { low, high, text } = count;
    if (low === null && high === null) return text;
    const range = low === high ? E.number(low)
      : low === null ? "≤ " + E.number(high)
      : high === null ? "≥ " + E.number(low)
      : `${E.number(low)}–${E.number(high)}`;
    // What the report says beyond the bare number is kept: "about", "at least".
    return text && /[^\d\s.,'’\u00a0\u202f]/.test(text) ? `${range} (“${text}”)` : range;
  };

  // How many, in few words: as the report says it, or the number.
  E.headCount = function (leg) {
    const people = E.story.count("people", leg);
    const count = people && (people.text || E.peopleText(leg, "people"));
    return count && (/\d\W*$/.test(count) ? `${count} ${E.words.ui.people}` : count);
  };

  // The party in the report's words, with the number beside it unless the words hold it.
  function who(leg) {
    const { story, words } = E;
    const party = story.text("party", leg);
    const { text: count } = story.count("people", leg) || story.count("vehicles", leg) || { text: null };
    if (!party) return count ? E.headCount(leg) || count : words.sentence.people;
    const digits = count && count.replace(/\D/g, "");
    const isTold = count && (E.folded(party).includes(E.folded(count)) || (digits && party.replace(/\D/g, "") === digits));
    if (!count || isTold) return party;
    const isCapital = /^\p{Lu}\p{Ll}/u.test(count);
    return `${party} (${isCapital ? count[0].toLowerCase() + count.slice(1) : count})`;
  }

  function way(leg) {
    const { story, words } = E;
    const { sentence } = words;
    const from = story.placeName("from", leg);
    const to = story.placeName("to", leg);
    const via = story.stops(leg).map((stop) => isolated(stop.name)).join(sentence.joining);
    const through = via ? E.fill(sentence.via, { place: via }) : "";
    if (from === null) return through.trim() + E.fill(through ? sentence.to : sentence.towards, { place: isolated(to) });
    if (to === null) return E.fill(sentence.away, { place: isolated(from) }) + through;
    return E.fill(sentence.from, { place: isolated(from) }) + through + E.fill(sentence.to, { place: isolated(to) });
  }

  // A leg as one plain sentence.
  E.sentence = function (leg) {
    const { story, words } = E;
    const date = story.date(leg);
    const text = E.fill(words.sentence[story.status(leg)], {
      who: isolated(who(leg)),
      way: way(leg),
      how: words.how[story.mode(leg)],
      when: date === null ? "" : ", " + E.dateText(date),
    });
    return text.replace(/^(\u2068?)(.)/u, (_, mark, first) => mark + first.toLocaleUpperCase(words.locale));
  };

  E.title = function (leg) {
    const { story, words } = E;
    const from = story.placeName("from", leg) || words.ui.unknown_place;
    const to = story.placeName("to", leg) || words.ui.unknown_place;
    const arrow = words.direction === "rtl" ? " ← " : " → ";
    return isolated(from) + arrow + isolated(to);
  };
})();
