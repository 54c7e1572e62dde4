"""What a page seems to be, by its address and title: which service, which type of policy."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policytrail.model import PolicyType, Source
from policytrail.sources.urls import guess_type
from policytrail.text import split_url

_SEPARATORS = re.compile(r"\s+[|–—·•-]\s+|\s*[|•·]\s*|:\s+")
# Labels of a host that name a part of a site, and the second labels under which countries register.
_HOST_PARTS = frozenset(
    [
        "www",
        "www2",
        "legal",
        "policies",
        "policy",
        "terms",
        "privacy",
        "help",
        "support",
        "docs",
        "about",
        "info",
        "corporate",
        "company",
        "web",
        "m",
        "en",
        "app",
        "my",
    ]
)
_SECOND_LEVELS = frozenset(
    ["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "gouv"]
)
_TYPE_PHRASE = re.compile(
    r"\b(?:our |the |website |general |user |end[- ]user )*(?:terms(?: (?:of|and|&)[ \w&]*)?|"
    r"privacy(?: (?:policy|notice|statement|center|centre))?|cookies?(?: (?:policy|notice))?|"
    r"conditions(?: of [\w ]+)?|agreement|policy|policies|notice|legal)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """What a page seems to be; all of it can be corrected by hand."""

    service: str
    """As readers write it, e.g. `Lumenreel`."""
    policy_type: PolicyType
    """`other` where neither title nor address names a type."""


def guess_policy(url: str, title: str, headings: Iterable[str] = ()) -> Guess:
    """Return the service and the policy type that an address, a title and headings speak of.

    The title is believed first, then the address, then the headings in their order.

    >>> guess_policy("https://www.lumenreel.example/legal/x7", "Terms of Service | Lumenreel")
    Guess(service='Lumenreel', policy_type=<PolicyType.TERMS_OF_SERVICE: 'terms_of_service'>)
    """
    label = _host_label(url)
    parts = [part for part in _SEPARATORS.split(title) if part]
    return Guess(
        service=_service_name(parts, label),
        policy_type=next((each for each in _types_named(parts, url, headings)), PolicyType.OTHER),
    )


def _types_named(parts: list[str], url: str, headings: Iterable[str]) -> Iterator[PolicyType]:
    for guess in (*map(type_named_by, parts), guess_type(url), *map(type_named_by, headings)):
        if guess is not PolicyType.OTHER:
            yield guess


def type_named_by(words: str) -> PolicyType:
    """Return the policy type that a title, a heading or a link's words name, else `other`.

    >>> type_named_by("Our cookie notice")
    <PolicyType.COOKIE_POLICY: 'cookie_policy'>
    """
    return guess_type(f"words://of/{words}")


def service_id_from(name: str) -> str:
    """Return the id that a service's name becomes.

    >>> service_id_from("Kling AI")
    'kling-ai'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "service"


def organisation_names(sources: Iterable[Source]) -> dict[str, str]:
    """Return who runs each service, by its id: the organisation named, else the site of its policies."""
    return {
        source.service_id: source.organisation.casefold() or registered_site(source.url)
        for source in sources
    }


def registered_site(url: str) -> str:
    """Return the part of a host that one organisation registers, e.g. `kling.example`.

    >>> registered_site("https://legal.shop.co.uk/terms"), registered_site("http://127.0.0.1:8000/")
    ('shop.co.uk', '127.0.0.1')
    """
    host = split_url(url).hostname or ""
    labels = host.split(".")
    if host.replace(".", "").isdigit() or ":" in host:
        return host
    is_second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS  # noqa: PLR2004
    return ".".join(labels[-3:] if is_second_level else labels[-2:])


def _host_label(url: str) -> str:
    site = registered_site(url)
    if site.replace(".", "").isdigit() or ":" in site:
        return site
    labels = (split_url(url).hostname or "").removesuffix(site).strip(".").split(".")
    own = site.split(".")[0]
    # `policies.example.com` is Example's; on `shop.github.io` the label in front says more.
    inner = [label for label in labels if label and label not in _HOST_PARTS]
    return inner[-1] if inner and own in ("github", "notion", "gitbook", "webflow") else own


def _service_name(parts: list[str], label: str) -> str:
    """Return the part of the title that the host confirms, else the host's own label."""
    wanted = _letters_only(label)
    is_nameless = label == "localhost" or label[:1].isdigit()  # nothing that a title could confirm
    bare = [_TYPE_PHRASE.sub(" ", part) for part in parts]
    for candidate in (*parts, *bare):
        name = " ".join(candidate.split()).strip(" .,:-–—")
        letters = _letters_only(name)
        fits = is_nameless or letters in wanted or wanted in letters
        if letters and fits and len(name.split()) <= _MOST_WORDS and not _TYPE_PHRASE.search(name):
            return name
    return label if label[:1].isdigit() else label.capitalize()


def _letters_only(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
