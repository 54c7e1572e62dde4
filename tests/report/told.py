"""Invented histories: a small web of policies with every case in it."""

from dataclasses import replace

from policytrail.model import (
    Announced,
    AnnouncedState,
    Announcement,
    Arrival,
    Attempt,
    Block,
    BlockKind,
    Document,
    Link,
    Observation,
    Origin,
    Outcome,
    SourceHistory,
)
from tests.report.values import (
    DATE,
    EDIT,
    NOISE,
    PRIVACY,
    TERMS,
    change,
    day,
    one_edit,
    paragraph,
    sha,
    version,
)

FIRST = change(version("one", 0, 6, DATE), version("two", 7, 8, DATE))


def history() -> SourceHistory:
    """Return a source with three versions, a reversion, a gap, failed tries and a bot challenge."""
    first, second, third = (
        version("one", 0, 6, DATE),
        version("two", 7, 8, DATE),
        version("three", 43, 50, DATE),
    )
    back = replace(version("two", 52, 55, DATE), is_reversion=True)
    counter = one_edit(
        "Seen by 411 people.", "Seen by 523 people.", "=Seen by ", "-411", "+523", "= people."
    )
    days = [*range(7), 7, 8, *range(43, 51), *range(52, 56)]
    words = ["one"] * 7 + ["two"] * 2 + ["three"] * 8 + ["two"] * 4
    return SourceHistory(
        source=TERMS,
        observations=(
            *(_observation(number, word) for number, word in zip(days, words, strict=True)),
            replace(
                _observation(51, ""),
                document_sha256=None,
                failure="bot_challenge: asks for a click",
            ),
        ),
        versions=(first, second, third, back),
        changes=(
            change(first, second),
            change(second, third, NOISE, counter),
            change(third, back, replace(NOISE, is_reversion=True), counter),
        ),
        attempts=(
            *(
                Attempt(TERMS.source_id, day(number), Outcome.TIMED_OUT, "no answer within 30 s")
                for number in range(9, 20)
            ),
            *(Attempt(TERMS.source_id, day(number), Outcome.CAPTURED) for number in days),
        ),
        as_of=day(55.2),
        announced=(
            _announced(
                "2026-05-12",
                AnnouncedState.ARRIVED,
                Arrival(Announcement("2026-05-12", "", 2), True, 7, 30, None),
            ),
            _announced("2026-09", AnnouncedState.OPEN),
        ),
    )


def _announced(due: str, state: AnnouncedState, arrival: Arrival | None = None) -> Announced:
    words = "We are changing these terms on the day that our notice names."
    notice = Announcement(due, words, 2, "https://aurora.example/terms/next")
    change_id = None if arrival is None else FIRST.change_id
    return Announced(notice, day(1), sha("one"), state, change_id, arrival)


def _observation(number: float, word: str) -> Observation:
    return Observation(
        TERMS.source_id,
        sha(f"capture {number}"),
        day(number),
        Origin.LIVE,
        sha(f"body {word}"),
        sha(word),
        None,
    )


def other_histories() -> tuple[SourceHistory, ...]:
    """Return a source with an editorial change, one that fails, and one never seen."""
    before, after = version("p", 0, 20), version("q", 21, 55)
    spelling = one_edit(
        "You recieve it.", "You receive it.", "=You ", "-recieve", "+receive", "= it."
    )
    privacy = SourceHistory(
        PRIVACY,
        tuple(_observation(number, "p" if number < 21 else "q") for number in range(56)),
        (before, after),
        (change(before, after, EDIT, spelling, PRIVACY),),
        tuple(Attempt(PRIVACY.source_id, day(number), Outcome.CONFIRMED) for number in range(56)),
        day(55.2),
    )
    failing = replace(TERMS, source_id="brook-terms", service="Brook Mail", service_id="brook")
    never = replace(PRIVACY, source_id="brook-privacy", service="Brook Mail", service_id="brook")
    return (
        privacy,
        SourceHistory(
            failing,
            (_observation(2, "b"),),
            (version("b", 2, 2),),
            (),
            (Attempt("brook-terms", day(55), Outcome.HTTP_STATUS, "HTTP 403", 403),),
            day(55.2),
        ),
        SourceHistory(
            never,
            (),
            (),
            (),
            (Attempt("brook-privacy", day(55), Outcome.UNREACHABLE, "no such host"),),
            day(55.2),
        ),
    )


def documents(name: str) -> Document | None:
    """Return the document of a name: the current texts of the sources, and the texts of the first change."""
    before = [paragraph(f"Clause {number}.") for number in range(60)]
    after = [paragraph(f"Clause {number}.") for number in range(63)]
    after[10] = Block(BlockKind.HEADING, "Disputes", 2, "9")
    after[20] = Block(BlockKind.HEADING, "Your images", 2, "10")
    text = Document(
        (
            Block(BlockKind.HEADING, "Terms of Aurora Images", 1),
            paragraph("Last updated: 2 March 2026"),
            Block(BlockKind.HEADING, "Disputes", 2, "1."),
            paragraph("You agree to settle a claim by binding arbitration. See our fees."),
            Block(BlockKind.ITEM, "Nordhaven law applies.", 1, "a)"),
            Block(BlockKind.ROW, "Cookie | Purpose | Kept"),
            Block(BlockKind.PREFORMATTED, "AURORA\n  AG"),
        ),
        "Terms",
        "en",
        (Link(3, 56, 64, "https://aurora.example/fees"), Link(4, 0, 5, "javascript:alert(5)")),
    )
    held = {
        sha("one"): Document(tuple(before)),
        sha("two"): Document(tuple(after)),
        sha("q"): text,
        sha("b"): text,
    }
    return held.get(name)
