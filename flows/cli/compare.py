"""`policytrail compare`: any two versions of a policy on a page of their own."""

from typing import Annotated

import typer

from flows.cli.app import app, derived_database, places_from


@app.command()
def compare(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The id of the source.")],
    before: Annotated[
        str, typer.Argument(help="The old version: its number, or a time at which it was in force.")
    ],
    after: Annotated[str, typer.Argument(help="The new version, named likewise.")],
) -> None:
    """Write a page that compares any two versions of a policy."""
    from flows.pipeline import Asked, compared_page, write_pages

    places = places_from(context)
    with derived_database(context) as connection:
        path, page = compared_page(connection, Asked(source, before, after), served=False)
    write_pages([(path, page)], places.out)
    typer.echo(str(places.out / path))


@app.command("compare-services")
def compare_services(
    context: typer.Context,
    service: Annotated[
        list[str], typer.Argument(help="Two to five services, by id or by name in quotes.")
    ],
) -> None:
    """Write a page that compares what services provide, type by type."""
    from flows.pipeline import compared_services, write_pages

    places = places_from(context)
    with derived_database(context) as connection:
        pages = dict(compared_services(connection, places.out, service, served=False))
    write_pages(pages.items(), places.out)
    typer.echo(str(places.out / next(path for path in pages if path.endswith(".html"))))
