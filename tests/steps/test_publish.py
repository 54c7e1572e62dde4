"""Pages are written when their bytes differ, whole or not at all."""

from pathlib import Path

from flows.steps.publish import Published, write_pages


def test_a_page_that_is_as_it_was_is_left_alone(tmp_path: Path) -> None:
    write_pages([("a/b.html", "one"), ("c.html", "two")], tmp_path)
    before = (tmp_path / "a/b.html").stat().st_mtime_ns

    done = write_pages([("a/b.html", "one"), ("c.html", "three")], tmp_path)

    assert (done, (tmp_path / "a/b.html").stat().st_mtime_ns) == (Published(1, 1), before)
    assert (tmp_path / "c.html").read_text() == "three"


def test_nothing_half_written_is_left_beside_a_page(tmp_path: Path) -> None:
    write_pages([("a.html", "one")], tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
