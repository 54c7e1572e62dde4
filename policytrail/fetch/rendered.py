"""A browser's page as HTML, with its open shadow roots and the frames of its own site."""

from typing import Final

IS_SETTLED: Final = """
([selectors, stillMs]) => {
  const textOf = (doc) => {
    let text = doc.body ? doc.body.innerText || "" : "";
    for (const frame of doc.querySelectorAll("iframe, frame")) {
      try { text += frame.contentDocument ? textOf(frame.contentDocument) : ""; } catch { }
    }
    return text;
  };
  const text = textOf(document);
  const now = performance.now();
  const seen = window.__policytrail;
  if (!seen || seen.text !== text) {
    window.__policytrail = {text, since: now};
    return false;
  }
  const shown = (css) => [...document.querySelectorAll(css)].some((e) => e.textContent.trim());
  return text.trim() !== "" && selectors.every(shown) && now - seen.since >= stillMs;
}
"""
"""Whether the selectors match and the text, that of the page's own frames too, stays still."""

SERIALISED: Final = """
() => {
  const put = (doc, depth) => {
    for (const frame of [...doc.querySelectorAll("iframe, frame")]) {
      let inner = null;
      try { inner = frame.contentDocument; } catch { }
      const says = inner && inner.body && (inner.body.innerText || inner.querySelector("frame"));
      if (!says || depth > 3 || frame.getClientRects().length === 0) continue;
      put(inner, depth + 1);
      for (const link of inner.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
      const part = doc.createElement("div");
      part.setAttribute("data-policytrail-frame", inner.URL);
      part.append(...[...inner.body.childNodes].map((node) => doc.importNode(node, true)));
      if (frame.localName === "frame") {
        const body = doc.body.localName === "body" ? doc.body : doc.createElement("body");
        body.append(part);
        if (body !== doc.body) doc.__body = doc.__body || body;
        if (doc.__body && doc.__body !== body) doc.__body.append(part);
      } else {
        frame.replaceWith(part);
      }
    }
    if (doc.__body) doc.body.replaceWith(doc.__body);
  };
  put(document, 0);
  const roots = [];
  const visit = (node) => {
    for (const each of node.querySelectorAll("*")) {
      if (each.shadowRoot) { roots.push(each.shadowRoot); visit(each.shadowRoot); }
    }
  };
  visit(document);
  const root = document.documentElement;
  const inside = root.getHTML ? root.getHTML({shadowRoots: roots}) : root.innerHTML;
  const [start, end] = root.cloneNode(false).outerHTML.split(/(?=<\\/html>$)/i);
  const kind = document.doctype ? "<!DOCTYPE html>" : "";
  return kind + start + inside + (end || "</html>");
}
"""
"""The mark-up of a page: shadow roots as `<template shadowrootmode>`, frames of its own in place."""
