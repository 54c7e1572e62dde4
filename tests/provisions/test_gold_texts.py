from pathlib import Path

from benchmarks.gold_texts import find_sentences, read_hashes
from policytrail.provisions.gold import letters_hash, letters_only

TEXT = """# Rules

We sell nothing. You may leave at any time. The sea is wide.

The moon is round. Fees are due on Mondays. The sun is warm.
"""


def row_of(sentence: str, types: str) -> tuple[str, str, str]:
    return letters_hash(letters_only(sentence)), types, ""


def test_labelled_sentences_are_found_again_among_the_others() -> None:
    rows = [row_of("You may leave at any time.", "user_termination")]

    sentences, labels, share = find_sentences(TEXT, rows)

    assert sentences[:4] == [
        "# [1] Rules",
        "[2] We sell nothing",
        "[3] You may leave at any time",
        "[4] The sea is wide",
    ]
    assert labels == ["3\tuser_termination\t\t"]
    assert share == 1


def test_what_stands_where_a_labelled_sentence_was_lost_is_left_out() -> None:
    rows = [
        row_of("You may leave at any time.", "user_termination"),
        row_of("The moon was lost.", "fees"),
        row_of("Fees are due on Mondays.", "fees"),
    ]

    sentences, labels, share = find_sentences(TEXT, rows)

    assert not any("sea" in one or "moon" in one for one in sentences)
    assert "sun" in sentences[-1]
    assert [one.split("\t")[1] for one in labels] == ["user_termination", "fees"]
    assert round(share, 2) == 0.67


def test_a_policy_of_which_a_part_was_read_names_the_part(tmp_path: Path) -> None:
    listed = tmp_path / "labels.tsv"
    listed.write_text("# whole\ta:1:new\n# begin\ta:2:new\t90\n# middle\ta:3:new\t40-90\n")

    parts = [one.part for one in read_hashes(listed)]

    assert parts == [slice(0, None), slice(0, 90), slice(40, 90)]
