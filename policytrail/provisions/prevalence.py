"""How common a type of provision is among the tracked services.

Every figure comes with its denominator.
"""

from collections.abc import Iterable, Mapping, Sequence

from policytrail.errors import ConfigurationError
from policytrail.model import CountedPolicy, Prevalence

SURE = 0.8
"""Least share of correct finds for a clause to be counted, and to stand on a page.

Of 100 clauses from policies that no model had seen, 10 of the 17 with 0.7 to 0.8 were wrong, and 9 of
the 83 from 0.8 on.
"""
# Words for shares, fixed so that two reports mean the same by them.
_WORDINGS = ((0.5, "common"), (0.2, "usual"), (0.05, "uncommon"), (0.0, "rare"))


def share_in_words(share: float) -> str:
    """Return the word for a share.

    >>> [share_in_words(share) for share in (0.7, 0.3, 0.08, 0.01)]
    ['common', 'usual', 'uncommon', 'rare']
    """
    return next(word for least, word in _WORDINGS if share >= least)


def count_prevalence(
    type_id: str,
    policies: Sequence[CountedPolicy],
    services: Iterable[str],
    organisations: Mapping[str, str] | None = None,
) -> Prevalence:
    """Return in how many services a type occurs, among those of the given policies.

    `services` are those in whose policies the type was found. Services that one organisation runs
    count once; `organisations` names it by service.

    Raises:
        ConfigurationError: if the policies were read with different taxonomies.
    """
    versions = {policy.taxonomy_version for policy in policies}
    if len(versions) > 1:
        named = ", ".join(sorted(versions))
        raise ConfigurationError(f"policies read with the taxonomies {named} cannot be compared")
    runs = organisations or {}
    among = {runs.get(policy.service_id, policy.service_id) for policy in policies}
    runners = among.intersection(runs.get(service, service) for service in services)
    share = len(runners) / len(among) if among else 0.0
    return Prevalence(
        type_id,
        tuple(sorted(runners)),
        tuple(policies),
        len(among),
        share_in_words(share),
        next(iter(versions), ""),
    )
