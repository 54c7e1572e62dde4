"""Why a body is not the policy: one module a family of failures."""

from collections.abc import Callable

from policytrail.extract.guard import (
    challenge,
    cut_off,
    error,
    not_found,
    onward,
    shell,
    unreadable,
    walls,
    wrong,
)
from policytrail.extract.guard.seen import SeenPage
from policytrail.model import Failure, FailureReason

# Asked in this order: a block page may also say that the page cannot be found.
_FAMILIES: tuple[tuple[FailureReason, Callable[[SeenPage], str | None]], ...] = (
    (FailureReason.BOT_CHALLENGE, challenge.script_detail_of),
    (FailureReason.SHELL, onward.detail_of),
    (FailureReason.EMPTY, shell.describe_empty),
    (FailureReason.BOT_CHALLENGE, challenge.describe_challenge),
    (FailureReason.NOT_FOUND, not_found.describe_not_found),
    (FailureReason.ERROR_PAGE, error.describe_error),
    (FailureReason.LOGIN, walls.describe_login),
    (FailureReason.COOKIE_WALL, walls.describe_consent),
    (FailureReason.SHELL, shell.describe_shell),
    (FailureReason.NOT_A_POLICY, walls.describe_choice),
    (FailureReason.TRUNCATED, cut_off.describe_cut_off),
    (FailureReason.UNSUPPORTED, unreadable.describe_unreadable),
    (FailureReason.NOT_A_POLICY, wrong.describe_wrong_page),
)


# What is picked by rules may be short and may be anything.
_OF_WHOLE_PAGES = frozenset({FailureReason.SHELL, FailureReason.NOT_A_POLICY})


def why_not(seen: SeenPage) -> Failure | None:
    """Return why what was extracted is no policy, or None if it is one."""
    for reason, detail_of in _FAMILIES:
        if seen.is_selected and seen.words and reason in _OF_WHOLE_PAGES:
            continue
        detail = detail_of(seen)
        if detail is not None:
            return Failure(reason, detail)
    return None
