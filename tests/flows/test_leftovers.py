"""What a killed `serve` left on a server that has more than one page of it."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Self

import pytest

from flows.deployments import leftovers

DB = "policytrail.duckdb"


class ManyPages:
    """A client of a server with 250 deployments and no runs, which hands out pages."""

    def __init__(self) -> None:
        self.freed: list[str] = []
        self._deployments = [
            SimpleNamespace(
                global_concurrency_limit=SimpleNamespace(name=f"limit-{number}"),
                parameters={"db": DB if number % 2 else "another.duckdb"},
            )
            for number in range(250)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def read_flow_runs(self, **_: object) -> Sequence[object]:
        return []

    def read_deployments(self, *, limit: int, offset: int, **_: object) -> Sequence[object]:
        return self._deployments[offset : offset + limit]

    def update_global_concurrency_limit(self, name: str, _: object) -> None:
        self.freed.append(name)


def test_slots_are_freed_on_every_page_of_deployments(monkeypatch: pytest.MonkeyPatch) -> None:
    client = ManyPages()

    def answer_client(*, sync_client: bool) -> ManyPages:
        assert sync_client
        return client

    monkeypatch.setattr(leftovers, "get_client", answer_client)

    assert leftovers.clear_leftovers(DB) == 0
    assert client.freed == [f"limit-{number}" for number in range(1, 250, 2)]
