"""What a person sees of work that takes a while, without a terminal."""

import time

import pytest

from flows.cli.terminal.progress import show_progress


@pytest.fixture(autouse=True)
def _quick_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cli.terminal.progress.LINE_S", 0.02)


def test_a_line_now_and_then_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("compacting") as told:
        time.sleep(0.05)
        told("importing", 1200, 3000)
        time.sleep(0.05)

    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("compacting (")
    assert lines[-1].startswith("importing: 1,200 of 3,000 (")


def test_what_is_over_soon_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as told:
        told("importing", 1, 3000)

    assert capsys.readouterr().err == ""


def test_an_error_ends_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), show_progress("compacting"):
        raise ValueError("no")

    capsys.readouterr()
    time.sleep(0.05)
    assert capsys.readouterr().err == ""
