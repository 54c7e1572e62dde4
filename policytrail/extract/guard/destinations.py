"""How the detail of a failure begins that names another page; `policytrail status` looks for it."""

from typing import Final

FRAME: Final = "the text stands in a frame: "
LEADS: Final = "the page leads on to "
