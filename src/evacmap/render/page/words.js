// Words: the page's own, and sentences, dates and numbers made of what is reported.
(function () {
  "use strict";
  const E = window.evacmap;
  // Left-to-right and right-to-left names must not turn each other round.
  const isolated = (E.isolated = (text) => "\u2068" + text + "\u2069");

  E.fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
  };

  E.plural = (key, n, more) => plural(E.words.ui, key, n, { n: E.number(n), ...more });

  // The words of a key in the form that goes with a number.
  function plural(words, key, n, values) {
    const rule = format(Intl.PluralRules).select(n);
    const pattern = words[`${key}_${rule}`] || (n === 1 && words[key + "_one"]) || words[key];
    return E.fill(pattern, values);
  }

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
    if (!isEnglish()) return countInWords(leg);
    const people = E.story.count("people", leg);
    const count = people && (people.text || E.peopleText(leg, "people"));
    return count && (/\d\W*$/.test(count) ? `${count} ${E.words.ui.people}` : count);
  };

  // Reports are in English, so that an English page can join their words into its own.
  const isEnglish = () => E.words.locale.startsWith("en");

  // The number of people in the page's own language; null where there is none.
  function countInWords(leg) {
    const { people, sentence } = E.words;
    const count = E.story.count("people", leg);
    if (count === null) return null;
    const { low, high, text } = count;
    const quoted = E.fill(sentence.party, { name: isolated(text) });
    if (low === null && high === null) return quoted;
    if (low === null) return plural(people, "at_most", high, { n: E.number(high) });
    if (high === null) return plural(people, "at_least", low, { n: E.number(low) });
    if (low !== high) return plural(people, "range", high, { n: `${E.number(low)}–${E.number(high)}` });
    const told = plural(people, "exact", low, { n: E.number(low) });
    // What the report says beyond the bare number is kept: "about", "some".
    return /\p{L}/u.test(text) ? E.fill(people.said, { n: told, text: quoted }) : told;
  }

  // The party in the report's words, marked as such, and the number in the page's.
  function whoAbroad(leg) {
    const { story, words } = E;
    const quoted = (text) => E.fill(words.sentence.party, { name: isolated(text) });
    const party = story.text("party", leg);
    const vehicles = story.count("vehicles", leg);
    const number = countInWords(leg) || (vehicles && quoted(vehicles.text));
    if (!party) return number || words.sentence.people;
    return number ? `${quoted(party)} (${number})` : quoted(party);
  }

  // The party in the report's words, with the number beside it unless the words hold it.
  function who(leg) {
    const { story, words } = E;
    if (!isEnglish()) return whoAbroad(leg);
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
    const named = (name) => E.fill(sentence.name, { name: isolated(name) });
    const via = story.stops(leg).map((stop) => named(stop.name)).join(sentence.joining);
    const filled = (key, place) => (place ? E.fill(sentence[key], { place }) : "");
    if (from === null) return filled("towards", named(to)) + filled("passing", via);
    if (to === null) return filled("away", named(from)) + filled("passing", via);
    return filled("from", named(from)) + filled("via", via) + filled("to", named(to));
  }

  function when(leg) {
    const { sentence } = E.words;
    const date = E.story.date(leg);
    if (date === null) return "";
    const key = /^\d{4}-\d\d-\d\d$/.test(date) ? "on_day" : /^\d{4}(-\d\d)?$/.test(date) ? "in_month" : null;
    const said = E.dateText(date);
    return E.fill(sentence.when, { date: key ? E.fill(sentence[key], { date: said }) : said });
  }

  // A leg as one plain sentence.
  E.sentence = function (leg) {
    const { story, words } = E;
    const text = E.fill(words.sentence[story.status(leg)], {
      who: isolated(who(leg)),
      way: way(leg),
      how: words.how[story.mode(leg)],
      when: when(leg),
    });
    // A date may end in a full stop of its own.
    return text.replace(/\.\.$/, ".").replace(/^(\u2068?)(.)/u, (_, mark, first) => mark + first.toLocaleUpperCase(words.locale));
  };

  E.title = function (leg) {
    const { story, words } = E;
    const from = story.placeName("from", leg) || words.ui.unknown_place;
    const to = story.placeName("to", leg) || words.ui.unknown_place;
    const arrow = words.direction === "rtl" ? " ← " : " → ";
    return isolated(from) + arrow + isolated(to);
  };
})();
