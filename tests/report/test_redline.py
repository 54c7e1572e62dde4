from policytrail.model import BlockKind, Hunk, HunkOp
from policytrail.report.build.change import change_record
from policytrail.report.build.redline import Gone, Shown, ShownRun, build_redline, unchanged_after
from tests.report import values


def shown_of(*hunks: Hunk) -> tuple[Shown | Gone, ...]:
    before, after = values.version("a", 0, 1), values.version("b", 2, 3)
    return build_redline(change_record(values.change(before, after, hunks=hunks)).hunks)


def only(*hunks: Hunk) -> Shown:
    (found,) = shown_of(*hunks)
    assert isinstance(found, Shown)
    return found


def test_a_replaced_paragraph_is_one_line_whose_sides_are_the_two_texts() -> None:
    found = only(values.ARBITRATION)

    old, new = (
        "".join(run.text for run in side) for side in (found.lines[0].old, found.lines[0].new)
    )
    assert values.ARBITRATION.old
    assert values.ARBITRATION.new
    assert (old, new) == (values.ARBITRATION.old.text, values.ARBITRATION.new.text)


def test_long_unchanged_words_are_folded_with_their_count_and_none_is_lost() -> None:
    found = only(values.TRAINING)

    folds = [run.folded for run in found.lines[0].runs if run.folded]
    new = "".join(run.text for run in found.lines[0].new)
    assert values.TRAINING.new
    assert (folds, new) == ([113], values.TRAINING.new.text)


def test_a_long_line_without_an_edit_is_folded_beside_edited_ones_and_whole_where_it_moved() -> (
    None
):
    long = " ".join(f"w{place}" for place in range(90)) + "."
    sides = values.side(3, long, "We keep it."), values.side(3, long, "We sell it.")
    edited = Hunk(HunkOp.REPLACE, *sides, values.edits(f"={long}\nWe ", "-keep", "+sell", "= it."))
    moved = Hunk(HunkOp.MOVE, values.side(3, long), values.side(5, long), ())

    runs = only(edited).lines[0].runs
    assert ([run.folded for run in runs], "".join(run.text for run in runs)) == ([0, 78, 0], long)
    (whole,) = [hunk for hunk in shown_of(moved) if isinstance(hunk, Shown)]
    assert [run.folded for run in whole.lines[0].runs] == [0]


def test_an_insertion_without_edits_shows_each_block_by_its_kind() -> None:
    found = only(values.ADDED)

    kinds = [(line.kind, line.level, line.number) for line in found.lines]
    assert kinds == [
        (BlockKind.HEADING, 2, ""),
        (BlockKind.PARAGRAPH, 0, ""),
        (BlockKind.ITEM, 1, "a)"),
    ]


def test_a_paragraph_split_in_two_becomes_two_lines() -> None:
    split = Hunk(
        HunkOp.REPLACE,
        values.side(3, "We keep it. We sell it."),
        values.side(3, "We keep it.", "We sell it."),
        values.edits("=We keep it.", "- ", "+\n", "=We sell it."),
    )

    lines = only(split).lines

    assert ["".join(run.text for run in line.new) for line in lines] == [
        "We keep it.",
        "We sell it.",
    ]


def test_a_line_end_inside_preformatted_text_keeps_the_block() -> None:
    from policytrail.model import Block  # noqa: PLC0415

    block = Block(BlockKind.PREFORMATTED, "one\ntwo")
    found = only(Hunk(HunkOp.INSERT, None, values.side(0, block, "after")))

    assert [line.kind for line in found.lines] == ["preformatted", "preformatted", "paragraph"]


def test_a_move_leaves_a_pointer_where_it_stood() -> None:
    found = shown_of(values.ARBITRATION, values.MOVED)

    assert found[0] == Gone(1, 1, "Definitions: “Service” means Aurora Images.")


def test_unchanged_blocks_between_hunks_are_counted() -> None:
    insert = Hunk(HunkOp.INSERT, None, values.side(4, "a", "b"))
    delete = Hunk(HunkOp.DELETE, values.side(9, "c"), None)
    replace = Hunk(
        HunkOp.REPLACE, values.side(12, "d"), values.side(13, "e"), values.edits("-d", "+e")
    )

    found = shown_of(insert, delete, replace)

    # 4 blocks, then two new ones; old block 9 is new block 11, so 5 lie between; then 2 more.
    assert [one.unchanged_before for one in found if isinstance(one, Shown)] == [4, 5, 2]


def test_unchanged_blocks_after_the_last_hunk_are_counted() -> None:
    record = change_record(
        values.change(values.version("a", 0, 1), values.version("b", 2, 3), hunks=(values.ADDED,))
    )

    assert unchanged_after(record) == 63 - 33


def test_edits_of_the_same_mark_are_joined() -> None:
    hunk = Hunk(
        HunkOp.REPLACE,
        values.side(0, "ab"),
        values.side(0, "ac"),
        values.edits("=a", "-b", "+c"),
    )

    assert only(hunk).lines[0].runs == (ShownRun("=", "a"), ShownRun("-", "b"), ShownRun("+", "c"))
