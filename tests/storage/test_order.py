"""The history is the same in whatever order real captures arrive."""

import random
from pathlib import Path

import pytest

from flows.steps.derive import derive
from policytrail.evidence.warc import read_captures
from policytrail.model import Imported, Sources
from storage.captures import put_captures
from storage.database import open_database
from storage.sources import declare_sources
from storage.timelines import observations, timelines
from tests.backfilling import NOW
from tests.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus

FLAPPING = CORPUS / "replay" / "qwen-chat-trackers-policy.warc.gz"


def history(path: Path, order: int | None) -> object:
    """Return what a database says after the captures came in an order, in three portions."""
    found = [
        each for each in read_captures(FLAPPING, Sources(()), NOW) if isinstance(each, Imported)
    ]
    if order is not None:
        random.Random(order).shuffle(found)  # noqa: S311 (an order, no secret)
    with open_database(path) as connection:
        declare_sources(
            connection, {each.source.source_id: each.source for each in found}.values(), NOW
        )
        for portion in (found[:5], found[5:13], found[13:]):
            got = [each.retrieval for each in portion]
            captures = [(each.capture, each.body) for each in got if each.capture is not None]
            put_captures(connection, captures, [each.attempt for each in got])
            derive(connection, NOW)
        return observations(connection), timelines(connection)


@pytest.mark.parametrize("seed", range(2))
def test_real_captures_give_one_history_in_any_order(tmp_path: Path, seed: int) -> None:
    in_order = history(tmp_path / "in-order.duckdb", None)

    assert history(tmp_path / "shuffled.duckdb", seed) == in_order
