"""Declarative shadow roots: their text is read where a browser shows it."""

import re
from collections.abc import Iterator
from typing import Final

from policytrail.extract.tree import Element

ROOT_TAG: Final = "policytrail-shadow"
"""The element that a declarative shadow root becomes, since parsers hide the content of templates."""
_TEMPLATE: Final = re.compile(r"<(/?)template\b([^<>]*)>", re.IGNORECASE)
_MODE: Final = re.compile(r"\bshadowroot(?:mode)?\s*=", re.IGNORECASE)


def with_visible_roots(markup: str) -> str:
    """Return a page whose declarative shadow roots are elements like any other."""
    if "shadowroot" not in markup:
        return markup
    are_roots: list[bool] = []

    def renamed(match: re.Match[str]) -> str:
        if not match[1]:
            are_roots.append(_MODE.search(match[2]) is not None)
            return f"<{ROOT_TAG}{match[2]}>" if are_roots[-1] else match[0]
        is_root = are_roots.pop() if are_roots else False
        return f"</{ROOT_TAG}>" if is_root else match[0]

    return _TEMPLATE.sub(renamed, markup)


def compose_shadow_roots(root: Element) -> None:
    """Move the children of each host into the slots of its shadow root, as a browser shows them."""
    hosts = [e.parent for e in root.descendants() if e.tag == ROOT_TAG and e.parent is not None]
    for host in dict.fromkeys(hosts):
        _compose_host(host)


def _compose_host(host: Element) -> None:
    shadow = next(c for c in host.children if not isinstance(c, str) and c.tag == ROOT_TAG)
    light = [child for child in host.children if child is not shadow]
    shows_light = False
    for slot in list(_find_slots(shadow)):
        name = slot.attribute("name")
        filling = [
            child
            for child in light
            if (name == "" if isinstance(child, str) else child.attribute("slot") == name)
        ]
        if any(not isinstance(child, str) or child.strip() for child in filling):
            slot.children = filling
            for child in filling:
                if not isinstance(child, str):
                    child.parent = slot
        shows_light = shows_light or bool(filling)
    is_bare = not any(text.strip() for text in shadow.text_nodes())
    # A root that shows nothing of its own was served before its script filled it.
    host.children = [*light] if is_bare and not shows_light else [shadow]


def _find_slots(shadow: Element) -> Iterator[Element]:
    return (element for element in shadow.descendants() if element.tag == "slot")
