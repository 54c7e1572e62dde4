"""What of a page is never its policy: menus, banners, notices, dialogs, share buttons."""

import re
from typing import Final

from policytrail.extract.names import is_named_furniture
from policytrail.extract.tree import Element

# What no policy stands in, however much text it has ...
_NEVER_TAGS: Final = frozenset({"nav", "dialog", "footer"})
_NEVER_ROLES: Final = frozenset(
    ["navigation", "contentinfo", "dialog", "alertdialog", "search", "menubar"]
)
_CONSENT: Final = re.compile(
    r"onetrust-(?:consent-sdk|banner-sdk|pc-sdk)|CybotCookiebotDialog|didomi-host|usercentrics-root"
    r"|truste-consent-track|qc-cmp2?-container|cmplz-cookiebanner-container|tarteaucitronRoot"
    r"|axeptio_overlay|cookie-law-info-bar|cookiebanner|cookie-banner|cookie-consent"
)
# ... and what is furniture unless it holds much of the page's text.
_TAGS: Final = frozenset({"aside"})
_ROLES: Final = frozenset(
    [
        "banner",
        "complementary",
        "menu",
        "toolbar",
        "tablist",
        "tooltip",
        "status",
        "alert",
        "listbox",
    ]
)
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ROOTS: Final = frozenset({"html", "body", "main", "article"})
_PROSE_TAGS: Final = frozenset(
    ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "td", "th", "tr"]
)
# A part that holds this share of the page's text is its content, whatever its class says.
_TOO_MUCH: Final = 0.35
_LEAST_LEFT: Final = 100
"""Characters of prose that must be left when a part is taken out."""
_PROSE_IN_HIDDEN: Final = 400
_PANEL: Final = re.compile(
    r"accordion|collaps|panel|toggle|faq|answer|expand|disclosure|tab-?content|tab-?pane",
    re.IGNORECASE,
)


def clear(root: Element) -> None:
    """Take out of the tree what is furniture by its mark-up."""
    total = max(1, root.prose)
    left = total
    stack = [root]
    while stack:
        element = stack.pop()
        kept: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
            elif _is_furniture(child, total, left):
                left -= child.prose
            else:
                kept.append(child)
                stack.append(child)
        element.children = kept


def _is_furniture(element: Element, total: int, left: int) -> bool:
    prose = element.prose
    if element.tag in _ROOTS:
        return False
    if _is_never_policy(element):
        return left - prose >= _LEAST_LEFT
    if prose > _TOO_MUCH * total:
        return False
    return (
        element.tag in _TAGS
        or element.get("role").lower() in _ROLES
        or (is_hidden(element) and not _opens(element))
        or (element.tag == "button" and not _is_trigger(element))
        or (element.tag == "header" and _is_site_header(element))
        or _is_named_so(element)
    )


def _is_never_policy(element: Element) -> bool:
    attributes = element.attributes
    return (
        element.tag in _NEVER_TAGS
        or (attributes.get("role") or "").lower() in _NEVER_ROLES
        or attributes.get("aria-modal") == "true"
        or _CONSENT.fullmatch(attributes.get("id") or "") is not None
    )


def _opens(element: Element) -> bool:
    """Return whether a hidden element is the closed part of an accordion: text that a click shows."""
    prose = element.prose
    if element.linked > prose:
        return False
    attributes = element.attributes
    return (
        prose >= _PROSE_IN_HIDDEN
        or attributes.get("role") in {"region", "tabpanel"}
        or attributes.get("data-state") == "closed"
        or "aria-labelledby" in attributes
        or _PANEL.search(f"{element.get('class')} {element.get('id')}") is not None
    )


def _is_site_header(element: Element) -> bool:
    """Return whether a `<header>` is the site's and not the policy's: it holds no title."""
    titles = {"h1", "h2"} if element.prose > element.linked else {"h1"}
    titled = any(below.tag in titles for below in element.elements())
    return not titled and not _is_inside(element, {"main", "article"})


def _is_named_so(element: Element) -> bool:
    return is_named_furniture(element) and element.tag not in _PROSE_TAGS


def _is_trigger(button: Element) -> bool:
    """Return whether a button opens an accordion: then it names what it opens."""
    return (
        "aria-expanded" in button.attributes
        or "accordion" in button.get("class").lower()
        or _is_inside(button, {"h1", "h2", "h3", "h4", "h5", "h6"})
    )


def _is_inside(element: Element, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.ancestors())


def is_hidden(element: Element) -> bool:
    """Return whether a reader does not see the element before a click."""
    attributes = element.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDDEN_STYLE.search(element.get("style")) is not None)
    )
