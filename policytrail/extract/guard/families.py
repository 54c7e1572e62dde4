"""The families of failures, in the order in which they are checked."""

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
from policytrail.extract.guard.policy_like import states_rules
from policytrail.extract.guard.seen import SeenPage
from policytrail.model import Failure, FailureReason

# In this order: a block page may also say that the page cannot be found. Families that go by the
# text of a page have True: a policy may contain the same words.
FAMILIES: tuple[tuple[FailureReason, bool, Callable[[SeenPage], str | None]], ...] = (
    (FailureReason.BOT_CHALLENGE, True, challenge.script_detail_of),
    (FailureReason.SHELL, False, onward.detail_of),
    (FailureReason.EMPTY, False, shell.describe_empty),
    (FailureReason.BOT_CHALLENGE, True, challenge.describe_challenge),
    (FailureReason.NOT_FOUND, True, not_found.describe_not_found),
    (FailureReason.ERROR_PAGE, True, error.describe_error),
    (FailureReason.LOGIN, True, walls.describe_login),
    (FailureReason.COOKIE_WALL, False, walls.describe_consent),
    (FailureReason.SHELL, False, shell.describe_redirect),
    (FailureReason.SHELL, True, shell.describe_shell),
    (FailureReason.NOT_A_POLICY, True, walls.describe_choice),
    (FailureReason.TRUNCATED, False, cut_off.describe_cut_off),
    (FailureReason.UNSUPPORTED, False, unreadable.describe_unreadable),
    (FailureReason.NOT_A_POLICY, False, wrong.describe_way_in),
    (FailureReason.NOT_A_POLICY, True, wrong.describe_wrong_page),
)


# What rules select may be short and of any kind.
_OF_WHOLE_PAGES = frozenset({FailureReason.SHELL, FailureReason.NOT_A_POLICY})


def why_not(seen: SeenPage) -> Failure | None:
    """Return why the extracted text is not a policy; None if it is one."""
    for reason, goes_by_wording, detail_of in FAMILIES:
        if seen.is_selected and seen.words and reason in _OF_WHOLE_PAGES:
            continue
        detail = detail_of(seen)
        if detail is None or (goes_by_wording and states_rules(seen)):
            continue
        return Failure(reason, detail)
    if not seen.document.blocks:
        return Failure(FailureReason.EMPTY, "the page shows no text")
    return None
