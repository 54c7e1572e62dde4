"""Stories of sources and the keys that say when they are told anew."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from policytrail.model import SourceHistory
from policytrail.report.manifest import (
    build_story,
    is_overdue,
    program_name,
    read_story,
    story_bytes,
    story_key,
)
from tests.report import told
from tests.report.values import day

HISTORY = told.history()
READ = frozenset(version.document_sha256 for version in HISTORY.versions)


def key(history: SourceHistory = HISTORY, read: frozenset[str] = READ, reader: str = "1") -> str:
    said = [change.change_id for change in history.changes]
    return story_key(history.source, history.versions, said, read, reader)


def confirmed() -> SourceHistory:
    """Return the history after one more capture that confirms its text."""
    current = HISTORY.versions[-1]
    seen = replace(current.last, capture_id="another", captured_at=day(60))
    later = replace(current, last=seen, captures=current.captures + 1)
    return replace(HISTORY, versions=(*HISTORY.versions[:-1], later))


def test_a_capture_that_confirms_the_text_is_no_news() -> None:
    assert key(confirmed()) == key()


def test_whatever_a_page_could_say_is_part_of_the_key() -> None:
    first = HISTORY.versions[0]
    others = [
        key(replace(HISTORY, versions=HISTORY.versions[:-1])),
        key(replace(HISTORY, versions=(replace(first, captures=9), *HISTORY.versions[1:]))),
        key(replace(HISTORY, changes=HISTORY.changes[1:])),
        key(replace(HISTORY, source=replace(HISTORY.source, tags=("other",)))),
        key(read=frozenset()),
        key(reader="2"),
    ]

    assert len({key(), *others}) == 1 + len(others)


def test_a_story_is_read_as_it_was_written() -> None:
    story = build_story(HISTORY)

    assert read_story(story_bytes(story)) == story
    with pytest.raises(ValueError, match="JSON"):
        read_story(b'{"changes":')


def test_an_announced_day_that_passes_makes_the_story_be_told_anew() -> None:
    story = build_story(HISTORY)
    current = HISTORY.versions[-1]
    after = replace(current, last=replace(current.last, captured_at=day(200)))

    assert not is_overdue(story, HISTORY.versions)
    assert is_overdue(story, [after])


def test_the_program_is_all_code_and_words_that_pages_are_made_of(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "contradictions.py").write_text("one")
    (tmp_path / "report" / "page.html.j2").write_text("two")
    (tmp_path / "notes.txt").write_text("three")
    names = [program_name([tmp_path])]
    for path, text in (
        ("notes.txt", "x"),
        ("contradictions.py", "x"),
        ("report/page.html.j2", "x"),
    ):
        (tmp_path / path).write_text(text)
        names.append(program_name([tmp_path]))

    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert program_name([files("policytrail")]) == program_name([files("policytrail")])
