"""What people say of changes is kept beside the verdicts, shown, and given out as labels."""

import json
import shutil
from pathlib import Path

import pytest

from benchmarks._invented_day import FIRST_DAY, Size, answers, sources
from flows.cli.alerts_trained import train_alerts
from flows.pipeline.derive import derive
from flows.pipeline.publish import publish_reports
from flows.pipeline.reviewed import reviewed_changes
from policytrail.extract.markdown import read_markdown
from policytrail.model import Block, BlockKind, Document, Review, ReviewVerdict, Severity
from policytrail.report.markdown.document import document_markdown
from storage.captures import put_captures
from storage.database import open_database
from storage.reviews import put_review, read_reviews
from storage.sources import declare_sources
from tests.commands import policytrail

SIZE = Size(services=2, policies=1, changed=1)


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a database of two days, between which one policy changed, and its reports."""
    folder = tmp_path_factory.mktemp("two-days")
    path = folder / "policytrail.duckdb"
    with open_database(path) as connection:
        declare_sources(connection, sources(SIZE), FIRST_DAY)
        for day in (0, 1):
            for some in answers(day, SIZE):
                captures = [(answer.capture, answer.body) for answer in some]
                put_captures(connection, captures, [answer.attempt for answer in some])
        derive(connection, FIRST_DAY)
        publish_reports(connection, folder / "reports")
    return folder


@pytest.fixture
def database(two_days: Path, tmp_path: Path) -> Path:
    """Return the database in a copy of that folder, which is the test's own."""
    shutil.copytree(two_days, tmp_path, dirs_exist_ok=True)
    return tmp_path / "policytrail.duckdb"


def change_id(folder: Path) -> str:
    (page,) = (folder / "reports" / "changes").glob("*.json")
    return page.stem


def test_a_review_is_kept_and_shown_beside_the_verdict(database: Path, tmp_path: Path) -> None:
    name = change_id(tmp_path)
    page = tmp_path / "reports" / "changes" / name
    before = json.loads(page.with_suffix(".json").read_text())

    for verdict, note in (("real", "a <new> fee"), ("false-alarm", "only a stamp")):
        done = policytrail(
            "--db", str(database), "review", name, "--verdict", verdict, "--note", note,
            "--by", "Ada", cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    with open_database(database) as connection:
        publish_reports(connection, tmp_path / "reports")

    after = json.loads(page.with_suffix(".json").read_text())
    assert [(one["verdict"], one["note"], one["reviewed_by"]) for one in after["reviews"]] == [
        ("real", "a <new> fee", "Ada"),
        ("false-alarm", "only a stamp", "Ada"),
    ]
    assert {**after, "reviews": []} == {**before, "reviews": []}
    for ending in (".html", ".md"):
        text = page.with_suffix(ending).read_text()
        assert "Reviewed: a real change." in text
        assert "only a stamp" in text
        assert "<new>" not in text.replace("\\<new\\>", "")
    feed = (tmp_path / "reports" / "feeds" / "all.json").read_text()
    assert "Reviewed: a false alarm." in feed


def test_reviews_are_labels_that_a_card_is_trained_on(database: Path, tmp_path: Path) -> None:
    name, labels = change_id(tmp_path), tmp_path / "labels.jsonl"
    with open_database(database) as connection:
        put_review(connection, Review(name, FIRST_DAY, "Ada", ReviewVerdict.REAL, None, "a fee"))
        put_review(connection, Review("PT-C-gone", FIRST_DAY, "Ada", ReviewVerdict.REAL))

    done = policytrail("--db", str(database), "review", "--export", str(labels), cwd=tmp_path)

    assert "1 labelled change: " in done.stdout
    assert "1 left out: their changes are no longer found" in done.stdout
    (row,) = map(json.loads, labels.read_text().splitlines())
    assert row["label"]["alert"] is True
    assert row["label"]["summary"] == "a fee"
    assert row["old"] != row["new"]
    noise = {**row, "service": "other", "label": {"alert": False}}
    noise |= {"old": row["new"], "new": row["old"]}
    labels.write_text(f"{json.dumps(row)}\n{json.dumps(noise)}\n")
    assert train_alerts([labels]).card.weights


def test_a_review_of_a_change_that_is_gone_is_kept_and_told(database: Path) -> None:
    gone = Review("PT-C-gone", FIRST_DAY, "Ada", ReviewVerdict.FALSE_ALARM)
    with open_database(database) as connection:
        put_review(connection, gone)

        (found,) = reviewed_changes(connection)

        assert read_reviews(connection) == {"PT-C-gone": (gone,)}
    assert (found.reviews, found.verdict) == ((gone,), None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("PT-C-none", "--verdict", "real", "--by", "Ada"), "no tracked source has this change"),
        (("PT-C-none", "--verdict", "real"), "needs --verdict real|false-alarm and --by NAME"),
        (("PT-C-none", "--verdict", "false-alarm", "--severity", "low", "--by", "Ada"), "is for --verdict real alone"),
        (("--verdict", "real"), "name the change"),
        (("--export", "labels.csv"), "ends in .jsonl"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_sentence(
    database: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = policytrail("--db", str(database), "review", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr


def test_a_document_reads_the_same_from_its_markdown() -> None:
    blocks = (
        Block(BlockKind.HEADING, "1. What *we* #know", 2),
        Block(BlockKind.PARAGRAPH, "- no list, [no link](x) & `no code` <b>"),
        Block(BlockKind.ITEM, "first_item of 2.", 1),
        Block(BlockKind.ITEM, "nested", 2),
        Block(BlockKind.ROW, "_ga | 2 years | $5"),
        Block(BlockKind.PARAGRAPH, "3. not numbered"),
    )

    assert read_markdown(document_markdown(Document(blocks))).blocks == blocks


def test_a_list_of_reviews_tells_agreement_on_alerts_and_on_severity_apart(
    database: Path, tmp_path: Path
) -> None:
    name = change_id(tmp_path)
    page = json.loads((tmp_path / "reports" / "changes" / name).with_suffix(".json").read_text())
    other = next(each for each in Severity if each != page["severity"])
    with open_database(database) as connection:
        put_review(connection, Review(name, FIRST_DAY, "Ada", ReviewVerdict.REAL, other))

    done = policytrail("--db", str(database), "review", cwd=tmp_path)

    agreed = int(page["alert"])
    assert done.stdout.endswith(
        f"the program agrees on {agreed} of 1, and on the severity of 0 of 1\n"
    )
