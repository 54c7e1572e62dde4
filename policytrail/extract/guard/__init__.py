"""Why a body is not the policy: one module a family of failures."""

from collections.abc import Callable

from policytrail.extract.guard import (
    challenge,
    cut_off,
    error,
    not_found,
    shell,
    unreadable,
    walls,
    wrong,
)
from policytrail.extract.guard.seen import Seen
from policytrail.model import Failure, FailureReason

# Asked in this order: a block page may also say that the page cannot be found.
_FAMILIES: tuple[tuple[FailureReason, Callable[[Seen], str | None]], ...] = (
    (FailureReason.EMPTY, shell.empty_detail_of),
    (FailureReason.BOT_CHALLENGE, challenge.detail_of),
    (FailureReason.NOT_FOUND, not_found.detail_of),
    (FailureReason.ERROR_PAGE, error.detail_of),
    (FailureReason.LOGIN, walls.login_detail_of),
    (FailureReason.COOKIE_WALL, walls.consent_detail_of),
    (FailureReason.SHELL, shell.detail_of),
    (FailureReason.NOT_A_POLICY, walls.choice_detail_of),
    (FailureReason.TRUNCATED, cut_off.detail_of),
    (FailureReason.UNSUPPORTED, unreadable.detail_of),
    (FailureReason.NOT_A_POLICY, wrong.detail_of),
)


# What is picked by rules may be short and may be anything.
_OF_WHOLE_PAGES = frozenset({FailureReason.SHELL, FailureReason.NOT_A_POLICY})


def why_not(seen: Seen) -> Failure | None:
    """Return why what was extracted is no policy, or None if it is one."""
    for reason, detail_of in _FAMILIES:
        if seen.is_selected and seen.words and reason in _OF_WHOLE_PAGES:
            continue
        detail = detail_of(seen)
        if detail is not None:
            return Failure(reason, detail)
    return None
