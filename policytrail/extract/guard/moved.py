"""Redirects away from the policy: to the home page, a log-in, a consent page, a choice."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from policytrail.extract.guard.seen import SeenPage
from policytrail.model import BlockKind, Document, Failure, FailureReason

_HOME: Final = re.compile(
    r"(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?|home(?:page)?|index|default|main|start|welcome|www)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
_LEGAL_HOST: Final = re.compile(
    r"(?:^|[.-])(?:legal|polic(?:y|ies)|privacy|terms|tos|trust|docs|help|support|law)(?=[.-])"
)
_WORDS: Final = (
    (FailureReason.LOGIN, "a log-in", r"log-?in|sign-?in|signon|sso|oauth2?|authori[sz]e|auth|session|account-?login|anmeld(?:en|ung)|connexion|accedi|entrar"),
    (FailureReason.COOKIE_WALL, "a consent", r"consent|cookie-?(?:wall|consent|check)|gdpr|cmp|privacy-?(?:gate|wall)"),
    (FailureReason.NOT_A_POLICY, "a choice of region", r"(?:choose|select|change|pick)-?(?:your-?)?(?:country|region|location|language|store|site)|(?:country|region|language|location)-?(?:selector|selection|picker|chooser|gate)|worldwide|splash|age-?(?:gate|check|verification)"),
    (FailureReason.BOT_CHALLENGE, "a challenge", r"captcha|challenge|validate-?(?:human|captcha)|cdn-cgi|blocked|access-?denied|unsupported-?(?:region|country|browser)|geo-?(?:block|restricted)|waiting-?room|queue"),
    (FailureReason.NOT_FOUND, "an error page", r"40[0-9]|410|451|50[0-9]|error|errors|not-?found|page-?not-?found|notfound|maintenance|unavailable|offline"),
)  # fmt: skip
_KINDS: Final = tuple(
    (reason, what, re.compile(rf"(?:{words})(?:\.\w{{2,5}})?", re.IGNORECASE))
    for reason, what, words in _WORDS
)
_TELLING_SHARE: Final = 0.03
"""Share of words of policies from which a text is one, wherever the address led."""


def why_moved(document: Document, asked: str, answered: str) -> Failure | None:
    """Return why the address that answered is not that of the policy, or None.

    A text that reads as a policy is one, even at the address of a home page.
    """
    if not answered or asked == answered:
        return None
    before, after = urlsplit(asked), urlsplit(answered)
    elsewhere = _elsewhere(before, after)
    if elsewhere is None or _reads_as_policy(document):
        return None
    reason, what = elsewhere
    return Failure(reason, f"the address leads to {what}: {answered[:200]}")


def _elsewhere(before: SplitResult, after: SplitResult) -> tuple[FailureReason, str] | None:
    asked, answered = _segments(before), _segments(after)
    for reason, what, pattern in _KINDS:
        if any(map(pattern.fullmatch, answered)) and not any(map(pattern.fullmatch, asked)):
            return reason, what
    is_home = all(map(_HOME.fullmatch, answered[1:])) and not _LEGAL_HOST.search(answered[0])
    was_home = all(map(_HOME.fullmatch, asked[1:]))
    if is_home and not was_home and not after.query:
        return FailureReason.NOT_FOUND, "the home page"
    return None


def _segments(url: SplitResult) -> list[str]:
    """Return the first label of the host, and the segments of the path."""
    host = (url.hostname or "").lower().removeprefix("www.")
    first = host.partition(".")[0] if host.count(".") > 1 else host
    return [first, *(part for part in url.path.lower().split("/") if part)]


def _reads_as_policy(document: Document) -> bool:
    """Return whether the title or the first heading names a policy, and the text resembles one."""
    first = next((b.text for b in document.blocks[:5] if b.kind is BlockKind.HEADING), "")
    titles = SeenPage("", Document((), f"{document.title}\n{first}"))
    seen = SeenPage("", document)
    return titles.is_named and len(seen.telling_words) >= _TELLING_SHARE * min(seen.words, 1_500)
