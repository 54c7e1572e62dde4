"""The parts of what a sentence says."""

from dataclasses import dataclass
from enum import StrEnum


class Actor(StrEnum):
    """Whose act a sentence is about."""

    SERVICE = "service"
    READER = "reader"
    """Those whom the policy binds."""
    OTHER = "other"
    """A third party, a thing, or nobody that the sentence names."""


class Force(StrEnum):
    """How far an act goes: done, allowed, due or promised."""

    DOES = "does"
    MAY = "may"
    MUST = "must"
    WILL = "will"
    NEED_NOT = "need_not"
    """The act is free: nobody has to do it."""


class Limitation(StrEnum):
    """What kind of condition limits an act."""

    IF = "if"
    ONLY = "only"
    UNLESS = "unless"
    EXCEPT = "except"
    WITHOUT = "without"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, in the words of the sentence."""

    limit: Limitation
    words: str
    """Folded, with the word that opens the condition."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One act that a sentence speaks of; all words are folded."""

    actor: Actor
    force: Force
    denied: bool
    """Whether the act is denied or forbidden: `we do not sell`, `you may not sell`."""
    act: str
    """The verb as it is written, without helping verbs."""
    what: str
    """What the act is done to, up to the recipient, the condition or the time."""
    to_whom: str = ""
    """Behind `to` or `with`; empty if nobody is named."""
    conditions: tuple[Condition, ...] = ()
    when: str = ""
    """A period or a point in time, e.g. `within 30 days`, `at any time`."""
    clause: str = ""
    """The clause without its conditions: what the denial, if there is one, covers."""

    @property
    def limits(self) -> frozenset[Limitation]:
        """Return the kinds of conditions that limit the act."""
        return frozenset(one.limit for one in self.conditions)
