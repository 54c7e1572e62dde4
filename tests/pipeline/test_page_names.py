"""Names of pages lead nowhere outside the folder of the reports."""

from pathlib import Path

import pytest

from flows.pipeline.publish import ReportsNotWritten, write_pages


@pytest.mark.parametrize("name", ["../x.html", "types/../../x.html", "/tmp/x.html"])  # noqa: S108 (never written)
def test_no_page_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReportsNotWritten, match="nothing is written outside"):
        write_pages([(name, "one")], tmp_path / "reports")

    assert list(tmp_path.rglob("*")) == []
