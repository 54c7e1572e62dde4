import json
from pathlib import Path

from tests.commands import policytrail

GOOD = "services: {kling: {policies: {other: {url: 'https://kling.example/x'}}}}\n"
BAD = "services: {kling: {policies: {othr: {url: 'https://kling.example/x'}}}}\n"


def test_check_says_what_the_file_holds(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(GOOD)

    done = policytrail("sources", "check", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (
        0,
        "sources.yaml: 1 service, 1 policy, 1 source\n",
    )


def test_check_ends_with_2_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BAD)

    done = policytrail("--sources", "mine.yaml", "sources", "check", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "mine.yaml:1: services.kling.policies.othr: no policy type" in done.stderr


def test_check_ends_with_2_where_there_is_no_file(tmp_path: Path) -> None:
    done = policytrail("sources", "check", cwd=tmp_path)

    assert done.returncode == 2
    assert "sources.yaml: no such file. `policytrail add URL` creates it" in done.stderr


def test_import_ota_writes_entries_and_lists_what_it_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "declarations"
    folder.mkdir()
    terms = {"fetch": "https://lumen.example/p", "filter": ["dropDates"]}
    (folder / "Lumen.json").write_text(json.dumps({"terms": {"Privacy Policy": terms}}))

    done = policytrail("sources", "import-ota", str(tmp_path), "--out", "new.yaml", cwd=tmp_path)
    check = policytrail("--sources", "new.yaml", "sources", "check", cwd=tmp_path)

    assert (done.returncode, check.returncode) == (1, 0)
    assert done.stderr == "not translated: Lumen: Privacy Policy: left out filter dropDates\n"
