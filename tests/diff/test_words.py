import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given
from hypothesis import strategies as st

from policytrail.diff.engine import kept_runs
from policytrail.diff.words import edits_between, split_tokens


def marked(old: str, new: str) -> str:
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[edit.op].format(edit.text) for edit in edits_between(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("You may not.", "You may.", "You may[- not-]."),
        ("kept 13 months", "kept 30 days", "kept [-13 months-]{+30 days+}"),
        ("Use it. Stop.", "Use it. Share it. Stop.", "Use it. {+Share it. +}Stop."),
        ("authorized", "authorised", "[-authorized-]{+authorised+}"),
        ("You can't.", "You can.", "You [-can't-]{+can+}."),
        ("保留十三个月", "保留三十天", "保留[-十三个月-]{+三十天+}"),
        ("نحن نشارك بياناتك", "نحن لا نشارك بياناتك", "نحن{+ لا+} نشارك بياناتك"),
        ("a quick brown fox", "the slow red hen", "[-a quick brown fox-]{+the slow red hen+}"),
    ],
    ids=lambda value: value,
)
def test_whole_words_and_phrases_are_told(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@given(st.text(max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(split_tokens(text)) == text


SMALL = st.text(alphabet="ab .,", max_size=40)


@given(SMALL | st.text(max_size=40), SMALL | st.text(max_size=40))
def test_edits_hold_both_texts(old: str, new: str) -> None:
    edits = edits_between(old, new)

    assert "".join(edit.text for edit in edits if edit.op != "+") == old
    assert "".join(edit.text for edit in edits if edit.op != "-") == new


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_the_engine_keeps_what_diff_match_patch_keeps(old: list[int], new: list[int]) -> None:
    reference = diff_match_patch()
    reference.Diff_Timeout = 0
    texts = ["".join(chr(97 + token) for token in side) for side in (old, new)]

    kept = sum(
        len(text)
        for op, text in reference.diff_main(texts[0], texts[1], checklines=False)
        if op == 0
    )

    assert sum(length for _, _, length in kept_runs(old, new)) == kept
