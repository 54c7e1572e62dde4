"""Files that are written completely or not at all."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from policytrail.errors import ConfigurationError
from storage import begin_beside


@contextmanager
def written_whole(file: Path) -> Generator[Path]:
    """Yield a temporary path; it replaces the file when the block ends without error.

    Raises:
        ConfigurationError: it cannot be written.
    """
    unfinished = begin_beside(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield unfinished
        unfinished.replace(file)
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
