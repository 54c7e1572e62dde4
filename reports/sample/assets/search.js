// Search over the words that the site holds, on the reader's own machine; nothing is sent anywhere.
"use strict";

(() => {
  const box = document.querySelector(".search");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("#found");
  const count = box.querySelector("#search-count");
  const MOST = 50;
  const AT_ONCE = 8;
  const root = box.dataset.root;
  let index = null;
  const lists = new Map();
  const rowsOf = new Map();

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const prefixOf = (word) => [...word].slice(0, 2)
    .map((each) => /[a-z0-9]/.test(each) ? each : `u${each.codePointAt(0).toString(16)}`).join("");

  // The words come as scripts: a page opened from disk may load those, and nothing else.
  const loaded = new Map();
  const load = (path) => {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + path;
        script.onload = resolve;
        script.onerror = () => { loaded.delete(path); reject(new Error(path)); };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };

  // A path of a fragment alone is of the page of the row before, and that row's second line goes on.
  // A number in place of a title or text is that of the row that said it first.
  const readable = (rows) => {
    let page = "";
    let line = "";
    const said = (words, at) => typeof words === "number" ? rows[words][at] : words;
    return rows.map(([kind, titled, under, path, worded]) => {
      const [title, text] = [said(titled, 1), said(worded, 4)];
      if (!path.startsWith("#")) [page, line] = [path.split("#")[0], under];
      const whole = path.startsWith("#") ? page + path : path;
      return {
        kind, title, under: line, path: whole, text,
        head: ` ${wordsOf(`${title} ${line}`).join(" ")}`,
        all: ` ${wordsOf(`${title} ${line} ${text}`).join(" ")}`,
      };
    });
  };
  // A negative number stands for all from the one before it up to its own.
  const spread = (numbers) => numbers.flatMap((number, at) => number >= 0 ? [number]
    : Array.from({ length: -number - numbers[at - 1] }, (_, step) => numbers[at - 1] + 1 + step));
  window.policytrailSearch = (heads, rows) => { index = { ...heads, rows: readable(rows) }; };
  window.policytrailWords = (prefix, words) => { lists.set(prefix, words); };
  window.policytrailRows = (service, rows) => { rowsOf.set(service, readable(rows)); };

  // Every word asked for must begin a word of the row; a hit in its title counts most.
  const score = (row, words) => {
    let sum = 0;
    for (const word of words) {
      if (row.head.includes(` ${word}`)) sum += 3;
      else if (row.all.includes(` ${word}`)) sum += 1;
      else return 0;
    }
    return sum;
  };

  // The services that have all words; a word of one letter is looked for in the rows alone.
  const servicesWith = async (words) => {
    const long = words.filter((word) => [...word].length > 1);
    if (!long.length || long.some((word) => !index.prefixes.includes(prefixOf(word)))) return [];
    await Promise.all(long.map((word) => load(`search/words/${prefixOf(word)}.js`)));
    const having = long.map((word) => new Set(lists.get(prefixOf(word))
      .filter(([known]) => known.startsWith(word)).flatMap(([, numbers]) => spread(numbers))));
    return [...having[0]].filter((number) => having.every((some) => some.has(number)))
      .sort((a, b) => a - b).map((number) => index.services[number]);
  };

  const entry = (row) => {
    const at = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + row.path;
    link.textContent = row.title;
    const kind = document.createElement("span");
    kind.className = "badge";
    kind.textContent = index.kinds[row.kind];
    const under = document.createElement("span");
    under.className = "quiet";
    under.textContent = ` ${row.under}`;
    const text = document.createElement("p");
    text.className = "quiet";
    text.dir = "auto";
    text.textContent = row.text;
    at.append(kind, " ", link, under, text);
    return at;
  };

  const draw = (hits, more) => {
    const ordered = [...hits].sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...ordered.slice(0, MOST).map(([, row]) => entry(row)));
    const many = more || hits.length > MOST;
    count.textContent = many ? box.dataset.firstShown.replace("{count}", Math.min(MOST, hits.length))
      : box.dataset.found.replace("{count}", hits.length);
  };

  let asked = "";
  const show = async () => {
    const words = wordsOf(input.value);
    const question = words.join(" ");
    asked = question;
    if (!words.length) {
      list.replaceChildren();
      count.textContent = "";
      return;
    }
    try {
      await load("search/index.js");
      const hits = [];
      const look = (rows) => {
        for (const row of rows) {
          const sum = score(row, words);
          if (sum) hits.push([sum, row]);
        }
      };
      look(index.rows);
      const services = await servicesWith(words);
      let place = 0;
      while (asked === question && place < services.length && hits.length <= MOST) {
        const some = services.slice(place, place + AT_ONCE);
        place += AT_ONCE;
        await Promise.all(some.map((name) => load(`search/rows/${name}.js`)));
        for (const name of some) look(rowsOf.get(name));
      }
      if (asked === question) draw(hits, place < services.length);
    } catch {
      count.textContent = box.dataset.unreadable;
    }
  };

  input.disabled = false;
  input.addEventListener("focus", () => { load("search/index.js").catch(() => {}); });
  input.addEventListener("input", show);
  const query = new URLSearchParams(location.search).get("q");
  if (query) { input.value = query; show(); }
})();
