"""Compaction: smaller, the same content, and nothing lost when it is cut short."""

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from flows.pipeline.compact import compact_database
from flows.pipeline.verify import verify_database
from policytrail.errors import DatabaseBusy, StorageError
from storage.captures import put_captures
from storage.compaction import CHAIN, DEPTH
from storage.database import open_database
from storage.delta_chains import read_bodies
from tests.values import capture_at

ROOT = Path(__file__).parents[2]
CAPTURES = 40


class Told(NamedTuple):
    """What a database holds."""

    bodies: dict[str, bytes]
    rows: list[tuple[object, ...]]
    wrong: tuple[str, ...]


def page(number: int) -> bytes:
    """Return a page that shares most of its text with its neighbours, and less with those far off."""
    rules = (sha256(f"{rule} {rule < 7 * number}".encode()).hexdigest() for rule in range(300))
    return "".join(f"<p>{rule}</p>" for rule in rules).encode()


def look(path: Path) -> Told:
    with open_database(path) as connection:
        names = [row[0] for row in connection.execute("SELECT body_sha256 FROM body").fetchall()]
        rows = connection.execute("SELECT * FROM ledger ORDER BY position").fetchall()
        return Told(read_bodies(connection, names), rows, tuple(verify_database(connection).wrong))


def packed_bytes(path: Path) -> int:
    """Return what all bodies take as they are stored."""
    with open_database(path) as connection:
        (row,) = connection.execute("SELECT sum(octet_length(content)) FROM body").fetchall()
        return int(row[0])


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "x.duckdb"
    with open_database(path) as connection:
        for number in range(CAPTURES):
            put_captures(connection, [capture_at(number, page(number))])
    return path


@pytest.fixture
def path(stored: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(stored, tmp_path / "x.duckdb"))


def test_a_compacted_database_holds_the_same_in_less_room(path: Path) -> None:
    before, stored_bytes = look(path), packed_bytes(path)

    done = compact_database(path)

    assert look(path) == before
    assert before.wrong == ()
    assert (done.packed, packed_bytes(path) < stored_bytes * 0.7) == (CAPTURES, True)
    assert [each.name for each in path.parent.glob(".*compact*")] == []


def test_a_second_compaction_packs_only_what_is_new(path: Path) -> None:
    compact_database(path)
    with open_database(path) as connection:
        put_captures(connection, [capture_at(40, page(40)), capture_at(41, page(41))])

    again = compact_database(path)

    with open_database(path) as connection:
        bases = dict(connection.execute("SELECT body_sha256, base_sha256 FROM body").fetchall())
        kinds = connection.execute("SELECT DISTINCT encoding FROM body").fetchall()
    depths: list[int] = []
    for name in list(bases):
        chain = [name]
        while (base := bases[chain[-1]]) is not None:
            chain.append(base)
        depths.append(len(chain) - 1)
    assert (again.packed, kinds, max(depths)) == (2, [(CHAIN,)], DEPTH)
    assert look(path).wrong == ()


def test_a_link_and_the_rights_of_the_file_stay(path: Path) -> None:
    path.chmod(0o600)
    link = path.parent / "linked" / path.name
    link.parent.mkdir()
    link.symlink_to(path)
    size = path.stat().st_size

    compact_database(link)

    assert (link.is_symlink(), link.resolve()) == (True, path)
    assert (path.stat().st_mode & 0o777, path.stat().st_size < size) == (0o600, True)


def test_one_that_waits_takes_nothing_from_the_one_in_progress(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYTRAIL_WAIT_S", "0")
    written = path.with_name(f".{path.name}.compact.1")
    written.write_bytes(b"half")
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(DatabaseBusy):
            compact_database(path)
        was_left = written.exists()
        holder.communicate()

    compact_database(path)

    assert (was_left, written.exists()) == (True, False)


def test_too_little_room_is_told_in_one_sentence_and_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def nearly_full(_path: Path) -> SimpleNamespace:
        return SimpleNamespace(free=1)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)

    with pytest.raises(StorageError, match=r"compaction needs \d+ MB in .*make room"):
        compact_database(path)

    assert path.read_bytes() == before


def test_a_disk_that_is_full_in_the_middle_changes_nothing(path: Path) -> None:
    before = look(path)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); "
        "from flows.cli.app import main; sys.argv = ['policytrail', '--db', sys.argv[1], 'compact']; main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "make room" in done.stderr
    assert look(path) == before
