"""`policytrail pdf`: pages of the reports on paper."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app, places_from
from policytrail.errors import ConfigurationError


@app.command("pdf")
def write_pdf(
    context: typer.Context,
    pages: Annotated[
        list[str],
        typer.Argument(
            help="Ids of changes (PT-C-...) or paths of pages, as `track` and alerts print them."
        ),
    ],
) -> None:
    """Write a PDF next to each of the given report pages."""
    from flows.pdf import page_to_pdf  # heavy: a typesetter

    out = places_from(context).out
    for name in pages:
        page = find_page(out, name)
        pdf_file = page.with_suffix(".pdf")
        pdf_file.write_bytes(page_to_pdf(page, out))
        typer.echo(str(pdf_file))


def find_page(out: Path, name: str) -> Path:
    """Return the page that an id or a path names.

    Raises:
        ConfigurationError: if there is none.
    """
    page = out / "changes" / f"{name}.html" if name.startswith("PT-C-") else out / name
    if not page.is_file() and Path(name).resolve().is_relative_to(out.resolve()):
        page = Path(name)  # as `track` prints it
    if page.suffix != ".html" or not page.is_file():
        raise ConfigurationError(
            f"{name}: no such page in {out}; expected an id such as PT-C-0123456789ab, which `track`, alerts and "
            "the address of a change name, or the path of an .html page"
        )
    return page
