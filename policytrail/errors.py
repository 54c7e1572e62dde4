"""Every error that a caller may want to tell apart, and the advice that several of them give.

PolicyTrailError
├── ConfigurationError      the user's settings or sources.yaml are wrong; nothing was run
├── FetchError              one retrieval failed; record it and go on
│   ├── AddressRefused      the address is private and the settings do not allow it
│   ├── TooLarge            the body passed the size cap
│   ├── RateLimited         the server told us to come back later
│   └── NotArchived         the archive answered, and holds no such capture
├── ArchiveFileError        a WARC file, or a record of it, cannot be read
├── ExtractError            a selection rule is not valid
└── StorageError            the database cannot be used; stop the run
    ├── DatabaseBusy        another process holds the file
    ├── DatabaseTooNew      a newer version of the program wrote the file
    └── DatabaseTooOld      the file lacks a migration, and may only be read
"""


def install_advice(extra: str) -> str:
    """Return how to install an extra of `pyproject.toml`; no package index has the program itself.

    >>> install_advice("pdf")
    "run `pip install '.[pdf]'` in the folder of policytrail's source"
    """
    return f"run `pip install '.[{extra}]'` in the folder of policytrail's source"


class PolicyTrailError(Exception):
    """Anything that policytrail reports about the world rather than about itself."""


class ConfigurationError(PolicyTrailError):
    """The settings or `sources.yaml` are wrong: tell the user the place, and run nothing."""


class FetchError(PolicyTrailError):
    """One retrieval failed: record the attempt under `outcome` and go on with the next source."""

    outcome = "unreachable"

    def __init__(  # noqa: PLR0913 (the facts of a failed request; all but two are by name)
        self,
        message: str,
        url: str,
        *,
        status: int | None = None,
        transient: bool = False,
        retry_after_s: float | None = None,
        outcome: str | None = None,
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        """The HTTP status, where one came."""
        self.transient = transient
        """Whether the same request may succeed later without anybody changing anything."""
        self.retry_after_s = retry_after_s
        """How long the server asked us to wait, in seconds."""
        self.outcome = outcome or type(self).outcome
        """The word under which the attempt is recorded: a value of `model.Outcome`."""


class AddressRefused(FetchError):
    """The URL leads to a private address: allow it in the settings or correct the URL."""

    outcome = "address_refused"


class TooLarge(FetchError):
    """The body is larger than the cap: raise the cap in the settings if it really is a policy."""

    outcome = "too_large"


class RateLimited(FetchError):
    """The server asked for a pause: do not ask it again before `retry_after_s` has passed."""

    outcome = "rate_limited"


class NotArchived(FetchError):
    """The archive answered and holds no such capture: do not ask for it again in this run."""

    outcome = "not_archived"


class ArchiveFileError(PolicyTrailError):
    """A WARC file or one record of it is damaged: keep what was read, name the place, go on."""


class TimestampError(PolicyTrailError):
    """A time stamp cannot be had, or does not vouch for what it should."""


class ExtractError(PolicyTrailError):
    """A selection rule is not valid CSS: correct it in `sources.yaml`."""


class StorageError(PolicyTrailError):
    """The database cannot be read or written: stop the run; nothing stored is lost."""


class NoDatabase(StorageError, ConfigurationError):
    """The file is something else: name the database, or move the file away."""


class DatabaseBusy(StorageError):
    """Another process holds the database file: wait for it, or stop it."""


class DatabaseTooNew(StorageError):
    """A newer policytrail wrote the database: install that version or choose another file."""


class DatabaseTooOld(StorageError):
    """The database lacks a migration and was opened to be read: run a command that writes."""
