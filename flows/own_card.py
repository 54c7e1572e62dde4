"""A team's own card of the second opinion, from the folder of its models."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from policytrail.errors import ConfigurationError
from policytrail.significance.second_opinion import use_card

CARD = "opinion_card.json"


def use_own_card(environ: Mapping[str, str]) -> None:
    """Let the card in `POLICYTRAIL_MODELS` decide in this process; without one, the card shipped.

    Raises:
        ConfigurationError: the file is no card that this version reads; it names the file.
    """
    folder = environ.get("POLICYTRAIL_MODELS", "")
    path = Path(folder) / CARD
    if not folder or not path.is_file():
        use_card("")
        return
    try:
        status = path.stat()
        use_card(_read_once(path, status.st_mtime_ns, status.st_size))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from error


@lru_cache(maxsize=4)
def _read_once(path: Path, _changed_ns: int, _size: int) -> str:
    return path.read_text(encoding="utf-8")
