"""Recognises furniture by the classes and ids of an element."""

import re
from functools import lru_cache
from typing import Final

from policytrail.extract.tree import Element

# A name counts as a whole: `share` is a share bar, `sharing-of-your-data` a chapter of a policy.
_CORES: Final = (
    # consent
    r"(?:cookie|cookies|consent|gdpr|ccpa)-(?:banner|bar|notice|popup|modal|overlay|wall|dialog"
    r"|message|box|layer|preferences?|settings?|hint|info|bubble|disclaimer|alert|warning|confirm|prompt)",
    r"cookie-?(?:banner|bar|notice|consent|law-info-bar|alert)s?|cookieconsent.*|onetrust-.*|ot-sdk-.*"
    r"|cookiebot.*|cybotcookie.*|didomi-.*|usercentrics-.*|truste-.*|qc-cmp.*|cky-.*|iubenda-cs-.*"
    r"|tarteaucitron.*|axeptio.*|klaro|osano-cm-.*|termly-.*|cc-window|cc-banner|cmplz-.*|borlabs.*"
    r"|hs-eu-cookie.*|evidon.*|sp-message-.*|moove-gdpr-.*|trustarc-.*",
    # location on the site, and navigation
    r"breadcrumbs?|crumbs?|breadcrumb-.*|pagination|pager|prev-?next|(?:post|page|article)-navigation"
    r"|nav|navbar|navigation|nav-?menu|main-?(?:nav|menu|navigation)|primary-?(?:nav|menu)|mega-?menu"
    r"|(?:mobile|desktop|side|top|sub|secondary|user|account)-?(?:nav|menu|navigation)|menu|topbar"
    r"|top-?bar|bottom-?bar|side-?bar|off-?canvas|drawer|flyout|dropdown-menu|hamburger.*"
    r"|(?:site|page|global|main)-?(?:header|footer)|footer|footer-(?:nav|menu|links|bottom|top|widgets)"
    r"|back-?to-?top|scroll-?(?:to-?)?top|go-?top|skip|skip-?(?:to-?)?(?:link|nav|content|main).*",
    # choice of language and country
    r"(?:lang|language|languages|locale|country|region)-?(?:switch|switcher|select|selector|picker"
    r"|list|menu|nav|chooser|dropdown)|wpml-.*|trp-language.*",
    # other content that the site promotes
    r"social|social-?(?:share|sharing|links|media|icons|bar|nav|buttons?)|share|share-?(?:bar|buttons?"
    r"|links|tools|this|icons)|sharing|sharing-buttons|addthis.*|sharedaddy|a2a-kit|addtoany.*"
    r"|related|related-?(?:articles?|posts?|links|content|topics?|pages?|news)|recommended"
    r"|recommendations|recently-viewed.*|read-?next|more-articles|newsletter|newsletter-.*"
    r"|subscribe|subscribe-(?:form|box|banner)|sign-?up-?(?:form|banner|box)|mailing-?list"
    r"|feedback|feedback-(?:form|widget|box)|helpful|was-this-.*|article-votes?|article-rating"
    r"|star-rating|survey|comments|comment-?(?:list|form)|disqus.*|promo|promo-?(?:bar|banner)"
    r"|announcement|announcement-?(?:bar|banner)|ad-?banner|advert|advertisement|ads|sponsored|cta"
    r"|cta-(?:banner|section|block)|intercom-(?:reaction|lightweight-app).*|author-(?:box|bio|avatar)",
    # overlays, and text for machines only
    r"modal|modal-(?:dialog|content|fade)|popup|pop-up|lightbox|toast|toasts|snackbar|tooltip"
    r"|sr-only|visually-?hidden|screen-reader-(?:text|only)|print-?only|search|search-?(?:form|box|bar"
    r"|results|overlay|modal|input)|login-?(?:form|box|modal)|print|print-?(?:button|link|article)"
    r"|chat-?widget|grecaptcha.*|zopim|drift-.*|crisp-client|no-?print|loading|loader|spinner",
)
_FURNITURE: Final = re.compile(
    r"(?:(?:site|page|main|global|app|js|the|block|wp-block|widget|header|theme|shopify-section)-)?"
    rf"(?:{'|'.join(_CORES)})(?:-(?:wrapper|wrap|container|inner|outer|area|block|root|section))?"
)
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS: Final = re.compile(r"[-_:.]+")
# CSS modules name a class `Footer_links__x7Jq2` or `cookieBar--qyDQHqgu`.
_MODULE: Final = re.compile(
    r"([A-Za-z0-9]+)_([A-Za-z0-9-]+)__[A-Za-z0-9_+-]{5,}|([A-Za-z]+)--(?=\w*[A-Z0-9_])[\w-]{6,10}"
)


def is_named_furniture(element: Element) -> bool:
    """Return whether a class or the id marks the element as furniture."""
    names = element.attribute("class")
    if names and any(_says_furniture(name) for name in names.split()):
        return True
    name = element.attribute("id")
    return bool(name) and _says_furniture(name)


@lru_cache(maxsize=20_000)
def _says_furniture(name: str) -> bool:
    module = _MODULE.fullmatch(name)
    parts = module.groups("") if module else (name,)
    return any(_FURNITURE.fullmatch(_plain_name(part)) for part in parts if part)


def _plain_name(name: str) -> str:
    """Return a name in lower case, its parts joined by `-`: `siteHeader` -> `site-header`."""
    return _SEPARATORS.sub("-", _HUMP.sub("-", name[:80])).strip("-").lower()
