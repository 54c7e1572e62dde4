"""Check whether this machine has what policytrail needs, and say how to fix problems."""

import os
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import import_module, metadata, util
from pathlib import Path
from urllib.parse import urlsplit

from flows.alerts import check_targets
from flows.deployments import weaknesses_of_server
from flows.pipeline.check_result import CheckResult
from policytrail.errors import (
    ConfigurationError,
    FetchError,
    PolicyTrailError,
    install_advice,
)
from policytrail.fetch import FetchSettings, Http, Request, from_environment
from policytrail.model import Fetcher
from policytrail.text import count_noun
from storage import is_lake, local_name, mask_password

_LEAST_FREE_BYTES = 1 << 30
_CLOCK_OFF_S = 120
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass(frozen=True, slots=True)
class CheckedPlaces:
    """The files that a run would read and write."""

    db: Path
    sources: Path
    out: Path
    watch: Path | None


def check_machine(
    places: CheckedPlaces, environ: Mapping[str, str], *, is_online: bool
) -> tuple[CheckResult, ...]:
    """Return the result of each check; those that need the network run only if `is_online`."""
    checks: list[Callable[[], CheckResult]] = [
        _check_versions,
        lambda: _check_folder("database", local_name(places.db)),
        *((lambda: _check_lake(places.db),) if is_lake(places.db) else ()),
        lambda: _check_folder("reports", places.out / "index.html"),
        lambda: _check_sources(places.sources),
        lambda: _check_disk(local_name(places.db)),
        lambda: _check_browser(environ, is_optional=not _asks_for_browser(places.sources)),
        _check_pdf,
        lambda: _check_proxy(environ),
        lambda: _check_contact(environ),
        lambda: _check_prefect(environ),
    ]
    if is_online:
        checks += [lambda: _check_archive(environ)]
    return (*map(_run_check, checks), *_target_results(places, environ, is_online=is_online))


def _target_results(
    places: CheckedPlaces, environ: Mapping[str, str], *, is_online: bool
) -> tuple[CheckResult, ...]:
    try:
        return tuple(check_targets(places.watch, places.sources, environ, is_online=is_online))
    except ConfigurationError as error:
        detail = str(error).splitlines()[0]
        advice = "correct the file; `policytrail sources check` names every line that is wrong"
        return (CheckResult("alerts", is_fine=False, detail=detail, advice=advice),)


def _run_check(check: Callable[[], CheckResult]) -> CheckResult:
    try:
        return check()
    except ConfigurationError as error:
        return CheckResult(
            "settings", is_fine=False, detail=str(error), advice="see docs/settings.md"
        )


def _check_versions() -> CheckResult:
    names = ("policytrail", "prefect", "duckdb", "requests", "waybackpy", "diff-match-patch")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    detail = f"Python {platform.python_version()}, {versions}, SQLite {sqlite3.sqlite_version}"
    return CheckResult("versions", is_fine=True, detail=detail)


def _check_folder(subject: str, path: Path) -> CheckResult:
    folder = next(each for each in path.resolve().parents if each.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return CheckResult(
            subject,
            is_fine=False,
            detail=f"{folder} cannot be written: {error.strerror}",
            advice="give this user the right to write there, or name another place",
        )
    return CheckResult(subject, is_fine=True, detail=f"{path} can be written")


def _check_lake(store: Path) -> CheckResult:
    from flows.database import reading_database  # noqa: PLC0415 (loads DuckDB)

    named = mask_password(str(store))
    try:
        with reading_database(store):
            pass
    except PolicyTrailError as error:
        return CheckResult(
            "lake", is_fine=False, detail=str(error), advice="see docs/operations.md"
        )
    return CheckResult("lake", is_fine=True, detail=f"{named} can be opened")


def _check_sources(path: Path) -> CheckResult:
    from policytrail.sources import parse_sources  # noqa: PLC0415 (loads the extractor)

    if not path.exists():
        return CheckResult(
            "sources",
            is_fine=False,
            detail=f"{path} is not there yet",
            advice="`policytrail add URL` begins one",
            is_optional=True,
        )
    try:
        sources = parse_sources(path.read_text("utf-8"), path.name)
    except (ConfigurationError, UnicodeDecodeError) as error:
        return CheckResult(
            "sources",
            is_fine=False,
            detail=str(error).splitlines()[0],
            advice="`policytrail sources check` names every line that is wrong",
        )
    return CheckResult(
        "sources", is_fine=True, detail=f"{count_noun(len(sources.entries), 'source')} in {path}"
    )


def _check_disk(path: Path) -> CheckResult:
    folder = next(each for each in path.resolve().parents if each.exists())
    free_bytes = shutil.disk_usage(folder).free
    detail = f"{free_bytes / (1 << 30):.1f} GiB free at {folder}"
    is_fine = free_bytes >= _LEAST_FREE_BYTES
    return CheckResult("disk", is_fine, detail, "" if is_fine else "make room before the next run")


def _asks_for_browser(path: Path) -> bool:
    """Return whether a source is to be fetched with a browser."""
    from policytrail.sources import parse_sources  # noqa: PLC0415 (loads the extractor)

    try:
        entries = parse_sources(path.read_text("utf-8"), path.name).entries
    except (ConfigurationError, OSError, UnicodeDecodeError):
        return False
    return any(source.fetch is Fetcher.BROWSER for source in entries)


def _check_browser(environ: Mapping[str, str], *, is_optional: bool) -> CheckResult:
    without = (
        "only sources with `fetch: browser` need it"
        if is_optional
        else "sources with `fetch: browser` will fail"
    )
    if util.find_spec("playwright") is None:
        detail, advice = f"playwright is not installed; {without}", install_advice("browser")
        return CheckResult(
            "browser", is_fine=False, detail=detail, advice=advice, is_optional=is_optional
        )
    named = from_environment(environ).chromium
    program = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if not program or not shutil.which(program):
        detail = f"no Chromium found; {without}"
        advice = "install the package chromium, or name it in POLICYTRAIL_CHROMIUM"
        return CheckResult(
            "browser", is_fine=False, detail=detail, advice=advice, is_optional=is_optional
        )
    return CheckResult("browser", is_fine=True, detail=f"{program}")


def _check_pdf() -> CheckResult:
    try:
        import_module("weasyprint")
    except (ImportError, OSError) as error:
        return CheckResult(
            "pdf reports",
            is_fine=False,
            detail=f"only `policytrail pdf` needs it, and will fail: {str(error).splitlines()[0]}",
            advice=f"{install_advice('print')}, and install the system's Pango (libpango-1.0-0)",
            is_optional=True,
        )
    return CheckResult("pdf reports", is_fine=True, detail="WeasyPrint and Pango are here")


def _check_proxy(environ: Mapping[str, str]) -> CheckResult:
    named = [name for name in _PROXIES if environ.get(name) or environ.get(name.upper())]
    exempt = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    is_fine = not named or "127.0.0.1" in exempt
    return CheckResult(
        "proxy",
        is_fine,
        f"{', '.join(named) or 'none'} in the environment"
        + ("" if is_fine else ", and 127.0.0.1 is not in NO_PROXY"),
        "" if is_fine else "add 127.0.0.1,localhost to NO_PROXY, or Prefect cannot be reached",
    )


def _check_contact(environ: Mapping[str, str]) -> CheckResult:
    contact = environ.get("POLICYTRAIL_CONTACT", "")
    return CheckResult(
        "contact",
        bool(contact),
        f"servers are told {contact}" if contact else "servers are not told who asks",
        "" if contact else "set POLICYTRAIL_CONTACT to an address or a web page of yours",
        is_optional=True,
    )


def _check_archive(environ: Mapping[str, str]) -> CheckResult:
    """Request the archive's front page, and compare its clock with ours."""
    settings: FetchSettings = from_environment(environ)
    url = settings.wayback_url
    try:
        with Http(settings) as http:
            answer = http.get(Request(url, any_status=True))
    except FetchError as error:
        return CheckResult(
            "archive",
            is_fine=False,
            detail=f"{urlsplit(url).netloc} does not answer: {error}",
            advice="nothing if it passes by itself; backfill needs it, tracking does not",
            is_optional=True,
        )
    sent = answer.header("Date")
    off_s = abs((parsedate_to_datetime(sent) - datetime.now(UTC)).total_seconds()) if sent else 0.0
    is_fine = off_s < _CLOCK_OFF_S
    detail = f"{urlsplit(url).netloc} answers"
    return CheckResult(
        "archive and clock",
        is_fine,
        detail + ("" if is_fine else f"; this machine's clock is {off_s:.0f} s off"),
        "" if is_fine else "set the clock: captures are ordered by it",
    )


def _check_prefect(environ: Mapping[str, str]) -> CheckResult:
    """Return whether Prefect can keep its files, and whether the server that is named is guarded."""
    url = environ.get("PREFECT_API_URL", "")
    home = Path(environ.get("PREFECT_HOME") or environ.get("HOME") or "/").expanduser()
    folder = next(each for each in (home, *home.parents) if each.exists())
    if not os.access(folder, os.W_OK):
        return CheckResult(
            "prefect",
            is_fine=False,
            detail=f"{folder} cannot be written, where Prefect keeps its files",
            advice="set PREFECT_HOME to a folder of this user",
        )
    if not url:
        return CheckResult(
            "prefect",
            is_fine=True,
            detail="no server is configured; each command starts its own when it needs one",
        )
    settings = from_environment({**environ, "POLICYTRAIL_ALLOW_PRIVATE": "true"})
    try:
        with Http(settings) as http:
            http.get(Request(f"{url.rstrip('/')}/health", any_status=True))
    except FetchError as error:
        return CheckResult(
            "prefect",
            is_fine=False,
            detail=f"PREFECT_API_URL {url} does not answer: {error}",
            advice="start that server, correct the variable, or unset it",
        )
    weaknesses = weaknesses_of_server(url, environ)
    if weaknesses:
        return CheckResult(
            "prefect",
            is_fine=False,
            detail=f"{url} is open to others: {'; '.join(weaknesses)}",
            advice="anyone who can reach it can run commands as the user of its workers",
        )
    return CheckResult("prefect", is_fine=True, detail=f"{url} answers, and only with a password")
