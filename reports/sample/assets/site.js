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

// The front page shows the alerts of one service alone, where somebody chooses it.
(() => {
  const chosen = document.querySelector("#by-service");
  if (!chosen) return;
  chosen.parentElement.hidden = false;
  const sift = () => {
    for (const group of document.querySelectorAll("#changes .group")) {
      const lines = [...group.querySelectorAll(".line")];
      for (const line of lines) line.hidden = chosen.value && line.dataset.service !== chosen.value;
      group.hidden = lines.every((line) => line.hidden);
      if (group.open !== undefined && chosen.value) group.open = true;
    }
  };
  chosen.addEventListener("change", sift);
  sift();
})();

// Folded text opens for paper and for a search in the page.
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".evidence details")) fold.open = true;
});
