"""`policytrail extract` for a person at a terminal."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import policytrail
from tests.server import Loopback, sending, serving

POLICY = b"<h1>Terms</h1>" + b"<p>You keep the rights in what you make with Lumen.</p>" * 20


@pytest.fixture
def site() -> Iterator[Loopback]:
    routes = {
        "/terms": sending(POLICY, headers={"Content-Type": "text/html"}),
        "/old": sending(b"", 301, {"Location": "/terms"}),
    }
    with serving(routes) as running:
        yield running


def extract(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return policytrail("extract", *arguments, cwd=Path(), settings=settings)


def test_a_url_is_fetched_and_shown_like_a_file(site: Loopback) -> None:
    done = extract(f"{site.url}/old", POLICYTRAIL_ALLOW_PRIVATE="true", POLICYTRAIL_PACE_S="0")

    assert (done.returncode, "# Terms" in done.stdout) == (0, True), done.stderr
    assert [each.target for each in site.asked] == ["/old", "/terms"]
    assert "policytrail/" in str(site.asked[0].header("User-Agent"))


def test_what_cannot_be_had_is_told_and_the_rest_is_shown(site: Loopback, tmp_path: Path) -> None:
    file = tmp_path / "terms.html"
    file.write_bytes(POLICY)

    done = extract(f"{site.url}/terms", str(tmp_path / "none.html"), str(file))

    assert (done.returncode, "# Terms" in done.stdout) == (1, True)
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines() == [
        f"policytrail: {site.url}/terms leads to a private address",
        f"policytrail: {tmp_path / 'none.html'}: cannot be read: No such file or directory",
    ]
