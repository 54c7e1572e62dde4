// Search over the words that the site holds, on the reader's own machine; nothing is sent anywhere.
"use strict";

(() => {
  const box = document.querySelector(".search");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("#found");
  const count = box.querySelector("#search-count");
  const MOST = 50;
  let rows = null;
  let loading = false;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The words come as a script: a page opened from disk may load that, and nothing else.
  window.policytrailWords = (given) => {
    rows = given.rows.map(([kind, title, under, path, text]) => ({
      kind: given.kinds[kind], title, under, path, text,
      head: ` ${fold(`${title} ${under}`)}`, all: ` ${fold(`${title} ${under} ${text}`)}`,
    }));
    show();
  };

  const load = () => {
    if (rows || loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = box.dataset.words;
    script.onerror = () => { count.textContent = box.dataset.unreadable; };
    document.head.append(script);
  };

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

  const entry = (row) => {
    const at = document.createElement("li");
    const link = document.createElement("a");
    link.href = box.dataset.root + row.path;
    link.textContent = row.title;
    const kind = document.createElement("span");
    kind.className = "badge";
    kind.textContent = row.kind;
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

  const show = () => {
    const words = fold(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!rows || !words.length) {
      list.replaceChildren();
      count.textContent = "";
      return;
    }
    const hits = rows.map((row) => [score(row, words), row]).filter(([sum]) => sum)
      .sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...hits.slice(0, MOST).map(([, row]) => entry(row)));
    const said = [box.dataset.found.replace("{count}", hits.length)];
    if (hits.length > MOST) said.push(box.dataset.firstShown.replace("{count}", MOST));
    count.textContent = said.join(", ");
  };

  input.disabled = false;
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; load(); }
})();
