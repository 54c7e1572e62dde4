"""Days given as options."""

from datetime import UTC, date, datetime

from policytrail.errors import ConfigurationError


def parse_day(text: str, option: str) -> date:
    """Return the day that an option names.

    Raises:
        ConfigurationError: it names none.
    """
    if text == "today":
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{option} {text}: expected a day such as 2024-01-31, or today"
        raise ConfigurationError(message) from error
