"""Page furniture: menus, banners, notices, dialogs, share buttons."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from policytrail.extract.consent_prompts import consent_prompts
from policytrail.extract.names import is_named_furniture
from policytrail.extract.panels import Panels, is_hidden, is_undisplayed
from policytrail.extract.prose import (
    is_in_sentence,
    is_notice,
    is_word_of_sentence,
    reads_as_policy,
)
from policytrail.extract.tree import Element, drop_elements

# Elements that never hold the policy, however much text they have ...
_NEVER_TAGS: Final = frozenset({"nav", "dialog"})
_NEVER_ROLES: Final = frozenset(
    ["navigation", "contentinfo", "dialog", "alertdialog", "search", "menubar"]
)
_CONSENT: Final = re.compile(
    r"onetrust-(?:consent-sdk|banner-sdk|pc-sdk)|CybotCookiebotDialog|didomi-host|usercentrics-root"
    r"|truste-consent-track|qc-cmp2?-container|cmplz-cookiebanner-container|tarteaucitronRoot"
    r"|axeptio_overlay|cookie-law-info-bar"
)
# ... and those that are furniture unless they read as policy or hold much of the page's text.
_ROLES: Final = frozenset(["banner", "menu", "toolbar", "tablist", "tooltip", "listbox"])
_ASIDES: Final = frozenset(["complementary", "status", "alert"])
_ROOTS: Final = frozenset({"html", "body", "main", "article"})
_SIGNIFICANT_TAGS: Final = _NEVER_TAGS | {"footer", "aside", "button", "header"}
_PROSE_TAGS: Final = frozenset(
    ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "td", "th", "tr"]
)
_TAKEN_BEFORE: Final = frozenset({"never policy", "consent prompt"})
"""Signs that count whatever share of the text an element holds."""
_TOO_MUCH: Final = 0.35
"""A part with this share of the page's text is its content, whatever its class says."""
_LEAST_GOES_ON: Final = 15
"""Characters of a hidden rest of a sentence, which a "read more" shows; less is a mark or a trap."""
_LEAST_LEFT: Final = 100
"""Characters of prose that must remain when a part is removed."""


@dataclass(frozen=True, slots=True)
class ElementSurroundings:
    """What a sign needs to know about the page around an element."""

    panels: Panels
    total: int
    """Characters of prose on the page."""
    signs: tuple["Sign", ...]
    """Signs of furniture that count unless the element holds much of the page's text."""


Sign = Callable[[Element, ElementSurroundings], bool]


def remove_furniture(root: Element) -> None:
    """Remove furniture from the tree, by its mark-up and its content."""
    if "consent prompt" in SIGNS:
        drop_elements(consent_prompts(root))
    total = max(1, root.prose)
    signs = tuple(sign for name, sign in SIGNS.items() if name not in _TAKEN_BEFORE)
    page = ElementSurroundings(Panels(root), total, signs)
    left = total
    stack = [root]
    while stack:
        element = stack.pop()
        kept: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
            elif _is_furniture(child, page, left):
                left -= child.prose
            else:
                kept.append(child)
                stack.append(child)
        element.children = kept


def _is_furniture(element: Element, page: ElementSurroundings, left: int) -> bool:
    if element.tag in _ROOTS or not (element.attributes or element.tag in _SIGNIFICANT_TAGS):
        return False
    prose = element.prose
    if "never policy" in SIGNS and _is_never_policy(element):
        return left - prose >= _LEAST_LEFT or (prose < _LEAST_LEFT and element.linked > prose)
    if prose > _TOO_MUCH * page.total:
        return False
    return any(is_sign(element, page) for is_sign in page.signs)


def _is_never_policy(element: Element, _: ElementSurroundings | None = None) -> bool:
    """Return whether an element never holds the policy, however much text it has."""
    attributes = element.attributes
    return (
        element.tag in _NEVER_TAGS
        or (attributes.get("role") or "").lower() in _NEVER_ROLES
        or attributes.get("aria-modal") == "true"
        or _CONSENT.fullmatch(attributes.get("id") or "") is not None
        or (element.tag == "footer" and not _is_footer_of_text(element))
    )


def _is_footer_of_text(footer: Element) -> bool:
    """Return whether a `<footer>` ends the text and not the page: a last chapter, signatures."""
    return _is_inside(footer, {"main", "article"}) and reads_as_policy(footer)


def _is_aside(element: Element, _: ElementSurroundings) -> bool:
    """Return whether an element stands beside the text and does not read as part of it."""
    if element.tag != "aside" and element.attribute("role").lower() not in _ASIDES:
        return False
    if not _is_inside(element, {"main", "article"}):
        return True
    return not (reads_as_policy(element) or is_notice(element))


def _has_role(element: Element, _: ElementSurroundings) -> bool:
    return element.attribute("role").lower() in _ROLES


def _is_closed(element: Element, page: ElementSurroundings) -> bool:
    if not is_hidden(element) or page.panels.opens_to_text(element) or _is_seen(element):
        return False
    return not (is_in_sentence(element) and element.prose >= _LEAST_GOES_ON)


def _is_seen(element: Element) -> bool:
    """Return whether clauses are hidden from reading programs only, as an open dialog does with all else."""
    return (
        not is_undisplayed(element) and not is_named_furniture(element) and reads_as_policy(element)
    )


def _is_button(element: Element, _: ElementSurroundings) -> bool:
    return element.tag == "button" and not _is_trigger(element) and not is_word_of_sentence(element)


def _is_site_header(element: Element, _: ElementSurroundings) -> bool:
    """Return whether a `<header>` is the site's and not the policy's: it holds no title."""
    if element.tag != "header":
        return False
    titles = {"h1", "h2"} if element.prose > element.linked else {"h1"}
    titled = any(below.tag in titles for below in element.descendants())
    return not titled and not _is_inside(element, {"main", "article"})


def _is_named_so(element: Element, _: ElementSurroundings) -> bool:
    """Return whether the name says furniture and the content does not contradict it."""
    if element.tag in _PROSE_TAGS or not is_named_furniture(element):
        return False
    if is_in_sentence(element):
        return False
    return not reads_as_policy(element)


SIGNS: Mapping[str, Sign] = {
    "never policy": _is_never_policy,
    "aside": _is_aside,
    "role": _has_role,
    "hidden": _is_closed,
    "button": _is_button,
    "site header": _is_site_header,
    "name": _is_named_so,
    "consent prompt": lambda _, __: False,  # taken out beforehand, since it needs the whole page
}
"""The signs of furniture by name; benchmarks leave out one at a time to measure its effect."""


def _is_trigger(button: Element) -> bool:
    """Return whether a button opens an accordion: then it is the title of what it opens."""
    return (
        "aria-expanded" in button.attributes
        or "accordion" in button.attribute("class").lower()
        or _is_inside(button, {"h1", "h2", "h3", "h4", "h5", "h6"})
    )


def _is_inside(element: Element, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.ancestors())
