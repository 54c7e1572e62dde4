"""Files that are there whole or not at all."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from policytrail.errors import ConfigurationError
from storage import begin_beside


@contextmanager
def written_whole(file: Path) -> Generator[Path]:
    """Yield where to write; what was written there takes the file's place when the block ends well.

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
