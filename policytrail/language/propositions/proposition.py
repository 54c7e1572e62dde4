"""The parts of what a sentence says."""

from dataclasses import dataclass
from enum import StrEnum


class Actor(StrEnum):
    """Whose act a sentence describes."""

    SERVICE = "service"
    READER = "reader"
    """Those whom the policy binds."""
    OTHER = "other"
    """A third party, a thing, or nobody that the sentence names."""


class Force(StrEnum):
    """The force of an act: done, allowed, required or promised."""

    DOES = "does"
    MAY = "may"
    MUST = "must"
    WILL = "will"
    NEED_NOT = "need_not"
    """The act is optional: nobody has to do it."""


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
    """Folded, with the word that introduces the condition."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One act in a sentence; all words are folded."""

    actor: Actor
    force: Force
    denied: bool
    """Whether the act is denied or forbidden: `we do not sell`, `you may not sell`."""
    act: str
    """The verb as written, without auxiliary verbs."""
    what: str
    """The object of the act, up to the recipient, the condition or the time."""
    to_whom: str = ""
    """After `to` or `with`; empty if nobody is named."""
    conditions: tuple[Condition, ...] = ()
    when: str = ""
    """A period or a point in time, e.g. `within 30 days`, `at any time`."""
    clause: str = ""
    """The clause without its conditions: the scope of a denial, if there is one."""

    @property
    def limits(self) -> frozenset[Limitation]:
        """Return the kinds of conditions that limit the act."""
        return frozenset(condition.limit for condition in self.conditions)
