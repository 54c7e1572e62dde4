"""The table of docs/reliability.md: every attack, fault and kill that the tests try, and what came of it.

`make reliability` runs the tests below and writes a row for each case; with `--reliability FILE` any run
of pytest writes those that it ran. Rows of cases that it did not run stay as they are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reliability.md"
HELD: Final = "held"
SOAK_ONLY: Final = "runs in `make soak` only, not run yet"
AREAS: Final[dict[str, tuple[str, ...]]] = {
    "Hostile and broken servers": (
        "fetch/test_http.py",
        "fetch/test_addresses.py",
        "fetch/test_access.py",
        "fetch/test_gate.py",
        "fetch/test_deadline.py",
        "fetch/test_coding.py",
        "fetch/test_unreadable_headers.py",
        "pipeline/test_capture.py",
        "flows/test_hostile_servers.py",
    ),
    "Pages that attack the browser": (
        "fetch/test_hostile_pages.py",
        "flows/test_attacked_site.py",
    ),
    "Hostile documents": (
        "extract/test_bad_input.py",
        "extract/test_markdown.py::test_hostile_marks_take_linear_time",
        "pipeline/test_hostile_bodies.py",
        "hostile/test_growth.py",
        "hostile/test_mutations.py",
        "diff/test_bounds.py",
        "significance/test_describe_bad_input.py",
        "provisions/test_bad_input.py",
    ),
    "Hostile words in reports, alerts and the terminal": (
        "report/test_site.py::test_captured_text_cannot_act_in_html",
        "report/test_site.py::test_captured_text_cannot_act_in_markdown",
        "report/test_browser.py::test_hostile_text_runs_nothing_and_fits_a_phone_on_every_kind_of_page",
        "report/test_digests.py::test_hostile_words_cannot_act_in_plain_text",
        "alerts/test_plan.py::test_a_hostile_service_name_cannot_break_a_subject",
        "alerts/test_plan.py::test_hostile_words_cannot_act_in_html",
        "alerts/test_secrets.py",
        "alerts/test_slow_receivers.py",
        "cli/test_terminal_orders.py",
        "cli/test_config.py::test_no_password_is_told",
    ),
    "Attacks on our servers": (
        "flows/test_site.py",
        "flows/test_server_guard.py",
    ),
    "Altered stores": (
        "pipeline/test_alterations.py",
        "pipeline/test_altered_columns.py",
        "pipeline/test_altered_catalogue.py",
        "pipeline/test_verify.py",
        "evidence/test_merkle_tree.py",
    ),
    "Forged evidence": (
        "pipeline/test_evidence_package.py",
        "evidence/test_timestamps.py",
        "evidence/test_export.py::test_what_was_not_exported_so_is_refused",
        "evidence/test_export.py::test_an_attempt_that_we_did_not_write_is_refused",
        "evidence/test_export.py::test_a_header_cannot_bring_lines_of_its_own",
    ),
    "Damaged archives and faults of archives": (
        "evidence/test_warc.py",
        "evidence/test_hostile_records.py",
        "pipeline/test_ills.py",
    ),
    "Kills, full disks, and processes in each other's way": (
        "kills/test_kills.py",
        "pipeline/test_backfill_killed.py",
        "pipeline/test_backup.py",
        "pipeline/test_compact.py",
        "pipeline/test_publish.py",
        "storage/test_database.py",
        "storage/test_spool.py",
        "storage/test_reading_copy.py",
        "flows/test_busy.py",
        "alerts/test_round.py::test_a_kill_between_sending_and_recording_loses_nothing_and_repeats_the_ids",
        "alerts/test_send.py::test_a_kill_before_sending_loses_nothing",
        "flows/test_track.py::test_a_killed_run_is_made_good_by_the_next",
    ),
    "Wrong usage and old files": (
        "cli/test_bad_input.py",
        "storage/test_migrate.py",
    ),
}
_ROW: Final = re.compile(r"^\| (?P<test>`test_\w+`) \| (?P<case>.*?) \| (?P<result>.*) \|$")
_START: Final = """# Reliability

Every attack, fault and kill that the tests try, one row each. `make reliability` runs them and writes this page;
`tests/test_reliability.py` fails if it lists other cases than there are, or one that did not hold. Cases of `make soak`
have the result of its last run; one that has not been run is not counted as held. What the tests promise is in [SECURITY.md](../SECURITY.md) and [evidence.md](evidence.md).
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one test."""

    file: str
    test: str
    parameters: str = ""
    """What pytest shows in brackets."""


def case_of_node(nodeid: str) -> Case | None:
    """Return the case of a test as pytest names it; None if the page does not list it."""
    file, _, rest = nodeid.removeprefix("tests/").partition("::")
    test, _, parameters = rest.partition("[")
    if file not in _LISTED or not (_LISTED[file] is None or test in (_LISTED[file] or ())):
        return None
    return Case(file, test, parameters.removesuffix("]"))


def _tests_listed() -> dict[str, set[str] | None]:
    """Return, by file, which of its tests are listed; None for all."""
    listed: dict[str, set[str] | None] = {}
    for entries in AREAS.values():
        for entry in entries:
            file, _, test = entry.partition("::")
            some = listed.setdefault(file, set() if test else None)
            if some is not None:
                some.add(test)
    return listed


_LISTED: Final = _tests_listed()


def read_page(text: str) -> dict[Case, str]:
    """Return the results that a page lists."""
    results: dict[Case, str] = {}
    file = ""
    for line in text.splitlines():
        if line.startswith("### `"):
            file = line.removeprefix("### `tests/").removesuffix("`")
        elif row := _ROW.match(line):
            case = "" if row["case"] == "-" else row["case"].removeprefix("`").removesuffix("`")
            results[Case(file, row["test"].strip("`"), case)] = row["result"]
    return results


def write_page(results: dict[Case, str]) -> str:
    """Return the page that lists the results."""
    lines = [_START, "| area | cases | held |", "|---|---|---|"]
    counts = {area: _of_area(area, results) for area in AREAS}
    for area, some in {**counts, "**all**": results}.items():
        held = sum(result.startswith(HELD) for result in some.values())
        lines.append(f"| {area} | {len(some)} | {held} |")
    for area, some in counts.items():
        lines += ["", f"## {area}"]
        for file in dict.fromkeys(entry.partition("::")[0] for entry in AREAS[area]):
            lines += ["", f"### `tests/{file}`", "", "| test | case | result |", "|---|---|---|"]
            lines += [_row(case, result) for case, result in some.items() if case.file == file]
    return "\n".join(lines) + "\n"


def _of_area(area: str, results: dict[Case, str]) -> dict[Case, str]:
    files = {entry.partition("::")[0] for entry in AREAS[area]}
    return {case: result for case, result in results.items() if case.file in files}


def _row(case: Case, result: str) -> str:
    return f"| `{case.test}` | {f'`{case.parameters}`' if case.parameters else '-'} | {result} |"


def shown_case(case: Case) -> Case:
    """Return a case as a page can show it: a bar would end a cell, a back quote the code."""
    shown = case.parameters.replace("|", "¦").replace("`", "'").strip()
    return Case(case.file, case.test, shown)


@dataclass(slots=True, eq=False)  # pytest keeps plugins in sets
class ReliabilityPlugin:
    """Notes which listed cases a session has, and what became of those that it ran."""

    path: Path | None
    collected: list[Case] = field(default_factory=list[Case])
    """Also those that the session does not run, such as those of `make soak`."""
    long: set[Case] = field(default_factory=set[Case])
    """Those of `make soak`."""
    results: dict[Case, str] = field(default_factory=dict[Case, str])

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note all cases, before any is deselected."""
        self.collected += cases_among(item.nodeid for item in items)
        long = (item.nodeid for item in items if item.get_closest_marker("soak"))
        self.long.update(cases_among(long))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the result of a case."""
        case = case_of_node(report.nodeid)
        if case is None or (report.when != "call" and report.passed):
            return
        figure = dict(report.user_properties).get("figure")
        word = HELD if report.passed else "not tried" if report.skipped else "FELL"
        self.results[shown_case(case)] = f"{word}: {figure}" if figure else word

    def pytest_sessionfinish(self) -> None:
        """Write the page."""
        if self.path is None:
            return
        before = read_page(self.path.read_text("utf-8")) if self.path.is_file() else {}
        # Files that were not collected keep their rows; where the tests run on many cores, this
        # process has their results and has collected none.
        files = {case.file for case in self.collected}
        others = [case for case in (*before, *self.results) if case.file not in files]
        known = dict.fromkeys([*self.collected, *others])
        page = {case: self.results.get(case) or before.get(case) or "not run" for case in known}
        page |= {case: SOAK_ONLY for case in self.long if page[case] == "not run"}
        self.path.write_text(write_page(page), encoding="utf-8")


def cases_among(nodeids: Iterable[str]) -> list[Case]:
    """Return the listed cases among tests."""
    return [shown_case(case) for nodeid in nodeids if (case := case_of_node(nodeid))]


if __name__ == "__main__":
    print(*(f"tests/{each}" for entries in AREAS.values() for each in entries))  # noqa: T201 (for the Makefile)
