"""How usual a provision is among the services that are tracked, and how others say it.

The functions take rows as the database gives them; the denominator goes with every figure.
"""

from collections.abc import Iterable, Sequence

from policytrail.errors import ConfigurationError
from policytrail.language.similarity import likeness, words_in
from policytrail.model.governance import Comparison, PolicyRead, Prevalence, StoredProvision

# Words for shares, fixed so that two reports mean the same by them.
_WORDINGS = ((0.5, "common"), (0.2, "usual"), (0.05, "uncommon"), (0.0, "rare"))


def wording_of(share: float) -> str:
    """Return the word for a share.

    >>> [wording_of(share) for share in (0.7, 0.3, 0.08, 0.01)]
    ['common', 'usual', 'uncommon', 'rare']
    """
    return next(word for least, word in _WORDINGS if share >= least)


def prevalence_of(
    type_id: str, policies: Sequence[PolicyRead], stored: Iterable[StoredProvision]
) -> Prevalence:
    """Return in how many services a type occurs, among the policies given.

    Raises:
        ConfigurationError: if the policies were read with different taxonomies.
    """
    versions = {policy.taxonomy_version for policy in policies}
    if len(versions) > 1:
        named = ", ".join(sorted(versions))
        raise ConfigurationError(f"policies read with the taxonomies {named} cannot be compared")
    known = {(policy.source_id, policy.document_sha256) for policy in policies}
    services = {
        one.policy.service_id
        for one in stored
        if one.type == type_id and (one.policy.source_id, one.policy.document_sha256) in known
    }
    among = {policy.service_id for policy in policies}
    share = len(services) / len(among) if among else 0.0
    return Prevalence(
        type_id,
        tuple(sorted(services)),
        tuple(policies),
        len(among),
        wording_of(share),
        next(iter(versions), ""),
    )


def matrix_of(
    types: Sequence[str], policies: Sequence[PolicyRead], stored: Sequence[StoredProvision]
) -> tuple[Prevalence, ...]:
    """Return the prevalence of each type: the full comparison of types over services."""
    return tuple(prevalence_of(type_id, policies, stored) for type_id in types)


def said_elsewhere(
    excerpt: str, type_id: str, stored: Iterable[StoredProvision], not_of: str = ""
) -> tuple[Comparison, ...]:
    """Return how other services say it, the most similar first, one excerpt a service."""
    words = words_in(excerpt)
    best: dict[str, Comparison] = {}
    for one in stored:
        service = one.policy.service_id
        if one.type == type_id and service != not_of:
            found = Comparison(one, likeness(words, words_in(one.excerpt)))
            if service not in best or found.likeness > best[service].likeness:
                best[service] = found
    return tuple(sorted(best.values(), key=lambda found: (-found.likeness, found.other.excerpt)))


def told(prevalence: Prevalence) -> str:
    """Return the figure with its denominator in words."""
    count, of, share = len(prevalence.services), prevalence.of_services, prevalence.share
    return f"in {count} of {of} services, {share:.0%} ({prevalence.wording})"
