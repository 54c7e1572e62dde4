"""Log records as JSON lines on standard error, for log collectors."""

import json
import logging
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Final

from policytrail.errors import ConfigurationError

VARIABLE: Final = "POLICYTRAIL_LOG"
_PREFECT: Final = "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER"
"""Names one of the formatters of Prefect's own logging.yml."""
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; the rest are facts of this one."""


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON: time, level, logger, message and its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        facts = {name: value for name, value in vars(record).items() if name not in _OWN}
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **facts,
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def write_logs(environ: MutableMapping[str, str]) -> None:
    """Write all logs of this process as lines of JSON, Prefect's too, if the environment asks for it.

    Raises:
        ConfigurationError: it asks for another format.
    """
    wanted = environ.get(VARIABLE, "").strip()
    if not wanted:
        return
    if wanted != "json":
        raise ConfigurationError(f"{VARIABLE}={wanted}: expected json")
    environ.setdefault(_PREFECT, "json")
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
