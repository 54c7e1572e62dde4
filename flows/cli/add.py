"""`policytrail add` and `policytrail init`: begin to track a policy by its address."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import CommandPlaces, app, places_from
from flows.cli.terminal import show_progress
from policytrail.errors import ConfigurationError, PolicyTrailError

if TYPE_CHECKING:
    from flows.pipeline import FirstLook
    from policytrail.model import Source
    from policytrail.sources import NewSource


@dataclass(frozen=True, slots=True)
class AddOptions:
    """The options of `add`, which apply to every address."""

    service: str | None
    policy_type: str | None
    every: str | None
    select: tuple[str, ...]
    fetch: str | None
    is_fetched: bool


class _TypeUnknown(PolicyTrailError):
    """The type of a policy cannot be guessed: the user names it."""


@app.command("init")
def init_command(context: typer.Context) -> None:
    """Write a commented sources.yaml to start from; an existing one is never overwritten."""
    from flows.pipeline import write_file
    from policytrail.sources import EMPTY_SOURCES

    path = places_from(context).sources
    if path.exists():
        raise ConfigurationError(
            f"{path} already exists; `policytrail add URL` adds policies to it"
        )
    write_file(path, EMPTY_SOURCES.encode())
    typer.echo(f"{path} written; add the first policy with `policytrail add URL`")


@app.command("add")
def add_command(  # noqa: PLR0913 (the options of a command, each by name)
    context: typer.Context,
    url: Annotated[
        list[str], typer.Argument(help="Addresses of policies; `-` reads them from standard input.")
    ],
    *,
    service: Annotated[
        str | None,
        typer.Option(help="The service's name; by default guessed from title and address."),
    ] = None,
    policy_type: Annotated[
        str | None,
        typer.Option("--type", help="The policy's type, e.g. privacy_policy; by default guessed."),
    ] = None,
    every: Annotated[str | None, typer.Option(help="How often to capture it, e.g. 12h.")] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(help="CSS selector of the policy on the page; may be repeated."),
    ] = None,
    fetch: Annotated[
        str | None, typer.Option(help="`http` or `browser`; by default whichever the page needs.")
    ] = None,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Write the entry without fetching the page.")
    ] = False,
    discover: Annotated[
        bool,
        typer.Option(
            "--discover", help="The addresses are home pages: find the policies they link to."
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Add all discovered policies without asking.")
    ] = False,
) -> None:
    """Start tracking policies: inspect each page, add it to sources.yaml, keep the first capture."""
    options = AddOptions(service, policy_type, every, tuple(select or ()), fetch, not no_fetch)
    _check_options(options)
    places = places_from(context)
    addresses = _addresses_given(url)
    if discover:
        addresses = [
            address for home in addresses for address in _choose_policies(home, places, ask=not yes)
        ]
    added = 0
    with show_progress("fetching") as progress:
        for tried, address in enumerate(addresses, 1):
            added += _add_address(address, options, places)
            progress("fetching", tried, len(addresses))
    written = f"{added} of {len(addresses)} added to {places.sources}"
    if added and options.is_fetched:
        written += f"; reports: {_derive_and_publish(places)}"
    typer.echo(written)
    sys.exit(0 if added == len(addresses) else 1)


def _check_options(options: AddOptions) -> None:
    from policytrail.model import Fetcher, PolicyType
    from policytrail.sources import check_selector, parse_seconds

    for name, value, known in (
        ("--type", options.policy_type, [each.value for each in PolicyType]),
        ("--fetch", options.fetch, [each.value for each in Fetcher]),
    ):
        if value is not None and value not in known:
            raise ConfigurationError(f"{name} {value}: expected one of {', '.join(known)}")
    try:
        if options.every is not None:
            parse_seconds(options.every)
        for css in options.select:
            check_selector(css)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _addresses_given(words: list[str]) -> list[str]:
    """Return the addresses of a command line, `-` replaced by those on standard input."""
    from policytrail.sources import check_url

    given = [
        each for word in words for each in (sys.stdin.read().split() if word == "-" else [word])
    ]
    addresses = [word if "://" in word else f"https://{word}" for word in given]
    for address in addresses:
        try:
            check_url(address)
        except ValueError as error:
            raise ConfigurationError(str(error)) from error
    if not addresses:
        raise ConfigurationError("no address on standard input")
    return list(dict.fromkeys(addresses))


def _choose_policies(home: str, places: CommandPlaces, *, ask: bool) -> list[str]:
    """Return the untracked policies that a site's home page leads to, if the user wants them."""
    from flows.pipeline import discover_policies

    policies = discover_policies(home, os.environ)
    if not policies:
        raise PolicyTrailError(
            f"{home}: found no links to policies; name the site's home page, or a policy's own address"
        )
    new = list[str]()
    for policy in policies:
        tracked = _tracked_already(policy.url, places)
        what = f"already tracked as {tracked.source_id}" if tracked else policy.text
        typer.echo(f"  {policy.policy_type.value:<28} {policy.url}  ({what or 'no link text'})")
        if tracked is None:
            new.append(policy.url)
    question = "Add it?" if len(new) == 1 else f"Add these {len(new)}?"
    if new and ask and not typer.confirm(question, default=True):
        raise typer.Exit(1)
    return new


def _tracked_already(address: str, places: CommandPlaces) -> "Source | None":
    """Return the source that tracks an address; None if none does."""
    from flows.cli.sources import read_sources
    from policytrail.sources import tracked_source

    if not places.sources.exists() or not places.sources.read_text("utf-8", "replace").strip():
        return None
    return tracked_source(read_sources(places.sources, empty_is_fine=True), address)


def _add_address(address: str, options: AddOptions, places: CommandPlaces) -> bool:
    """Add one address; say why on standard error, and return false, if it is not to be tracked."""
    from flows.database import open_database
    from flows.pipeline import keep_first_capture, look_at_page, write_new_entry
    from policytrail.model import Fetcher

    tracked = _tracked_already(address, places)
    if tracked is not None:
        typer.echo(
            f"{address}: already tracked as {tracked.source_id}; "
            f"`policytrail track {tracked.source_id} --now` captures it again",
            err=True,
        )
        return False
    look = None
    if options.is_fetched:
        fetch = Fetcher(options.fetch) if options.fetch else None
        look = look_at_page(address, options.select, fetch, os.environ)
        if not _is_policy(look):
            return False
    try:
        new = _new_source(address, look, options)
    except _TypeUnknown as error:
        typer.echo(str(error), err=True)
        return False
    source = write_new_entry(places.sources, new)
    if look is not None:
        with open_database(places.db) as connection:
            keep_first_capture(connection, source, look)
    _print_source(source, look)
    return True


def _is_policy(look: "FirstLook") -> bool:
    """Return whether a page is a policy; say on standard error what it is instead."""
    from flows.pipeline import judge_look, policies_linked
    from policytrail.model import Document

    if isinstance(look.content, Document):
        return True
    advice = judge_look(look, datetime.now(UTC)).advice.removeprefix(f"{look.url} ")
    if look.is_rendered:
        advice = "the page shows no policy, also when a browser renders it"
    linked = len(policies_linked(look))
    way = (
        f"it links to policies: `policytrail add --discover {look.url}` adds them"
        if linked
        else "use --no-fetch to add it anyway"
    )
    typer.echo(f"{look.url}: {advice}. Nothing was added; {way}.", err=True)
    return False


def _new_source(address: str, look: "FirstLook | None", options: AddOptions) -> "NewSource":
    from policytrail.model import BlockKind, Document, Fetcher, PolicyType
    from policytrail.sources import NewSource, guess_policy

    title, headings = "", list[str]()
    if look is not None and isinstance(look.content, Document):
        title, blocks = look.content.title, look.content.blocks
        headings = [block.text for block in blocks[:10] if block.kind is BlockKind.HEADING]
    guess = guess_policy(address, title, headings)
    policy_type = PolicyType(options.policy_type) if options.policy_type else guess.policy_type
    if policy_type is PolicyType.OTHER and options.policy_type is None:
        raise _TypeUnknown(
            f"{address}: neither its title ({title or 'none'}) nor its address says what type of "
            "policy it is; name it, e.g. --type privacy_policy"
        )
    is_rendered = look is not None and look.fetch is Fetcher.BROWSER
    return NewSource(
        url=address,
        service=options.service or guess.service,
        policy_type=policy_type,
        is_service_guessed=options.service is None,
        every=options.every,
        select=options.select,
        fetch=Fetcher.BROWSER.value if is_rendered else options.fetch,
    )


def _print_source(source: "Source", look: "FirstLook | None") -> None:
    """Print what was added: title, type, language, size, dates."""
    from policytrail.model import Document

    document = look.content if look is not None else None
    typer.echo(f"{source.source_id}: {source.service}, {source.policy_type.replace('_', ' ')}")
    if look is None or not isinstance(document, Document):
        return
    words = sum(len(block.text.split()) for block in document.blocks)
    dates = ", ".join(f"{each.kind} {each.date}" for each in document.claimed_dates) or "no date"
    typer.echo(f"  “{document.title or 'no title'}”")
    typer.echo(f"  language {document.language or 'unknown'}; {words:,} words; {dates}")
    if look.final_url != look.url:
        typer.echo(f"  the address leads to {look.final_url}")


def _derive_and_publish(places: CommandPlaces) -> str:
    """Derive and publish what is new; return where the reports are."""
    from flows.cli.derive import watch_for_reports
    from flows.database import open_database
    from flows.pipeline import derive_all as derive
    from flows.pipeline import publish_reports

    with show_progress("reading") as progress, open_database(places.db) as connection:
        derive(connection, datetime.now(UTC), progress)
        publish_reports(connection, places.out, progress, watch_for_reports(places))
    return str(places.out / "index.html")
