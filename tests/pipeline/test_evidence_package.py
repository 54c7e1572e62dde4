"""What is exported for strangers convinces a bare Python, and no forged package does."""

# ruff: noqa: S607 (openssl is where the machine has it)

import base64
import gzip
import json
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import policytrail.evidence
from flows.pipeline.evidence_package import export_evidence
from flows.pipeline.histories import read_histories
from policytrail.errors import ConfigurationError, StorageError
from policytrail.model import Change
from storage.database import Connection, open_database
from tests.commands import policytrail as command
from tests.policies import page
from tests.values import hour
from tests.warcs import response, zipped

CHECKER = Path(policytrail.evidence.__file__).parent / "check.py"
Files = dict[str, bytes]


def changes_in(connection: Connection) -> tuple[Change, ...]:
    return next(read_histories(connection, hour(30))).changes


@pytest.fixture(scope="module")
def folder(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a signed package, an unsigned one, the key, another key, and a head."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("one", "other"):
        pem = folder / f"{name}.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", pem], check=True)
        subprocess.run(
            ["openssl", "pkey", "-in", pem, "-pubout", "-out", folder / f"{name}.pub"], check=True
        )
    with open_database(kept) as connection:
        change = changes_in(connection)[0]
        export_evidence(connection, change.change_id, folder / "signed.zip", folder / "one.pem")
        export_evidence(connection, change.change_id, folder / "plain.zip")
    (folder / "head.txt").write_text(
        command("--db", str(kept), "verify", "--head", cwd=folder).stdout
    )
    return folder


def checked(package: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what the checker says, run by a Python without site-packages in an empty folder."""
    empty = package.parent / "empty"
    empty.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-I", "-S", CHECKER, package, *options],
        cwd=empty,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bare_python_is_convinced(folder: Path) -> None:
    done = checked(folder / "plain.zip")

    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()[:6]] == ["ok"] * 6
    assert "nothing outside the package vouches for it" in done.stdout


@pytest.mark.parametrize(
    ("package", "options", "code"),
    [
        ("signed.zip", ("--key", "one.pub"), 0),
        ("signed.zip", ("--key", "other.pub"), 1),
        ("plain.zip", ("--key", "one.pub"), 1),
        ("plain.zip", ("--head", "head.txt"), 0),
        ("signed.zip", ("--head", "head.txt", "--key", "one.pub"), 0),
    ],
    ids=["its key", "another key", "no signature", "a head that was kept", "both"],
)
def test_a_key_or_a_head_of_ours_vouches(
    folder: Path, package: str, options: tuple[str, ...], code: int
) -> None:
    named = [folder / each if "." in each else each for each in options]

    done = checked(folder / package, *named)

    assert done.returncode == code
    is_limited = "Without --key, nothing outside the package vouches for more than" in done.stdout
    assert is_limited == ("--key" not in options)


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (b"nine hundred days", 0),
        (b"nine \x1b[2J\xc2\x9b hundred days", 0),
        (b"nine hundred days", 12),
    ],
    ids=["plain", "with control characters", "with many passages"],
)
def test_the_package_of_a_change_with_several_statements_convinces(
    tmp_path: Path, words: bytes, more: int
) -> None:
    later = page(9).replace(b"ninety days", words)
    for number in range(1, more):
        clause = b"<p>We may share what you send us with partner %d.</p>" % number
        later = later.replace(b"<h2>%d. " % number, b"%s<h2>%d. " % (clause, number))
    captures = [
        response(body, date=f"2026-0{month}-01T09:00:00Z")
        for month, body in ((1, page(5)), (2, later))
    ]
    (tmp_path / "two.warc.gz").write_bytes(zipped(*captures))
    imported = command("--db", "two.duckdb", "import-warc", "two.warc.gz", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    with open_database(tmp_path / "two.duckdb") as connection:
        (change,) = changes_in(connection)
        export_evidence(connection, change.change_id, tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "two.zip") as package:
        report = json.loads(package.read(f"changes/{change.change_id}.json"))

    done = checked(tmp_path / "two.zip")

    assert len(report["statements"]) > 1
    assert done.returncode == 0, done.stdout


def test_the_checker_in_the_package_is_ours_and_short(folder: Path) -> None:
    with zipfile.ZipFile(folder / "plain.zip") as package:
        content = package.read("check.py")

    assert content == CHECKER.read_bytes()
    assert len(content.splitlines()) < 300


def test_the_same_rows_give_the_same_package(kept: Path, folder: Path, tmp_path: Path) -> None:
    with open_database(kept) as connection:
        change = changes_in(connection)[0]
        export_evidence(connection, change.change_id, tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == (folder / "plain.zip").read_bytes()


def swapped(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Return a forgery that exchanges words in one file, or in the one file of a kind."""

    def forge(files: Files) -> None:
        (found,) = [each for each in files if each == name or each.endswith(name)]
        assert old.encode() in files[found]
        files[found] = files[found].replace(old.encode(), new.encode())

    return forge


def another_entry(files: Files) -> None:
    entries = json.loads(files["entries.json"])
    for each in entries:
        each["entry"] = each["entry"].replace('"status":200', '"status":201')
    files["entries.json"] = json.dumps(entries).encode()


def another_proof(files: Files) -> None:
    entries = json.loads(files["entries.json"])
    entries[0]["proof"], entries[1]["proof"] = entries[1]["proof"], entries[0]["proof"]
    files["entries.json"] = json.dumps(entries).encode()


def fewer_entries(files: Files) -> None:
    entries = json.loads(files["entries.json"])
    left = [each for each in entries if '"table":"capture"' not in each["entry"]]
    files["entries.json"] = json.dumps(left).encode()


def other_bytes(files: Files) -> None:
    content = gzip.decompress(files["captures.warc.gz"])
    files["captures.warc.gz"] = gzip.compress(content.replace(b"90 days", b"99 days"))


def another_root(files: Files) -> None:
    head = files["head.txt"].decode().split("\n")
    head[2] = base64.b64encode(sha256(b"forged").digest()).decode()
    files["head.txt"] = "\n".join(head).encode()


def another_size(files: Files) -> None:
    head = files["head.txt"].decode().split("\n")
    head[1] = str(int(head[1]) + 64)
    files["head.txt"] = "\n".join(head).encode()


def report_of(files: Files) -> str:
    return next(name for name in files if name.startswith("changes/") and name.endswith(".json"))


def in_report(old: str, new: str) -> Callable[[Files], None]:
    def forge(files: Files) -> None:
        name = report_of(files)
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())

    return forge


def in_page(old: str, new: str) -> Callable[[Files], None]:
    def forge(files: Files) -> None:
        name = report_of(files).replace(".json", ".html")
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())

    return forge


FORGERIES: dict[str, Callable[[Files], None]] = {
    "the words in a text": swapped("after.json", "90 days", "99 days"),
    "the bytes of a capture": other_bytes,
    "a row in the ledger": another_entry,
    "a proof": another_proof,
    "rows left out": fewer_entries,
    "the root": another_root,
    "the size of the ledger": another_size,
    "the words that the report quotes": in_report("for 90 days", "for 99 days"),
    "the time in the report": in_report("2026-01-01T01:00:00Z", "2026-01-01T00:30:00Z"),
    "the address in the report": in_report("lumen.example/terms", "lumen.example/other"),
    "the verdict in the report": in_report('"kind": "substantive"', '"kind": "editorial"'),
    "the words that the page shows": in_page("90", "99"),
    "what was found": swapped("assessment.json", "90", "99"),
}


def repacked(package: Path, forge: Callable[[Files], None], *, sums: bool) -> Path:
    """Return a forged copy; with `sums`, by someone who makes the hashes and the head fit."""
    with zipfile.ZipFile(package) as file:
        files = {name: file.read(name) for name in file.namelist()}
    old_sums = files["SHA256SUMS"]
    forge(files)
    if sums:
        others = {
            name: each for name, each in files.items() if name not in ("SHA256SUMS", "head.txt")
        }
        files["SHA256SUMS"] = "".join(
            f"{sha256(each).hexdigest()}  {name}\n" for name, each in sorted(others.items())
        ).encode()
        old, new = (sha256(each).hexdigest().encode() for each in (old_sums, files["SHA256SUMS"]))
        files["head.txt"] = files["head.txt"].replace(old, new)
    forged = package.with_name("forged.zip")
    with zipfile.ZipFile(forged, "w") as file:
        for name, each in files.items():
            file.writestr(name, each)
    return forged


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_package_is_told_though_its_hashes_fit(
    folder: Path, forge: Callable[[Files], None]
) -> None:
    forged = repacked(folder / "plain.zip", forge, sums=True)

    done = checked(forged)

    assert done.returncode == 1
    assert "WRONG" in done.stdout


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_package_is_told_by_its_hashes_or_signature(
    folder: Path, forge: Callable[[Files], None]
) -> None:
    forged = repacked(folder / "signed.zip", forge, sums=False)

    assert checked(forged, "--key", folder / "one.pub").returncode == 1


def doubled(package: Path, forged: Path) -> None:
    """Put another page before the true one, under its name: some programs open the first."""
    with zipfile.ZipFile(package) as file:
        files = {name: file.read(name) for name in file.namelist()}
    page = report_of(files).replace(".json", ".html")
    with zipfile.ZipFile(forged, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of what is meant here
        file.writestr(page, files[page].replace(b"90", b"99"))
        for name, content in files.items():
            file.writestr(name, content)


def preceded(package: Path, forged: Path) -> None:
    """Put a page before the archive: a browser opens it, an unpacker passes it over."""
    forged.write_bytes(b"<h1>We keep nothing.</h1>" + package.read_bytes())


def followed(package: Path, forged: Path) -> None:
    forged.write_bytes(package.read_bytes() + b"<h1>We keep nothing.</h1>")


def commented(package: Path, forged: Path) -> None:
    forged.write_bytes(package.read_bytes())
    with zipfile.ZipFile(forged, "a") as file:
        file.comment = b"<h1>We keep nothing.</h1>"


def interleaved(package: Path, forged: Path) -> None:
    """Hide a file between two others: whoever reads from the start finds it, the directory does not."""
    with zipfile.ZipFile(package) as file:
        members = [(name, file.read(name)) for name in file.namelist()]
    with zipfile.ZipFile(forged, "w") as file:
        for name, content in [("hidden.html", b"<h1>We keep nothing.</h1>"), *members]:
            file.writestr(name, content)
        del file.filelist[0], file.NameToInfo["hidden.html"]


def read_in_two_ways(package: Path, forged: Path) -> None:
    """Call the page stored in its local header, and compressed in the directory of the archive."""
    with zipfile.ZipFile(package) as file:
        page = next(each for each in file.infolist() if each.filename.endswith(".html"))
    content, start = bytearray(package.read_bytes()), page.header_offset
    assert page.compress_type == zipfile.ZIP_DEFLATED
    content[start + 8 : start + 10] = zipfile.ZIP_STORED.to_bytes(2, "little")
    forged.write_bytes(content)


CONTAINERS: dict[str, Callable[[Path, Path], None]] = {
    each.__name__: each
    for each in (doubled, preceded, followed, commented, interleaved, read_in_two_ways)
}


@pytest.mark.parametrize("forge", CONTAINERS.values(), ids=CONTAINERS)
def test_a_package_that_others_could_read_as_another_is_refused(
    folder: Path, tmp_path: Path, forge: Callable[[Path, Path], None]
) -> None:
    forge(folder / "signed.zip", tmp_path / "forged.zip")

    done = checked(tmp_path / "forged.zip", "--key", folder / "one.pub")

    assert (done.returncode, "cannot be read" in done.stdout) == (2, True)


def test_what_only_the_signature_covers_is_told_by_it(folder: Path) -> None:
    def forge(files: Files) -> None:
        files["assets/style.css"] += b"ins { display: none }"

    forged = repacked(folder / "signed.zip", forge, sums=True)

    assert checked(forged).returncode == 0
    assert checked(forged, "--key", folder / "one.pub").returncode == 1


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all"], ids=["empty", "cut", "other"])
def test_what_is_no_package_is_told(folder: Path, content: bytes) -> None:
    broken = folder / "broken.zip"
    broken.write_bytes(content)

    assert checked(broken).returncode == 2


def test_nothing_is_exported_of_rows_that_were_altered(kept: Path, tmp_path: Path) -> None:
    copied = tmp_path / "policytrail.duckdb"
    copied.write_bytes(kept.read_bytes())
    with open_database(copied) as connection:
        change = changes_in(connection)[0].change_id
        connection.execute("UPDATE capture SET status = 201")

        with pytest.raises(
            StorageError, match=r"capture .* is not in the database as it was entered"
        ):
            export_evidence(connection, change, tmp_path / "x.zip")

    assert not (tmp_path / "x.zip").exists()


def test_a_change_that_there_is_not_is_told(kept: Path, tmp_path: Path) -> None:
    with (
        open_database(kept) as connection,
        pytest.raises(ConfigurationError, match="PT-C-0: no such change"),
    ):
        export_evidence(connection, "PT-C-0", tmp_path / "x.zip")


def test_the_command_writes_a_package_and_refuses_another_name(kept: Path, tmp_path: Path) -> None:
    with open_database(kept) as connection:
        change = changes_in(connection)[0].change_id

    done = command("--db", str(kept), "export", "evidence", change, "x.zip", cwd=tmp_path)
    refused = command("--db", str(kept), "export", "evidence", change, "x.tar", cwd=tmp_path)

    assert (done.returncode, checked(tmp_path / "x.zip").returncode) == (0, 0)
    assert (refused.returncode, "ends in .zip" in refused.stderr) == (2, True)
