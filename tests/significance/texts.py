"""An invented policy, and what is said of an edited one."""

from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.model import Significance
from policytrail.significance import assess_change

POLICY = """
Brindle Privacy Policy
======================

Last updated: 3 March 2026

Brindle Ltd ("Brindle", "we") runs a service for people who keep hens, and this policy says what we do with what we learn of you.

What we collect
---------------

We collect the name and the e-mail address that you give us when you open an account with Brindle.

*   the photos of hens that you upload to your diary, with the time at which they were taken;
*   the messages that you send to other keepers through the service.

How long we keep it
-------------------

We keep your messages for 13 months after you sent them, and then we delete them from all of our systems.

Sharing
-------

We do not share your personal data with advertisers, and we never sell it to anybody else.

Contact
-------

You can write to us at privacy@brindle.example if you want to know what we hold about you.
"""

AMERICAN = """
We organize a meeting of keepers in the first week of each month. You may not analyze the eggs of other keepers without them.

You authorize us to publish what your hens weigh. We pay for the labor of vets who come at our own request.

The color of the ring says who keeps a hen. What the flavor of an egg tells of its feed is not ours to judge.

Each town has a center for lost hens. The catalog of breeds that we print is free for all keepers of hens.
"""
BRITISH = (
    AMERICAN.replace("organize", "organise")
    .replace("analyze", "analyse")
    .replace("authorize", "authorise")
    .replace("labor", "labour")
    .replace("color", "colour")
    .replace("flavor", "flavour")
    .replace("center", "centre")
    .replace("catalog", "catalogue")
)


def verdict(old: str, new: str, *earlier: str) -> Significance:
    """Return what is said of two Markdown texts."""
    before, after = read_markdown(old), read_markdown(new)
    seen = tuple(read_markdown(text) for text in earlier)
    return assess_change(compare_documents(before, after), before, after, seen)


def edit(old: str, new: str, text: str = POLICY) -> Significance:
    """Return what is said of the policy with some words replaced by others."""
    assert old in text
    return verdict(text, text.replace(old, new))


def between(old: str, new: str) -> Significance:
    """Return what is said of the policy with one text or another after it."""
    return verdict(POLICY + old, POLICY + new)


def codes(found: Significance) -> set[str]:
    """Return the codes of a verdict's reasons."""
    return {reason.code for reason in found.reasons}


def between_rules(old: str, new: str) -> Significance:
    """Return what is said of the policy when only its chapter of rules changes."""
    return verdict(f"{POLICY}\n\n## Rules\n\n{old}\n", f"{POLICY}\n\n## Rules\n\n{new}\n")


def words_told(found: Significance) -> str:
    """Return all statements and their headlines as one text."""
    return " ¶ ".join(f"{one.text} ¶ {one.headline}" for one in found.statements)
