"""A reader sees first what changes the meaning; the rest is one click away, and nothing is lost."""

from policytrail.model import HunkOp, Kind
from policytrail.report.build.minor_passages import MinorPassages, fold_minor_passages
from policytrail.report.build.redline import Gone, Shown


def _passage(index: int, kind: Kind | None) -> Shown:
    return Shown(index, HunkOp.REPLACE, kind, (), 0, index, index, index, index, "")


def _passages(*kinds: Kind | None) -> list[Shown]:
    return [_passage(index, kind) for index, kind in enumerate(kinds)]


def test_minor_passages_in_a_row_are_folded_between_those_that_change_the_meaning() -> None:
    minor = (Kind.EDITORIAL, Kind.TECHNICAL, Kind.EDITORIAL)
    passages = _passages(*minor, Kind.SUBSTANTIVE, *minor[:2])

    folded, changed, *rest = fold_minor_passages(passages)

    assert isinstance(folded, MinorPassages)
    assert folded.shown == tuple(passages[:3])
    assert (folded.count, folded.kinds) == (3, ((Kind.EDITORIAL, 2), (Kind.TECHNICAL, 1)))
    assert [changed, *rest] == passages[3:]


def test_the_place_that_a_text_left_is_folded_but_does_not_count() -> None:
    gone = Gone(0, 1, "We keep")
    passages = [*_passages(Kind.SUBSTANTIVE, Kind.EDITORIAL, Kind.EDITORIAL), gone]

    assert fold_minor_passages(passages) == tuple(passages)

    passages.append(_passage(3, Kind.EDITORIAL))
    assert fold_minor_passages(passages)[1:] == (
        MinorPassages(tuple(passages[1:]), ((Kind.EDITORIAL, 3),)),
    )


def test_nothing_is_folded_where_nothing_changes_the_meaning_or_nothing_was_judged() -> None:
    for kind in (Kind.EDITORIAL, None):
        passages = _passages(*[kind] * 5)
        assert fold_minor_passages(passages) == tuple(passages)
