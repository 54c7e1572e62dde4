"""The health of a source, and what an operator should do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policytrail.extract.guard import FRAME, LEADS
from policytrail.model import FailureReason, Fetcher, Outcome, Source

_DEAD_AFTER = 3
"""Attempts in a row: a server that is being repaired answers so as well."""
STALE_AFTER = 2
"""A source is stale when its last good capture is older than this many of its intervals."""


class State(StrEnum):
    """The state of a source."""

    OK = "ok"
    IMPORTED = "imported"
    """All captures come from archives; the service itself was never fetched."""
    FAILING = "failing"
    STALE = "stale"
    NOT_A_POLICY = "not a policy"
    """It was fetched, but the body is not the policy."""
    HELD = "held"
    """The newest capture lacks most of the text, and no later one confirms it yet."""
    NEVER_TRIED = "never tried"


@dataclass(frozen=True, slots=True)
class HealthRecord:
    """The recent history of a source, as read from storage."""

    source: Source
    last_good_at: datetime | None
    """When the newest capture whose body is the policy was made; one that is held does not count."""
    last_own_at: datetime | None
    """When we last captured it ourselves, good or not."""
    failure: str | None
    """`reason: detail` of the newest capture, if its body is not the policy."""
    is_held: bool
    """Whether the newest capture lacks most of the text and nothing confirms it yet."""
    failed_attempts: int
    """In a row, up to the newest attempt."""
    last_outcome: Outcome | None
    last_detail: str

    @property
    def is_dead(self) -> bool:
        """Return whether the address answers, again and again, that the policy is not there."""
        if self.failed_attempts:
            return self.failed_attempts >= _DEAD_AFTER and self.last_outcome is Outcome.HTTP_STATUS
        return self.failure is not None and self.failure.startswith(FailureReason.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class HealthVerdict:
    """The state of a source with its cause and the next step."""

    state: State
    advice: str
    """Empty if there is nothing to do."""


_BY_OUTCOME = {
    Outcome.HTTP_STATUS: "open the URL in a browser; if the policy moved, correct the URL",
    Outcome.UNREACHABLE: "check this machine's network and the host name in the URL",
    Outcome.TIMED_OUT: "nothing if it passes by itself; else raise the timeouts",
    Outcome.TOO_MANY_REDIRECTS: "name the URL that the policy redirects to in sources.yaml",
    Outcome.TOO_LARGE: "raise POLICYTRAIL_MAX_BODY_MB if this really is the policy",
    Outcome.ADDRESS_REFUSED: "correct the URL, or set POLICYTRAIL_ALLOW_PRIVATE=true for a page of your own network",
    Outcome.RATE_LIMITED: "ask less often: raise `every` of the source",
    Outcome.BAD_CONTENT: "nothing if it passes by itself; else try `fetch: browser`",
    Outcome.UNSUPPORTED: "install what `fetch: browser` needs, or use `fetch: http`",
}
_NEVER_IN_BROWSER = "; no browser reaches this machine itself: there, use `fetch: http`"
_HELD = (
    "most of the text is gone, and no later capture confirms it: look at the page; nothing if it "
    "passes by itself, else see the POLICYTRAIL_HOLD_ settings"
)
_BY_REASON = {
    FailureReason.LOGIN: "name a URL that needs no log-in",
    FailureReason.NOT_FOUND: "the policy moved: correct the URL in sources.yaml",
    FailureReason.UNSUPPORTED: "open the URL and name one that serves the policy as text",
    FailureReason.NOT_A_POLICY: "name the URL of the policy itself",
}
_SCRIPTED = (FailureReason.SHELL, FailureReason.EMPTY)
"""Failures of pages that scripts may fill."""
_BROWSER_HELPS = (*_SCRIPTED, FailureReason.BOT_CHALLENGE, FailureReason.COOKIE_WALL)


def judge_health(record: HealthRecord, now: datetime) -> HealthVerdict:
    """Return the health of a source at a time, the most urgent problem first."""
    if record.failed_attempts and record.last_outcome is not None:
        times = f"{record.failed_attempts} in a row: " if record.failed_attempts > 1 else ""
        advice = _BY_OUTCOME.get(record.last_outcome, "look at the detail of the last attempt")
        if (
            record.last_outcome is Outcome.ADDRESS_REFUSED
            and record.source.fetch is Fetcher.BROWSER
        ):
            advice += _NEVER_IN_BROWSER
        return HealthVerdict(State.FAILING, f"{times}{record.last_detail}; {advice}")
    if record.failure is not None:
        reason = FailureReason(record.failure.partition(":")[0])
        return HealthVerdict(
            State.NOT_A_POLICY,
            f"{record.failure}; {_advice(reason, record.failure, record.source)}",
        )
    if record.is_held:
        return HealthVerdict(State.HELD, _HELD)
    return _judge_age(record, now)


def _advice(reason: FailureReason, detail: str, source: Source) -> str:
    """Return advice on a body that is not the policy, given how it was fetched."""
    for sign in (FRAME, LEADS):
        if sign in detail:
            return f"name {detail.partition(sign)[2]} as the URL of the source in sources.yaml"
    if source.recipe.select and reason in (*_SCRIPTED, FailureReason.UNSUPPORTED):
        return "correct the selectors of the source in sources.yaml"
    if reason in _BROWSER_HELPS and source.fetch is not Fetcher.BROWSER:
        return "use `fetch: browser`" if reason in _SCRIPTED else "try `fetch: browser`"
    if reason is FailureReason.BOT_CHALLENGE:
        return "ask the service to let you in, or take its past from an archive (`backfill`)"
    if reason in _BROWSER_HELPS:
        return "not even a browser shows the policy there: name a URL that does"
    return _BY_REASON.get(reason, "look at the page; nothing if it passes by itself")


def _judge_age(record: HealthRecord, now: datetime) -> HealthVerdict:
    """Return the verdict on a source without failures, by when it was last captured."""
    if record.last_own_at is None:
        if record.last_good_at is None:
            return HealthVerdict(State.NEVER_TRIED, "run `policytrail track`")
        return HealthVerdict(State.IMPORTED, "")
    limit = timedelta(seconds=STALE_AFTER * record.source.every_s)
    if record.last_good_at is None or now - record.last_good_at > limit:
        return HealthVerdict(
            State.STALE, "is `policytrail serve` or the scheduled run still alive?"
        )
    return HealthVerdict(State.OK, "")
