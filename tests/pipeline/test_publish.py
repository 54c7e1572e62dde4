"""Pages are written when their bytes differ, whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.pipeline.publish import ReportsNotWritten, Written, write_pages

ROOT = Path(__file__).parents[2]


def test_a_page_that_is_as_it_was_is_left_alone(tmp_path: Path) -> None:
    write_pages([("a/b.html", "one"), ("c.html", "two")], tmp_path)
    before = (tmp_path / "a/b.html").stat().st_mtime_ns

    done = write_pages([("a/b.html", "one"), ("c.html", "three")], tmp_path)

    assert (done, (tmp_path / "a/b.html").stat().st_mtime_ns) == (Written(1, 1), before)
    assert (tmp_path / "c.html").read_text() == "three"


def test_nothing_half_written_is_left_beside_a_page(tmp_path: Path) -> None:
    write_pages([("a.html", "one")], tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "changes").write_text("a file where a folder is needed")

    with pytest.raises(ReportsNotWritten, match=r"changes/x\.html: cannot be written: "):
        write_pages([("a.html", "one"), ("changes/x.html", "two")], tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "changes"]


def test_a_full_disk_is_named_and_leaves_no_half_page(tmp_path: Path) -> None:
    fill = f"""
import resource, signal
from pathlib import Path
from flows.pipeline.publish import ReportsNotWritten, write_pages
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_pages([("a.html", "x" * 900), ("b.html", "x" * 1100)], Path({str(tmp_path)!r}))
except ReportsNotWritten as error:
    print(error)
"""

    run = subprocess.run(
        [sys.executable, "-c", fill], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.startswith(f"{tmp_path / 'b.html'}: cannot be written: File too large. ")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
