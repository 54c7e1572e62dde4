"""The questions of docs/data.md, answered by their SQL over an invented site."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from policytrail.model import ReviewVerdict, Severity
from policytrail.report.build.details import ChangeDetails, StoryDetails
from policytrail.report.build.source import source_line
from policytrail.report.build.text import TrackerRecord
from policytrail.report.data.tables import data_tables
from policytrail.report.manifest import ManifestEntry
from policytrail.report.records import FactRecord
from policytrail.report.records.review import ReviewRecord
from policytrail.report.records.source import GapRecord
from policytrail.report.records.statement import FindingChangeRecord
from storage.parquet import table_to_parquet
from tests.report import clauses
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line

DATA_MD = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
QUESTIONS = dict(
    re.findall(r"^(\w[^\n]+\?)\n\n```sql\n(.*?)```", DATA_MD, re.MULTILINE | re.DOTALL)
)
SOURCE = HISTORIES[0].source
ALERT = replace(
    hostile_line(),
    change_id="PT-C-1",
    source_id=SOURCE.source_id,
    service="Aurora",
    alert=True,
    silent=True,
    not_after=datetime(2026, 3, 4, tzinfo=UTC),
)
QUIET = replace(ALERT, change_id="PT-C-2", alert=False, silent=False)


def reviewed(verdict: ReviewVerdict, day: int) -> ReviewRecord:
    return ReviewRecord(datetime(2026, 4, day, tzinfo=UTC), "Ada", verdict, None, "")


def cookie(name: str, days: float) -> TrackerRecord:
    return TrackerRecord(name, None, None, "Brook", "", f"{days} days", days, name, 0, ())


def entry() -> ManifestEntry:
    arbitration = FindingChangeRecord(
        "provision", "added", "arbitration", "", None, "You agree.", Severity.HIGH, "", 0
    )
    gone = replace(arbitration, move="removed", old="You agreed.", new=None)
    details = StoryDetails(
        (
            ChangeDetails(
                "PT-C-1",
                facts=(FactRecord("notice_days", "30 days", "two weeks", 0),),
                moved=(arbitration,),
                reviews=(reviewed(ReviewVerdict.REAL, 1), reviewed(ReviewVerdict.FALSE_ALARM, 2)),
            ),
            ChangeDetails(
                "PT-C-2",
                facts=(FactRecord("notice_days", "a week", "30 days", 0),),
                moved=(gone,),
                reviews=(reviewed(ReviewVerdict.FALSE_ALARM, 3),),
            ),
        ),
        trackers=(cookie("_long", 400), cookie("_short", 395)),
    )
    training = replace(clauses.OURS, type="ai_training", severity=Severity.HIGH, service="Aurora")
    since = datetime(2026, 1, 1, tzinfo=UTC)
    return ManifestEntry(
        source_line(HISTORIES[0]),
        (ALERT, QUIET),
        (training, replace(training, severity=Severity.LOW)),
        details=details,
        gaps=(
            GapRecord(since, datetime(2026, 1, 20, tzinfo=UTC), same_text=True, tries=0),
            GapRecord(since, datetime(2026, 2, 20, tzinfo=UTC), same_text=False, tries=3),
        ),
    )


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with the tables that a site has in its folder."""
    folder = tmp_path_factory.mktemp("data")
    with duckdb.connect() as opened:
        for table in data_tables([entry()], [SOURCE]):
            path = folder / f"{table.name}.parquet"
            path.write_bytes(table_to_parquet(table))
            opened.execute(f"CREATE VIEW {table.name} AS FROM '{path}'")
        yield opened


ANSWERS: dict[str, list[tuple[object, ...]]] = {
    "Who shortened a notice period this year?": [("Aurora", "30 days", "two weeks")],
    "Which services edit silently?": [("Aurora", 1)],
    "Where is AI training of high severity now?": [("Aurora", clauses.OURS.excerpt)],
    "Which cookies last longer than thirteen months?": [(SOURCE.service, "_long")],
    "Who newly added arbitration?": [("Aurora", "You agree.")],
    "Which policies went unobserved longest?": [(SOURCE.service, False), (SOURCE.service, True)],
    "How many alerts did reviewers call false?": [(1, 1)],
}
COLUMNS = {
    "Who shortened a notice period this year?": ("service", "old", "new"),
    "Where is AI training of high severity now?": ("service", "excerpt"),
    "Which cookies last longer than thirteen months?": ("service", "name"),
    "Who newly added arbitration?": ("service", "new"),
    "Which policies went unobserved longest?": ("service", "same_text"),
}


def test_every_question_has_an_answer_here() -> None:
    assert QUESTIONS.keys() == ANSWERS.keys()


@pytest.mark.parametrize("question", ANSWERS)
def test_a_question_is_answered_by_its_sql(
    tables: duckdb.DuckDBPyConnection, question: str
) -> None:
    found = tables.sql(QUESTIONS[question])
    wanted = COLUMNS.get(question, tuple(found.columns))

    assert found.select(*wanted).fetchall() == ANSWERS[question]
