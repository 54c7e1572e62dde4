"""The language of a folder of reports."""

import re
from pathlib import Path
from typing import Final

from policytrail.report.words import LANGUAGES

_NAMED: Final = re.compile(rb'<html lang="([a-z]{2})">')
_HEAD_BYTES: Final = 200


def written_language(root: Path) -> str:
    """Return the language that the front page names; English where there is none that is known."""
    try:
        with (root / "index.html").open("rb") as page:
            named = _NAMED.search(page.read(_HEAD_BYTES))
    except OSError:
        return "en"
    language = named[1].decode() if named else ""
    return language if language in LANGUAGES else "en"
