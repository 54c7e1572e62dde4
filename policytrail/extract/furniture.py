"""What of a page is never its policy: menus, banners, notices, dialogs, share buttons."""

import re
from typing import Final

from policytrail.extract.measure import Measures
from policytrail.extract.tree import Element

_TAGS: Final = frozenset({"nav", "dialog", "footer", "aside"})
_ROLES: Final = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
        "tooltip",
        "status",
        "alert",
        "listbox",
    ]
)
_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:"
    r"(?:cookie|consent|gdpr|ccpa)s?[-_]?(?:banner|bar|notice|popup|modal|overlay|wall|dialog|message|box|layer|preferences?|settings?|hint|info|law|root|container|manager)\w*"
    r"|onetrust\S*|ot-sdk\S*|cookiebot\S*|cybot\S*|didomi\S*|usercentrics\S*|truste\S*|qc-cmp\S*|cky-\S*|iubenda-cs\S*|tarteaucitron\S*|axeptio\S*|klaro|osano\S*|termly\S*|cc-window|cmplz\S*|borlabs\S*|osano\S*|hs-eu-cookie\S*|evidon\S*|sp_message\S*"
    r"|breadcrumbs?|crumbs?|social(?:-?(?:share|links|media|icons|bar|nav))?|share(?:-?(?:bar|buttons?|links|tools|this))?|sharing|addthis\S*|sharedaddy|a2a_kit"
    r"|related(?:-?(?:articles|posts|links|content|topics|topic|pages))?|recommended|recently-viewed\S*|read-next|more-articles"
    r"|newsletter\S*|subscribe\S*|sign-?up-?(?:form|banner)|mailing-?list"
    r"|skip(?:-?(?:to|link|nav|content|main)\S*)?|screen-reader-\S*|sr-only|visually-?hidden"
    r"|(?:lang|language|locale|country|region)s?[-_]?(?:switch(?:er)?|select(?:or)?|picker|list|menu|nav|chooser|dropdown)"
    r"|feedback|helpful|article-votes?|article-?rating|rating|was-this\S*|survey"
    r"|comments?(?:-?(?:list|area|form|section))?|disqus\S*"
    r"|pagination|pager|prev-?next|post-navigation|back-to-top|scroll-?(?:to-?)?top|go-top"
    r"|promo(?:-?(?:bar|banner))?|announcement(?:-?(?:bar|banner))?|ad-?banner|advert\S*|ads|sponsored"
    r"|modal|popup|pop-up|lightbox|overlay|toast|snackbar|tooltip|offcanvas|drawer|flyout|mega-?menu|dropdown-menu|submenu|sub-menu"
    r"|site-?(?:header|footer|nav|menu)|page-?footer|global-?(?:header|footer|nav)|main-?(?:nav|menu|navigation)|nav(?:bar|igation|-?menu)?|menu|topbar|top-?(?:bar|nav|menu)|footer|bottom-?bar|side-?(?:bar|nav|menu)|secondary-?nav"
    r"|print(?:-?(?:button|link|article))?|printarticle|intercom\S*|zendesk\S*|chat-?widget|drift\S*|crisp-client|grecaptcha\S*"
    r"|login-?(?:form|box|modal)|search(?:-?(?:form|box|bar|results|overlay|modal))?"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ROOTS: Final = frozenset({"html", "body", "main", "article"})
# A part that holds this share of the page's text is its content, whatever its class says.
_TOO_MUCH: Final = 0.35
_PROSE_IN_HIDDEN: Final = 400


def clear(root: Element, measures: Measures) -> None:
    """Take out of the tree what is furniture by its mark-up."""
    total = max(1, measures.prose(root))
    stack = [root]
    while stack:
        kept: list[Element | str] = []
        element = stack.pop()
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
            elif not _is_furniture(child, measures, total):
                kept.append(child)
                stack.append(child)
        element.children = kept


def _is_furniture(element: Element, measures: Measures, total: int) -> bool:
    prose = measures.prose(element)
    if element.tag in _ROOTS or prose > _TOO_MUCH * total:
        return False
    return (
        element.tag in _TAGS
        or element.get("role").lower() in _ROLES
        or (prose < _PROSE_IN_HIDDEN and is_hidden(element))
        or (element.tag == "button" and not _is_trigger(element))
        or (element.tag == "header" and _is_site_header(element))
        or _is_named_so(element)
    )


def _is_site_header(element: Element) -> bool:
    titled = any(below.tag == "h1" for below in element.elements())
    return not titled and not _is_inside(element, {"main", "article"})


def _is_named_so(element: Element) -> bool:
    names = f"{element.get('class')} {element.get('id')}"
    return len(names) > 1 and _NAMES.search(names) is not None and not _is_inside_prose(element)


def _is_inside_prose(element: Element) -> bool:
    return element.tag in {
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "span",
        "b",
        "strong",
    }


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
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
    )
