"""Invented captures, versions, hunks and verdicts for the tests of the reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from policytrail.model import (
    Assessment,
    Block,
    BlockKind,
    Change,
    ClaimedDate,
    DateKind,
    Diff,
    Edit,
    Evidence,
    Fact,
    Hunk,
    HunkOp,
    Kind,
    Origin,
    Reason,
    Recipe,
    Severity,
    Side,
    Significance,
    Source,
    Stats,
    Transition,
    Version,
)

START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
TERMS = Source(
    source_id="aurora-terms",
    service="Aurora Images",
    service_id="aurora",
    policy_type="terms_of_service",
    url="https://aurora.example/legal/terms",
    recipe=Recipe(select=("main article",), remove=(".cookie-banner",)),
    tags=("ai",),
)
PRIVACY = replace(
    TERMS,
    source_id="aurora-privacy",
    policy_type="privacy_policy",
    url="https://aurora.example/legal/privacy",
)


def day(number: float) -> datetime:
    """Return the time so many days after the start."""
    return START + timedelta(days=number)


def sha(word: str) -> str:
    """Return a hash that stands for a word."""
    return sha256(word.encode()).hexdigest()


def evidence(number: float, word: str, source: Source = TERMS) -> Evidence:
    """Return a capture on a day."""
    return Evidence(
        capture_id=sha(f"capture {number}"),
        captured_at=day(number),
        origin=Origin.LIVE,
        url=source.url,
        final_url=source.url,
        status=200,
        body_sha256=sha(f"body {word}"),
    )


def version(word: str, first: float, last: float, *dates: ClaimedDate) -> Version:
    """Return a version seen from one day to another."""
    return Version(
        source_id=TERMS.source_id,
        document_sha256=sha(word),
        recipe_sha256=TERMS.recipe.sha256,
        first=evidence(first, word),
        last=evidence(last, word),
        captures=int(last - first) + 1,
        is_reversion=False,
        claimed_dates=dates,
    )


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block(BlockKind.PARAGRAPH, text)


def side(first: int, *blocks: Block | str) -> Side:
    """Return blocks of a document from a position on; a text stands for a paragraph."""
    found = tuple(paragraph(one) if isinstance(one, str) else one for one in blocks)
    return Side(first, first + len(found) - 1, found)


def edits(*pairs: str) -> tuple[Edit, ...]:
    """Return edits written as a mark and a text in one string."""
    return tuple(Edit(pair[0], pair[1:]) for pair in pairs)


LONG = " ".join(f"service{number}" for number in range(140))
ARBITRATION = Hunk(
    HunkOp.REPLACE,
    side(
        11,
        Block(
            BlockKind.PARAGRAPH,
            "You may bring a claim in the courts of your home country.",
            0,
            "9.",
        ),
    ),
    side(
        11,
        Block(
            BlockKind.PARAGRAPH,
            "You agree to settle a claim by binding arbitration in Nordhaven.",
            0,
            "9.",
        ),
    ),
    edits(
        "=You ",
        "-may bring ",
        "+agree to settle ",
        "=a claim ",
        "-in the courts of your home country.",
        "+by binding arbitration in Nordhaven.",
    ),
)
TRAINING = Hunk(
    HunkOp.REPLACE,
    side(21, f"We may use your images to provide {LONG} to you. We keep them for 30 days."),
    side(
        21,
        f"We may use your images to provide {LONG} to you and to train our models. We keep them for 12 months.",
    ),
    edits(
        f"=We may use your images to provide {LONG} to you",
        "+ and to train our models",
        "=. We keep them for ",
        "-30 days",
        "+12 months",
        "=.",
    ),
)
ADDED = Hunk(
    HunkOp.INSERT,
    None,
    side(
        30,
        Block(BlockKind.HEADING, "Class actions", 2),
        "You waive the right to take part in a class action.",
        Block(BlockKind.ITEM, "This waiver does not end with your account.", 1, "a)"),
    ),
)
MOVED = Hunk(
    HunkOp.MOVE,
    side(2, "Definitions: “Service” means Aurora Images."),
    side(40, "Definitions: “Service” means Aurora Images."),
)
RENUMBERED = Hunk(
    HunkOp.RENUMBER,
    side(50, Block(BlockKind.ITEM, "Contact us by letter.", 1, "4.")),
    side(53, Block(BlockKind.ITEM, "Contact us by letter.", 1, "5.")),
)
SUMMARY = (
    "Replaces the right to sue at home by binding arbitration, allows training on your images, and "
    "keeps them for 12 months instead of 30 days."
)
VERDICT = Significance(
    kind=Kind.SUBSTANTIVE,
    alert=True,
    severity=Severity.HIGH,
    topics=("arbitration", "ai_training", "retention_period"),
    headline="Edits on arbitration, AI training and retention period",
    summary=SUMMARY,
    reasons=(
        Reason("grave_words", "binding arbitration", 0),
        Reason("stronger_for_service", "may → agree to", 0),
        Reason("text_added", "and to train our models", 1),
        Reason("silent_edit", "Last updated: 2 March 2026"),
    ),
    facts=(
        Fact("retention_period", "30 days", "12 months", 1),
        Fact("class_action_waiver", None, "You waive the right to take part in a class action.", 2),
    ),
    hunk_kinds=(
        Kind.SUBSTANTIVE,
        Kind.SUBSTANTIVE,
        Kind.SUBSTANTIVE,
        Kind.EDITORIAL,
        Kind.EDITORIAL,
    ),
    silent=True,
)
DATE = ClaimedDate(DateKind.LAST_UPDATED, "2026-03-02", "Last updated: 2 March 2026", 1)
NOISE = Significance(
    Kind.CHROME,
    False,
    Severity.NONE,
    (),
    "A visitor counter changed from 411 to 523.",
    (Reason("ticking", "411 → 523", 0),),
    (),
    (Kind.CHROME,),
)
EDIT = Significance(
    Kind.EDITORIAL,
    False,
    Severity.LOW,
    (),
    "Corrects a spelling: “recieve” is now “receive”.",
    (Reason("typing_error", "recieve → receive", 0),),
    (),
    (Kind.EDITORIAL,),
)


def change(
    before: Version,
    after: Version,
    verdict: Significance = VERDICT,
    hunks: Sequence[Hunk] = (ARBITRATION, TRAINING, ADDED, MOVED, RENUMBERED),
    source: Source = TERMS,
) -> Change:
    """Return what is said about two versions; by default the one with every kind of hunk."""
    diff = Diff(tuple(hunks), Stats(60, 63, 40, 14))
    return Change(source, Transition(before, after), Assessment(diff, verdict))


def one_edit(old: str, new: str, *marks: str) -> tuple[Hunk, ...]:
    """Return a diff of one replaced paragraph."""
    return (Hunk(HunkOp.REPLACE, side(4, old), side(4, new), edits(*marks)),)
