"""What the interface calls the values of the model: `words/en.toml` by the value's name."""

from collections.abc import Iterator, Mapping
from typing import Final

from policytrail.report.words.wording import all_wording


class ValueNames(Mapping[str, str]):
    """A word or sentence for each value of a closed set, read when it is first asked for."""

    def __init__(self, part: str) -> None:
        self.part = part

    def __getitem__(self, value: str) -> str:
        """Return what a value is called."""
        wording = all_wording()[self.part][value]
        return wording if isinstance(wording, str) else wording[0]

    def __iter__(self) -> Iterator[str]:
        """Yield the values."""
        return iter(all_wording()[self.part])

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(all_wording()[self.part])


class Explained(Mapping[str, tuple[str, str]]):
    """A word and what it means for each value of a closed set, read when it is first asked for."""

    def __init__(self, part: str) -> None:
        self.part = part

    def __getitem__(self, value: str) -> tuple[str, str]:
        """Return what a value is called, and what that means."""
        word, meaning = all_wording()[self.part][value]
        return word, meaning

    def __iter__(self) -> Iterator[str]:
        """Yield the values."""
        return iter(all_wording()[self.part])

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(all_wording()[self.part])


KINDS: Final = Explained("kinds")
SEVERITIES: Final = ValueNames("severities")
OPS: Final = ValueNames("ops")
ORIGINS: Final = ValueNames("origins")
DATE_KINDS: Final = ValueNames("date_kinds")
HEALTHS: Final = Explained("healths")
CAUSES: Final = ValueNames("causes")
REASONS: Final = ValueNames("reasons")
REVIEWED: Final = ValueNames("reviewed")
FACTS: Final = ValueNames("facts")
LEVELS: Final = ValueNames("levels")
POLICY_TYPES: Final = ValueNames("policy_types")
TOPICS: Final = ValueNames("topics")
GROUPS: Final = ValueNames("groups")
MOVES: Final = ValueNames("moves")
SHARES: Final = ValueNames("shares")
