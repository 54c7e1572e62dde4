"""Headlines of changes, short enough for a list of mails or a feed."""

from policytrail.model import Kind, Significance

KINDS = {
    Kind.NONE: "No change",
    Kind.SUBSTANTIVE: "Text reworded",
    Kind.EDITORIAL: "Wording edited",
    Kind.LINK: "Links changed",
    Kind.CHROME: "Page furniture changed",
    Kind.FAILURE: "Capture failed",
    Kind.VARIANT: "Another variant was served",
    Kind.TECHNICAL: "Artefact of conversion",
}
"""What is said of a change that says nothing new of itself."""


def build_headline(verdict: Significance) -> str:
    """Return the headline of a change: that of its statements, or what kind of change it is."""
    if verdict.is_reversion:
        return "Earlier text came back"
    return verdict.headline or KINDS[verdict.kind]
