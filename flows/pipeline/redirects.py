"""Former addresses of provisions, which had pages of their own until pages of sources held them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from policytrail.report import ManifestEntry, former_provision_path, provision_link
from policytrail.report.html import moved_html


def moved_pages(out: Path, entries: Iterable[ManifestEntry]) -> Iterator[tuple[str, str]]:
    """Yield, for each page of a provision that lies in a folder, one that leads where it is now.

    Only what was published before has links that could break; a new folder has no such page. What
    stood beside such a page as Markdown and JSON is removed: the page of the source has it.
    """
    former = {path.stem for path in (out / "provisions").glob("PT-P-*.html")}
    if not former:
        return
    for entry in entries:
        for one in entry.provisions:
            if one.provision_id in former:
                for suffix in ("json", "md"):
                    (out / former_provision_path(one.provision_id, suffix)).unlink(missing_ok=True)
                target = provision_link(one.source_id, one.provision_id)
                path = former_provision_path(one.provision_id)
                yield path, moved_html(path, target, one.title)
