// Everything here is a comfort: without it the pages say the same.
"use strict";

// n and p go to the next and the previous passage of a redline; s switches the view.
(() => {
  const passages = [...document.querySelectorAll(".hunk")];
  if (!passages.length) return;
  let place = -1;
  const go = (step) => {
    passages[place]?.classList.remove("current");
    place = Math.min(Math.max(place + step, 0), passages.length - 1);
    const passage = passages[place];
    passage.closest("details")?.setAttribute("open", "");
    passage.classList.add("current");
    passage.tabIndex = -1;
    passage.focus({ preventScroll: true });
    passage.scrollIntoView({ block: "start" });
  };
  const turn = () => {
    const other = document.querySelector("input[name=view]:not(:checked)");
    if (other) other.checked = true;
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], input[type=text], textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
    else if (event.key === "s") turn();
  });
})();

// The front page marks what is new since the last visit, and shows some of the alerts alone.
(() => {
  const changes = document.querySelector("#changes");
  const choices = [...document.querySelectorAll(".choice select")];
  const onlyNew = document.querySelector("#only-new");
  if (!changes) return;
  const lines = [...changes.querySelectorAll(".line")];
  const KEY = `policytrail-alerts ${location.pathname}`;

  // What was shown before stays the same for a whole visit: a reload does not lose the marks.
  const lastShown = () => {
    const shown = JSON.stringify(lines.map((line) => line.dataset.id));
    try {
      const before = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? shown;
      sessionStorage.setItem(KEY, before);
      localStorage.setItem(KEY, shown);
      return new Set(JSON.parse(before));
    } catch {
      return new Set(JSON.parse(shown));  // A browser that keeps nothing marks nothing.
    }
  };
  const before = lastShown();
  const added = lines.filter((line) => !before.has(line.dataset.id));
  for (const line of added) {
    const badge = document.createElement("span");
    badge.className = "badge new";
    badge.textContent = changes.dataset.new;
    line.classList.add("new");
    line.querySelector(".marks").prepend(badge, " ");
  }
  if (added.length && onlyNew) {
    const words = onlyNew.parentElement.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{count}", added.length);
    onlyNew.parentElement.hidden = false;
  }

  const fits = (line) => (!onlyNew?.checked || line.classList.contains("new")) && choices.every(
    (choice) => !choice.value || line.dataset[choice.dataset.of].split(" ").includes(choice.value));
  const sift = () => {
    const some = onlyNew?.checked || choices.some((choice) => choice.value);
    for (const group of changes.querySelectorAll(".group")) {
      const own = [...group.querySelectorAll(".line")];
      for (const line of own) line.hidden = !fits(line);
      group.hidden = own.every((line) => line.hidden);
      if (group.open !== undefined && some) group.open = true;
    }
  };
  for (const choice of choices) {
    choice.parentElement.hidden = false;
    choice.addEventListener("change", sift);
  }
  onlyNew?.addEventListener("change", sift);
  sift();
})();

// Every block of a text gets a link to itself; its address works without.
(() => {
  const text = document.querySelector(".policy");
  if (!text) return;
  for (const block of text.querySelectorAll(".block, :scope > div[id]")) {
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = `#${block.id}`;
    link.textContent = "#";
    link.setAttribute("aria-label", text.dataset.link.replace("{number}", block.id.slice(1)));
    const note = block.querySelector("details[id]");
    if (note) note.before(" ", link);
    else block.append(" ", link);
  }
})();

// A link to a provision opens what is said about it.
(() => {
  const open = () => {
    const note = document.getElementById(location.hash.slice(1))?.closest(".policy details[id]");
    if (note) {
      note.open = true;
      (note.closest(".block, .policy > div[id]") ?? note).scrollIntoView({ block: "start" });
    }
  };
  addEventListener("hashchange", open);
  open();
})();

// How usual a provision is, and how others say it, comes from the page of its type when the site is
// served; a page opened from disk may not load it, and keeps the link to that page.
(() => {
  const told = document.querySelector("#peers-words");
  if (!told || !location.protocol.startsWith("http")) return;
  const MOST = 5;
  const words = told.dataset;
  const countsOf = (text) => {
    const counts = new Map();
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  };
  const sizeOf = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  // Twice the shared words by all words.
  const likeness = (one, other) => {
    let shared = 0;
    for (const [word, count] of one) shared += Math.min(count, other.get(word) ?? 0);
    return (2 * shared) / (sizeOf(one) + sizeOf(other) || 1);
  };
  const element = (name, text, kind = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  // One excerpt a service, the most similar first.
  const mostAlike = (excerpt, provisions) => {
    const own = countsOf(excerpt);
    const best = new Map();
    for (const one of provisions) {
      if (one.service_id === words.service) continue;
      const alike = likeness(own, countsOf(one.excerpt));
      if (alike > (best.get(one.service_id)?.[0] ?? -1)) best.set(one.service_id, [alike, one]);
    }
    return [...best.values()].sort((a, b) => b[0] - a[0]).slice(0, MOST).map(([, one]) => one);
  };
  const fill = async (fold, link, excerpt) => {
    try {
      const answer = await fetch(link.href.replace(/\.html$/, ".json"));
      const record = await answer.json();
      const of = record.prevalence;
      if (of) {
        const share = words.share.replace("{services}", of.services).replace("{of}", of.of)
          .replace("{percent}", of.of ? Math.round((100 * of.services) / of.of) : 0);
        fold.append(element("p", `${share}: ${of.wording}. `));
      }
      const found = mostAlike(excerpt, record.provisions);
      if (found.length) fold.append(element("p", words.alike, "quiet"));
      for (const one of found) {
        const line = element("p", "");
        const to = element("a", one.service);
        to.href = words.root + one.path;
        line.append(to);
        const quote = element("blockquote", one.excerpt, "excerpt");
        quote.dir = "auto";
        fold.append(line, quote);
      }
    } catch {
      fold.append(element("p", words.unreadable, "quiet"));
    }
  };
  for (const place of document.querySelectorAll(".policy details[id]")) {
    const link = place.querySelector("a[href*='/types/']");
    const excerpt = [...document.querySelectorAll("mark")]
      .filter((mark) => mark.dataset.of?.split(" ").includes(place.id))
      .map((mark) => mark.textContent).join("");
    const fold = document.createElement("details");
    fold.className = "peers";
    fold.append(element("summary", words.label));
    fold.addEventListener("toggle", () => fill(fold, link, excerpt), { once: true });
    place.append(fold);
  }
})();

// Without the server, the page about PDFs names the page that the reader asked for in its command.
(() => {
  const command = document.querySelector(".served-page code.paper");
  const page = new URLSearchParams(location.search).get("page") ?? "";
  if (command && /^[\w-]+\/[\w.-]+\.html$/.test(page)) {
    command.textContent = command.textContent.replace("PT-C-...", page);
  }
})();

// Folded text opens for paper and for a search in the page.
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".evidence details")) fold.open = true;
});
