"""Of a policy that was mostly rewritten, little is told clause by clause and figure by figure."""

from dataclasses import replace

from policytrail.clause_changes import find_clauses, moves_between, told_moves
from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.model import DocumentPair, FindingsChange, ProvisionChange, ProvisionMove
from policytrail.whole_rewrite import Rewrite, judge_rewrite
from tests.significance.texts import verdict

_OLD_WORDS = [
    "hen",
    "egg",
    "coop",
    "straw",
    "ring",
    "vet",
    "feed",
    "nest",
    "perch",
    "diary",
    "grain",
    "yolk",
    "moult",
    "comb",
    "wattle",
]
_NEW_WORDS = [
    "boat",
    "sail",
    "mast",
    "rope",
    "keel",
    "oar",
    "tide",
    "buoy",
    "quay",
    "anchor",
    "hull",
    "tiller",
    "jib",
    "spar",
    "wake",
]


def _filler(words: list[str], verb: str) -> str:
    """Return fifteen paragraphs that share no rare word with those of other words."""
    return "\n\n".join(
        f"Every {a} {verb} its {b} by {c}, then {d} and {e} with {words[n - 1]} until {words[n - 2]} come,"
        f" after which {words[n - 3]} {verb} {words[n - 4]} once more for {words[n - 5]} and {words[n - 6]}."
        for n in range(15)
        for a, b, c, d, e in [[words[(n + step * 4) % 15] for step in range(5)]]
    )


def _terms(words: list[str], verb: str, clauses: str) -> str:
    return f"# Terms\n\nLast updated: {_DATES[verb]}\n\n{_filler(words, verb)}\n\n{clauses}\n"


_DATES = {"hatches": "3 March 2025", "steers": "8 July 2026"}
OLD = _terms(
    _OLD_WORDS,
    "hatches",
    "We keep your messages for 13 months and then delete them from all of our systems.\n\n"
    "Nobody under the age of 13 may open an account for their own flock.\n\n"
    "You can write to us at flock@brindle.example with whatever you want to know of it.",
)
NEW = _terms(
    _NEW_WORDS,
    "steers",
    "Any dispute between us is resolved by binding arbitration, and you waive your right to a trial by jury.\n\n"
    "Our total liability to you is limited to $50 for whatever happens on board.\n\n"
    "You grant us a perpetual, irrevocable licence to use, copy and sublicense whatever you upload.\n\n"
    "We may suspend or terminate your account at any time without notice for any reason.\n\n"
    "These terms are governed by the laws of the State of Oregon.\n\n"
    "You will defend and indemnify us against all claims that arise from your use of a boat.\n\n"
    "You can write to us at harbour@brindle.example with whatever you want to know of it.",
)


def _pair(old: str, new: str) -> DocumentPair:
    documents = read_markdown(old), read_markdown(new)
    return DocumentPair(*documents, compare_documents(*documents))


def test_the_invented_policy_is_rewritten() -> None:
    assert judge_rewrite(_pair(OLD, NEW)) is Rewrite.REWRITTEN
    assert judge_rewrite(_pair(OLD, OLD.replace("13 months", "9 months"))) is Rewrite.NO


def test_no_fact_of_one_text_alone_is_told_of_a_rewritten_policy() -> None:
    facts = verdict(OLD, NEW).facts

    assert [fact for fact in facts if fact.old is None or fact.new is None] == []


def test_the_same_fact_of_one_text_is_told_of_an_edited_policy() -> None:
    found = verdict(OLD.replace("We keep your messages for 13 months and then", "We"), OLD).facts

    assert [(fact.what, fact.old, fact.new) for fact in found] == [
        ("retention_period", None, "13 months")
    ]


def test_only_the_three_weightiest_clauses_are_told_of_a_rewritten_policy() -> None:
    moves = moves_between(_pair(OLD, NEW)).provisions

    assert 0 < len(moves) <= 3
    assert {move.move for move in moves} <= {ProvisionMove.ADDED, ProvisionMove.REMOVED}
    assert len({move.type for move in moves}) == len(moves)
    assert all(move.is_first_of_kind for move in moves)


def test_a_clause_of_an_uncertain_type_is_in_no_list() -> None:
    clause = "You waive any right to a trial by jury in any dispute with us."
    pair = _pair(OLD, f"{OLD}\n{clause}\n")
    read = find_clauses(pair.new).provisions
    (found,) = (each for each in read if each.type == "jury_waiver")
    step = FindingsChange(
        tuple(
            ProvisionChange(ProvisionMove.ADDED, each.type, None, each, 0)
            for each in (found, replace(found, confidence=0.49))
        ),
        (),
    )

    assert [move.new for move in told_moves(step, pair).provisions] == [found]


def test_of_two_dates_in_two_places_none_is_told_as_new_or_gone() -> None:
    stamp = "Last updated: 3 March 2025"
    old = OLD.replace(stamp, f"{stamp} for all keepers of hens who read it")
    new = OLD.replace(f"{stamp}\n\n", "") + "\nThese terms have been in force since 8 July 2026.\n"

    assert [fact for fact in verdict(old, new).facts if fact.what == "date"] == []
