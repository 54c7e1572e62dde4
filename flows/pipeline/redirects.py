"""Former addresses of provisions, which had pages of their own until pages of sources held them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from policytrail.report import ManifestEntry, former_provision_path, provision_link
from policytrail.report.html import moved_html


def moved_pages(out: Path, entries: Iterable[ManifestEntry]) -> Iterator[tuple[str, str]]:
    """Yield a page that redirects to the provision for each former page of one in a folder.

    The page may be named after the provision's id or after an alias of it. Only what was published
    before has links that could break; a new folder has no such page. The Markdown and JSON beside
    such a page are removed: the page of the source has their content.
    """
    former = {path.stem for path in (out / "provisions").glob("PT-P-*.html")}
    if not former:
        return
    for entry in entries:
        for provision in entry.provisions:
            target = provision_link(provision.source_id, provision.provision_id)
            for name in former.intersection((provision.provision_id, *provision.aliases)):
                for suffix in ("json", "md"):
                    (out / former_provision_path(name, suffix)).unlink(missing_ok=True)
                path = former_provision_path(name)
                yield path, moved_html(path, target, provision.title)
