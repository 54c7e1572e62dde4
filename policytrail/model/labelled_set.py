"""The labelled sets that models are trained on."""

from enum import StrEnum


class LabelledSet(StrEnum):
    """The sets that models can be trained on."""

    UNFAIR_TOS = "unfair_tos"
    PRIVACY_TOPICS = "privacy_topics"
    OPP115 = "opp115"
    PROVISIONS = "provisions"
    """Policies read sentence by sentence: what the typing model learns from."""
    ALERTS = "alerts"
    """Labelled changes: what the second opinion on alerts learns from."""
