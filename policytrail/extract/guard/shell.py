"""Pages without content: empty, dependent on scripts that did not run, or only pointing elsewhere."""

import re
from typing import Final

from policytrail.extract.guard import phrases
from policytrail.extract.guard.seen import SeenPage
from policytrail.model import BlockKind

SCRIPTED: Final = re.compile(
    r"(?:enable|turn on|requires?|needs?|activate|activer|activez|aktivieren|habilit[ea]|active|abilita|ativ[ea])"
    r"[^.]{0,30}javascript|javascript[^.]{0,40}(?:enable|on\b|required|disabled|d[ée]sactiv|deaktiviert|aktivieren)"
    r"|browserupgrade|upgrade your browser|your browser (?:is )?(?:not supported|out ?dated|out of date)"
    r"|启用 ?javascript|javascript ?を有効"
)
REDIRECT: Final = re.compile(
    r"redirect(?:ed|ing)|click here if you are not|if not,? click here|weitergeleitet|redirig[ée]|redirigiendo"
    r"|reindirizza|redirecionad|(?:policy|terms|page|document|statement)(?: \w+)? (?:has|have) (?:a new home|moved)|(?:jetzt|nun|ab sofort) (?:hier|unter)|changé d'adresse|désormais (?:ici|à)|please visit https?://|moved permanently|this page has moved|(?:自动)?跳转"
)
_ONLY_LINK: Final = re.compile(r"\s*https?://\S+\s*")
_FEWEST_WORDS = 12
_LEAST_TELLING = 2
"""Words of policies from which a text of a few words may be one."""
_FEW_WORDS = 60


def describe_empty(seen: SeenPage) -> str | None:
    """Return a reason if there is no text and no script that would have made any, else None."""
    if seen.words or "<script" in seen.scripts:
        return None
    return "the page shows no text"


def describe_redirect(seen: SeenPage) -> str | None:
    """Return what a short page says about where it leads, or None."""
    redirect = REDIRECT.search(seen.said) if seen.words <= _FEW_WORDS else None
    return f"the page leads elsewhere: {redirect[0][:60]!r}" if redirect else None


def describe_shell(seen: SeenPage) -> str | None:
    """Return why the text is no more than a frame, or None."""
    if seen.words > _FEW_WORDS:
        return None
    scripted = SCRIPTED.search(seen.said)
    if scripted is None and seen.is_doubtful:
        scripted = phrases.SCRIPTED.search(seen.said)
    if scripted:
        return f"the page is made by scripts: {scripted[0][:60]!r}"
    if (
        not seen.lists_names
        and seen.words < _FEWEST_WORDS
        and len(seen.telling_words) < _LEAST_TELLING
    ):
        return f"the page shows {seen.words} words"
    return _describe_bareness(seen)


def _describe_bareness(seen: SeenPage) -> str | None:
    if _ONLY_LINK.fullmatch(seen.text):
        return "the page shows nothing but a link"
    if all(block.kind is BlockKind.HEADING for block in seen.document.blocks):
        return "the page shows headings only"
    return None
