"""How a failure names the page that its page leads to; what advises operators looks for it."""

from typing import Final

FRAME: Final = "the text stands in a frame: "
LEADS: Final = "the page leads on to "
