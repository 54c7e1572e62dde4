"""What `doctor` finds out about the targets of alerts."""

import socket
from pathlib import Path

import pytest

from flows.alerts import check_targets

RULES = "watch: [{name: all, to: ['env:HOOK']}]"


@pytest.mark.parametrize("is_online", [True, False])
def test_the_server_of_a_target_is_asked_only_if_the_network_may_be_used(
    tmp_path: Path, *, is_online: bool
) -> None:
    watch = tmp_path / "watch.yaml"
    watch.write_text(RULES, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        environ = {"HOOK": f"json://127.0.0.1:{server.getsockname()[1]}/hook"}

        (finding,) = check_targets(watch, tmp_path / "sources.yaml", environ, is_online=is_online)

        try:
            server.accept()[0].close()
            is_asked = True
        except TimeoutError:
            is_asked = False
    assert (finding.is_fine, is_asked) == (True, is_online)
