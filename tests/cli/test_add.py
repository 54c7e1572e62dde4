"""`policytrail add`, `init` and `doctor`, as a new user would meet them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import policytrail
from tests.server import Loopback, Route, sending, serving

ROOT = Path(__file__).parents[2]
HTML = {"Content-Type": "text/html"}
CLAUSES = "".join(
    f"<h2>{at}. {title}</h2><p>{text}</p>"
    for at, (title, text) in enumerate(
        [
            ("Account", "You must be at least sixteen years old to hold an account with Hush."),
            ("Prices", "We may change the price of a plan; we tell you thirty days before we do."),
            ("Your recordings", "You keep all rights in the recordings that you upload to Hush."),
            ("Ending", "You may close your account at any time, and we delete it in ten days."),
        ],
        1,
    )
)


def page(title: str) -> bytes:
    return f"<title>{title}</title><h1>{title}</h1><main>{CLAUSES * 3}</main>".encode()


@pytest.fixture
def site() -> Iterator[Loopback]:
    home = b'<title>Hush</title><a href="/terms">Terms</a> <a href="/privacy">Privacy policy</a>'
    routes = {
        "/": sending(home, headers=HTML),
        "/terms": sending(page("Terms of Service | Hush"), headers=HTML),
        "/privacy": sending(page("Privacy Policy | Hush"), headers=HTML),
        "/untold": sending(page("Hush"), headers=HTML),
        "/login": sending(b"<h1>Log in</h1><input type=password name=p>", headers=HTML),
    }
    with serving(routes) as running:
        yield running


SETTINGS = {"POLICYTRAIL_ALLOW_PRIVATE": "true", "POLICYTRAIL_PACE_S": "0"}


def run(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return policytrail(*arguments, cwd=folder, stdin=stdin, settings=SETTINGS)


def test_an_address_alone_becomes_a_source_with_its_first_capture(
    site: Loopback, tmp_path: Path
) -> None:
    done = run(tmp_path, "add", f"{site.url}/terms")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "hush-terms: Hush, terms of service"
    assert "language en" in done.stdout
    assert [each.target for each in site.asked] == ["/terms"]
    status = run(tmp_path, "status")
    assert status.stdout.splitlines()[1].split("\t")[:2] == ["hush-terms", "ok"]
    assert (tmp_path / "reports" / "sources" / "hush-terms.html").is_file()


def test_a_home_page_gives_all_its_policies(site: Loopback, tmp_path: Path) -> None:
    done = run(tmp_path, "add", "--discover", "--no-fetch", "--yes", f"{site.url}/")

    assert done.returncode == 0, done.stderr
    check = run(tmp_path, "sources", "check")
    assert check.stdout == "sources.yaml: 1 service, 2 policies, 2 sources\n"


def test_what_is_tracked_already_is_told_and_the_rest_is_added(
    site: Loopback, tmp_path: Path
) -> None:
    run(tmp_path, "add", "--no-fetch", f"{site.url}/terms")

    addresses = f"{site.url}/terms\n{site.url}/privacy\n"
    done = run(tmp_path, "add", "--no-fetch", "-", stdin=addresses)

    assert done.returncode == 1
    assert "already tracked as 127-0-0-1-terms" in done.stderr
    assert "1 of 2 added" in done.stdout


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/none", "answered 404"),
        ("/login", "login"),
        ("/untold", "name it, e.g. --type privacy_policy"),
    ],
)
def test_what_is_no_policy_is_not_added(
    site: Loopback, tmp_path: Path, path: str, said: str
) -> None:
    done = run(tmp_path, "add", f"{site.url}{path}")

    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "sources.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "ftp://hush.example"], "is no web address"),
        (["add", "-"], "no address on standard input"),
        (["add", "hush.example", "--type", "terms"], "expected one of terms_of_service"),
        (["add", "hush.example", "--every", "often"], "is no span of time"),
        (["add", "hush.example", "--select", "a["], "is no CSS selector"),
        (["track"], "`policytrail add URL` creates it"),
    ],
)
def test_wrong_usage_is_one_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run(tmp_path, *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_two_at_once_lose_nothing(site: Loopback, tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "add", "--no-fetch", f"{site.url}/{path}"],
            env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
        )
        for path in ("terms", "privacy", "cookies")
    ]
    codes = [each.wait() for each in running]

    assert codes == [0, 0, 0]
    check = run(tmp_path, "sources", "check")
    assert check.stdout == "sources.yaml: 1 service, 3 policies, 3 sources\n"


def test_a_first_file_is_written_once(tmp_path: Path) -> None:
    first, second = run(tmp_path, "init"), run(tmp_path, "init")

    assert (first.returncode, second.returncode) == (0, 2)
    assert "already exists" in second.stderr


def test_doctor_says_how_to_mend_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("services: [")

    done = run(tmp_path, "doctor", "--offline")

    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()[1:-1]}
    assert done.returncode == 1
    assert rows["versions"][0] == "ok"
    assert rows["sources"][0] == "look"
    assert "policytrail sources check" in rows["sources"][1]


@pytest.mark.parametrize(
    ("fetch", "result", "code"), [("http", "optional", 0), ("browser", "look", 1)]
)
def test_doctor_asks_only_for_what_the_sources_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fetch: str, result: str, code: int
) -> None:
    entry = f"{{url: https://a.example/imprint, fetch: {fetch}}}"
    (tmp_path / "sources.yaml").write_text(f"services:\n  a: {{policies: {{imprint: {entry}}}}}\n")
    monkeypatch.setenv("POLICYTRAIL_CHROMIUM", "/no/chromium")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)

    done = run(tmp_path, "doctor", "--offline")

    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()[1:-1]}
    assert (rows["browser"][0], rows["contact"][0], done.returncode) == (result, "optional", code)


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        pytest.param({"/api/flows/count": sending(b"0")}, "is open to others", id="open"),
        pytest.param(None, "does not answer", id="dead"),
    ],
)
def test_doctor_tells_a_prefect_server_that_is_open_from_one_that_is_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, routes: dict[str, Route] | None, said: str
) -> None:
    with serving(routes or {}) as server:
        url = server.url if routes else "http://127.0.0.1:9"
        monkeypatch.setenv("PREFECT_API_URL", f"{url}/api")
        done = run(tmp_path, "doctor", "--offline")

    (row,) = [line for line in done.stdout.splitlines() if line.startswith("prefect\t")]
    assert row.split("\t")[1] == "look"
    assert said in row


def test_doctor_says_which_alerts_could_not_leave_and_gives_no_address_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "watch.yaml").write_text(
        "watch: [{name: a, to: [env:UNSET, env:WRONG, env:GONE, env:HOOK, env:CHAT, block:x]}]\n"
    )
    monkeypatch.setenv("WRONG", "no address but a secret")
    monkeypatch.setenv("GONE", "mailto://user:secret@mail.example:9?smtp=127.0.0.1")
    monkeypatch.setenv("CHAT", "slack://TsecretAAA/BsecretBBB/CsecretCCCCCCCCCCCCCCCCC/#c")
    monkeypatch.setenv("POLICYTRAIL_WAYBACK_URL", "http://127.0.0.1:9")
    with serving({}) as server:
        monkeypatch.setenv("HOOK", server.url.replace("http", "json") + "/secret")
        done = run(tmp_path, "doctor")

    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()[1:-1]}
    told = {
        subject: rows[f"alerts to {subject}"]
        for subject in ("env:UNSET", "env:WRONG", "env:GONE", "env:HOOK", "env:CHAT", "block:x")
    }
    assert [result for result, _ in told.values()] == ["look", "look", "look", "ok", "ok", "ok"]
    assert "export UNSET=" in told["env:UNSET"][1]
    assert "127.0.0.1:9 does not answer" in told["env:GONE"][1]
    assert "tell --test" in told["env:HOOK"][1]
    assert "secret" not in done.stdout + done.stderr


def test_doctor_names_a_fault_in_the_watch_rules(tmp_path: Path) -> None:
    (tmp_path / "watch.yaml").write_text("watch: [{name: a}]\n")

    done = run(tmp_path, "doctor", "--offline")

    assert "alerts\tlook\twatch.yaml:1: watch.0.to: Field required" in done.stdout


def test_the_version_is_printed() -> None:
    done = run(ROOT, "--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "policytrail")


def test_a_home_page_is_told_to_be_one(site: Loopback, tmp_path: Path) -> None:
    done = run(tmp_path, "add", "--fetch", "http", f"{site.url}/")

    assert done.returncode == 1
    assert f"`policytrail add --discover {site.url}/` adds them" in done.stderr


def test_a_type_that_cannot_be_guessed_stops_no_other_address(
    site: Loopback, tmp_path: Path
) -> None:
    done = run(tmp_path, "add", "--fetch", "http", f"{site.url}/untold", f"{site.url}/terms")

    assert done.returncode == 1
    assert "1 of 2 added" in done.stdout
    assert (tmp_path / "reports" / "sources" / "hush-terms.html").is_file()


def test_line_ends_and_comments_stay(site: Loopback, tmp_path: Path) -> None:
    first = (
        "# ours\r\ndefaults: {every: 1d}  # daily\r\nservices:\r\n  brook:  # kept\r\n"
        "    policies:\r\n      terms_of_service: {url: 'https://brook.example/terms', every: 2d}\r\n"
    )
    (tmp_path / "sources.yaml").write_bytes(first.encode())

    done = run(tmp_path, "add", "--no-fetch", f"{site.url}/terms", "--service", "Hush")

    written = (tmp_path / "sources.yaml").read_bytes().decode()
    assert done.returncode == 0, done.stderr
    assert written.startswith(first)
    assert written.count("\n") == written.count("\r\n")


def test_a_file_with_anchors_is_refused_and_left_alone(site: Loopback, tmp_path: Path) -> None:
    first = "defaults: &usual {every: 1d}\nservices:\n  brook:\n    policies: *usual\n"
    (tmp_path / "sources.yaml").write_text(first)

    done = run(tmp_path, "add", "--no-fetch", f"{site.url}/terms")

    assert done.returncode == 2
    assert "sources.yaml:1: an " in done.stderr
    assert (tmp_path / "sources.yaml").read_text() == first


def test_a_file_made_read_only_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path, "init")
    target = tmp_path / "sources.yaml"
    target.chmod(0o444)
    first = target.read_bytes()
    # Nothing is read-only to root, unless it gives that right up.
    powers = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    command = [sys.executable, "-m", "flows.cli", "add", "--no-fetch", "https://hush.example/terms"]

    done = subprocess.run(
        [*(powers if os.geteuid() == 0 else ()), *command],
        cwd=tmp_path,
        env=os.environ | SETTINGS | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "Permission denied" in done.stderr) == (2, True), done.stderr
    assert target.read_bytes() == first


def test_a_site_looked_at_again_gives_only_what_is_new(site: Loopback, tmp_path: Path) -> None:
    run(tmp_path, "add", "--no-fetch", f"{site.url}/terms")

    first = run(tmp_path, "add", "--discover", "--no-fetch", f"{site.url}/", stdin="y\n")
    again = run(tmp_path, "add", "--discover", "--no-fetch", f"{site.url}/")

    assert "(already tracked as 127-0-0-1-terms)" in first.stdout
    assert "Add it? [Y/n]" in first.stdout
    assert "1 of 1 added" in first.stdout
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert again.stdout.endswith("0 of 0 added to sources.yaml\n")


def test_a_refused_connection_is_told_without_its_number(tmp_path: Path) -> None:
    with serving({}) as gone:
        address = f"{gone.url}/terms"

    done = run(tmp_path, "add", address)

    assert "cannot be reached: Connection refused; check" in done.stderr
