"""The card of the second opinion: points for each sign of a hunk, as a table that can be read."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from policytrail.errors import ConfigurationError
from policytrail.text import hash_parts

CARD_VERSION = 1
"""Raised when the signs that cards name are counted differently."""


MOST_DEVIATIONS = 3.0
"""Most standard deviations from its mean that a sign counts for."""


class SignWeight(NamedTuple):
    """One line of the card: the points of a sign for each standard deviation from its mean."""

    sign: str
    mean: float
    scale: float
    weight: float

    def points(self, value: float) -> float:
        """Return what a sign adds to the log-odds."""
        deviations = (value - self.mean) / self.scale
        return self.weight * max(-MOST_DEVIATIONS, min(MOST_DEVIATIONS, deviations))


@dataclass(frozen=True, slots=True)
class OpinionCard:
    """The points of each sign of a hunk, and the certainties at which the card decides."""

    start: float
    """Log-odds of a hunk with the mean of every sign."""
    mute_below: float
    """A change whose substantive hunks are all less certain than this is muted."""
    alert_from: float
    """A change with a hunk this certain alerts, whatever the rules say; above 1: never."""
    weights: tuple[SignWeight, ...]

    def certainty(self, signs: Mapping[str, float]) -> float:
        """Return how certain it is that a hunk changes what the policy says, 0 to 1."""
        score = self.start + sum(line.points(signs.get(line.sign, 0.0)) for line in self.weights)
        return 1 / (1 + math.exp(-score))


def read_card(text: str) -> OpinionCard:
    """Return the card in a text.

    Raises:
        ConfigurationError: it is no card, or one of another version.
    """
    try:
        read = cast("dict[str, object]", json.loads(text))
        version = read["version"]
        lines = cast("list[tuple[str, float, float, float]]", read["weights"])
        numbers = [float(str(read[name])) for name in ("start", "mute_below", "alert_from")]
        weights = tuple(SignWeight(str(sign), *map(float, rest)) for sign, *rest in lines)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"this is no card of the second opinion: {error}") from error
    if version != CARD_VERSION:
        raise ConfigurationError(
            f"the card of the second opinion has version {version}, this policytrail reads"
            f" {CARD_VERSION}: train it again (policytrail train alerts)"
        )
    return OpinionCard(numbers[0], numbers[1], numbers[2], weights)


def write_card(card: OpinionCard, about: Mapping[str, object]) -> str:
    """Return a card as JSON text, one line for each sign, with the data that it was learned from."""
    head = {
        "version": CARD_VERSION,
        **about,
        "start": round(card.start, 5),
        "mute_below": card.mute_below,
        "alert_from": card.alert_from,
    }
    lines = ",\n".join(f"    {json.dumps(list(line))}" for line in card.weights)
    opened = json.dumps(head, indent=2, ensure_ascii=False)[:-2]
    return f'{opened},\n  "weights": [\n{lines}\n  ]\n}}\n'


@cache
def card_shipped() -> OpinionCard:
    """Return the card that comes with policytrail."""
    return read_card((files("policytrail.significance") / "opinion_card.json").read_text("utf-8"))


@dataclass(slots=True)
class _CardInUse:
    """The card that this process uses: the shipped one, or a team's own."""

    name: str = ""
    card: OpinionCard | None = None


_IN_USE = _CardInUse()


def use_card(text: str) -> None:
    """Use the card in a text from now on in this process; for an empty text, the shipped one.

    Raises:
        ConfigurationError: it is no card, or one of another version; the card before stays in use.
    """
    name = hash_parts("card", text) if text else ""
    if name != _IN_USE.name:
        _IN_USE.card = read_card(text) if text else None
        _IN_USE.name = name


def card_in_use() -> OpinionCard:
    """Return the card that this process uses."""
    return _IN_USE.card or card_shipped()


def card_name() -> str:
    """Return the name of the team's own card in use; empty for the shipped one."""
    return _IN_USE.name
