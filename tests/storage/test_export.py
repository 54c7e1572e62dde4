"""What is known, as flat files."""

import json
from pathlib import Path

import duckdb
import pytest

from flows.pipeline.derive import derive
from flows.pipeline.export import export_tables
from flows.pipeline.import_warc import import_files
from flows.pipeline.publish import publish_reports
from policytrail.errors import StorageError
from policytrail.model import Sources
from storage.captures import put_captures
from storage.database import Reach, open_database
from storage.export import Form, captures_with_bodies, exported_files, exported_tables
from storage.sources import declare_sources, tracked_sources
from tests.values import SOURCE, capture_at, hour
from tests.warcs import warc

DATA_MD = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with a month of captures, and a source that was never captured."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "month.warc.gz").write_bytes(warc(9))
    with open_database(folder / "policytrail.duckdb") as connection:
        import_files(connection, [folder / "month.warc.gz"], Sources(), hour(0))
        declare_sources(connection, [SOURCE], hour(0))
        derive(connection, hour(0))
    return folder / "policytrail.duckdb"


def export_month(month: Path, folder: Path, form: Form, out: Path = Path("none")) -> dict[str, int]:
    reach = Reach(exported_files(folder, form))
    with open_database(month, read_only=True, reach=reach) as connection:
        return export_tables(connection, folder, form, out)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("form", Form, ids=str)
def test_every_table_is_a_file_with_all_its_rows(month: Path, tmp_path: Path, form: Form) -> None:
    written = export_month(month, tmp_path, form)

    assert sorted(path.stem for path in tmp_path.iterdir()) == list(written)
    assert {"sources", "changes", *exported_tables()} <= written.keys()
    assert (written["sources"], written["captures"], written["attempts"]) == (2, 9, 9)
    assert (written["versions"], written["changes"]) == (4, 3)


@pytest.mark.parametrize("form", Form, ids=str)
def test_the_same_rows_give_the_same_bytes(month: Path, tmp_path: Path, form: Form) -> None:
    written = export_month(month, tmp_path / "one", form)
    export_month(month, tmp_path / "two", form)

    for name in written:
        one, two = ((tmp_path / each / f"{name}.{form}") for each in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_a_change_stands_with_its_interval_and_what_is_said_of_it(
    month: Path, tmp_path: Path
) -> None:
    export_month(month, tmp_path, Form.JSONL)

    first = lines(tmp_path / "changes.jsonl")[0]

    assert str(first["change_id"]).startswith("PT-C-")
    assert (first["not_before"], first["not_after"], first["kind"]) == (
        "2026-03-02T09:00:00.000000Z",
        "2026-03-03T09:00:00.000000Z",
        "substantive",
    )


def test_every_column_is_described_and_no_other(month: Path, tmp_path: Path) -> None:
    written = export_month(month, tmp_path, Form.PARQUET)
    columns = {name: duckdb.from_parquet(f"{tmp_path / name}.parquet").columns for name in written}

    described = {name: described_columns(name) for name in written}

    assert described == columns


def described_columns(name: str) -> list[str]:
    section = DATA_MD.partition(f"\n## {name}\n")[2].partition("\n#")[0]
    return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]


def test_an_export_has_the_columns_of_the_reports(month: Path, tmp_path: Path) -> None:
    with open_database(month, read_only=True) as connection:
        publish_reports(connection, tmp_path / "reports")
    export_month(month, tmp_path / "exported", Form.PARQUET, tmp_path / "reports")

    for path in (tmp_path / "reports" / "data").glob("*.parquet"):
        assert (tmp_path / "exported" / path.name).read_bytes() == path.read_bytes()


def test_a_capture_without_its_body_is_named(tmp_path: Path) -> None:
    with open_database(tmp_path / "cut.duckdb") as connection:
        declare_sources(connection, [SOURCE], hour(0))
        capture, body = capture_at(1, b"some text")
        put_captures(connection, [(capture, body)])
        connection.execute("DELETE FROM body")

        with pytest.raises(StorageError, match=f"capture {capture.capture_id}: its body"):
            list(captures_with_bodies(connection, tracked_sources(connection)))
