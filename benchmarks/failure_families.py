"""How many failures are recognised without the rules of one family? What no rule was made for, in short."""

from collections.abc import Sequence
from unittest import mock

from benchmarks import Row
from benchmarks._extraction_sets import CORPUS, Case, cases
from policytrail.extract import extract
from policytrail.extract.guard import (
    challenge,
    error,
    families,
    not_found,
    phrases,
    policy_like,
    shell,
    walls,
)
from policytrail.model import Failure, Recipe
from tests.extract.invented import DRESSES, dress_page, invented_pages

_LEFT_OUT = {
    "nothing": (0.99, 0.99),
    "challenge": (0.97, 0.98),
    "not_found": (0.97, 0.98),
    "error": (0.97, 0.97),
    "walls": (0.97, 0.97),
    "shell": (0.97, 0.98),
    "wrong": (0.97, 0.50),
}
"""Families, and the least share of real and of invented failures that the others recognise."""
_WORDING = {
    "challenge": (challenge.SAID, challenge.DENIED, phrases.BLOCKED),
    "not_found": (not_found.SAID, phrases.NOT_FOUND),
    "error": (error.SAID, phrases.ERROR),
    "walls": (walls.LOGIN, phrases.LOGIN, phrases.CHOICE),
    "shell": (shell.SCRIPTED, shell.REDIRECT, phrases.SCRIPTED),
}
"""What each family says, which counts against sentences that may state a rule."""


def run() -> list[Row]:
    """Score the shared and the invented failures with all rules, and without each family's."""
    real = [case for case in cases() if not case.is_policy] if CORPUS.is_dir() else []
    invented = [
        Case(family, dress_page(page, dress).encode(), "", is_policy=False)
        for family, pages in invented_pages("failures").items()
        for page in pages
        for dress in DRESSES
    ]
    rows: list[Row] = []
    for left_out, limits in _LEFT_OUT.items():
        asked = tuple(
            family
            for family in families.FAMILIES
            if family[2].__module__.rpartition(".")[2] != left_out
        )
        wording = tuple(
            pattern for pattern in policy_like.FAILED if pattern not in _WORDING.get(left_out, ())
        )
        with (
            mock.patch.object(families, "FAMILIES", asked),
            mock.patch.object(policy_like, "FAILED", wording),
        ):
            for name, failures, least in (
                ("real", real, limits[0]),
                ("invented", invented, limits[1]),
            ):
                rows += _scored_row(f"{name} failures, left out: {left_out}", failures, least)
    return rows


def _scored_row(what: str, failures: Sequence[Case], least: float) -> list[Row]:
    if not failures:
        return []
    caught = sum(
        isinstance(extract(case.body, "", Recipe(), case.url), Failure) for case in failures
    )
    share = caught / len(failures)
    return [
        Row(what, f"{caught} of {len(failures)}", limit=f">= {least:.0%}", holds=share >= least)
    ]
