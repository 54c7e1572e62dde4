"""Find the links on a site's pages that lead to its policies."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag

from policytrail.extract import PageLink
from policytrail.model import PolicyType
from policytrail.sources.guess import registered_site, type_named_by
from policytrail.sources.urls import guess_type, normal_url

WELL_KNOWN_PATHS = (
    "/terms",
    "/privacy",
    "/legal",
    "/policies",
    "/terms-of-service",
    "/privacy-policy",
)
"""Where sites keep their policies when their home page does not say."""


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """A link that seems to lead to a policy."""

    url: str
    text: str
    """What the link is called."""
    policy_type: PolicyType


def policies_among(links: Iterable[PageLink], home: str) -> tuple[FoundPolicy, ...]:
    """Return the links to policies of the same organisation, each address once.

    A link counts by its own words first: sites give policies addresses that say little.
    """
    policies: dict[str, FoundPolicy] = {}
    for link in links:
        if registered_site(link.target) != registered_site(home):
            continue
        by_words = type_named_by(link.text) if len(link.text) <= _LONGEST else _OTHER
        policy_type = by_words if by_words is not _OTHER else guess_type(link.target)
        if policy_type is not _OTHER:
            url = urldefrag(link.target).url
            policies.setdefault(normal_url(url), FoundPolicy(url, link.text, policy_type))
    return tuple(policies.values())


_OTHER = PolicyType.OTHER
_LONGEST = 60
"""Letters of a link's words; longer ones are sentences that mention a policy in passing."""
