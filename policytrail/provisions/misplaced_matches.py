"""Lone matches of a type that does not belong in the kind of document that contains them.

A privacy policy mentions closing an account when it says how long data is kept, and terms mention
users' rights when they grant a licence. In such a document, a clause of the other kind is kept only
if more than one pattern matches it, or a model does.
"""

from collections.abc import Iterable, Sequence

from policytrail.language import fold_for_matching
from policytrail.model import Provision
from policytrail.provisions.matcher import Matcher
from policytrail.provisions.taxonomy import Home, Taxonomy

_FEWEST = 25
"""Finds from which the kind of a document is clear."""
_ONE_SIDED = 0.75
"""Share of the finds of one kind from which the document is of that kind."""


def document_home(provisions: Iterable[Provision], taxonomy: Taxonomy) -> Home:
    """Return the kind of document by its finds; `ANY` if they are few or mixed."""
    types = taxonomy.by_id
    homes = [types[provision.type].home for provision in provisions]
    telling = [home for home in homes if home is not Home.ANY]
    if len(telling) < _FEWEST:
        return Home.ANY
    share = telling.count(Home.PRIVACY) / len(telling)
    if share >= _ONE_SIDED:
        return Home.PRIVACY
    return Home.TERMS if 1 - share >= _ONE_SIDED else Home.ANY


def without_strays(provisions: Sequence[Provision], matcher: Matcher) -> list[Provision]:
    """Return the provisions without lone ones of the other kind."""
    taxonomy = matcher.taxonomy
    home = document_home(provisions, taxonomy)
    if home is Home.ANY:
        return list(provisions)
    return [provision for provision in provisions if _fits_home(provision, home, matcher)]


def _fits_home(provision: Provision, home: Home, matcher: Matcher) -> bool:
    kind = matcher.taxonomy.by_id[provision.type]
    if kind.home in (home, Home.ANY) or provision.values.get("potentially_unfair") is True:
        return True
    return matcher.patterns_seeing(kind, fold_for_matching(provision.excerpt)) > 1
