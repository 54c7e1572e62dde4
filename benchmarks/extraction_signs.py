"""What is each sign of page furniture worth? Extraction without one of them at a time."""

import statistics
from collections.abc import Mapping
from unittest import mock

from benchmarks import Row
from benchmarks._extraction_sets import CORPUS, RefPage, ref_pages, shingles
from policytrail.extract import extract, furniture
from policytrail.model import Failure, Recipe


def run() -> list[Row]:
    """Score the shared pages in HTML with all signs, and with each left out."""
    if not CORPUS.is_dir():
        return [
            Row(
                "signs of furniture",
                "not measured: the shared corpus does not lie beside the checkout",
            )
        ]
    pages = [page for page in ref_pages() if not page.body.startswith(b"%PDF")]
    rows = [Row("furniture: all signs", _scored(pages, furniture.SIGNS))]
    for left_out in furniture.SIGNS:
        signs = {name: sign for name, sign in furniture.SIGNS.items() if name != left_out}
        rows.append(Row(f"furniture: without {left_out!r}", _scored(pages, signs)))
    return rows


def _scored(pages: list[RefPage], signs: Mapping[str, furniture.Sign]) -> str:
    recalls: list[float] = []
    precisions: list[float] = []
    with mock.patch.object(furniture, "SIGNS", signs):
        for page in pages:
            found = extract(page.body, "", Recipe(), page.url)
            blocks = () if isinstance(found, Failure) else found.blocks
            got = shingles("\n".join(f"{block.number} {block.text}" for block in blocks))
            common = len(got & page.reference)
            recalls.append(common / len(page.reference))
            precisions.append(common / len(got) if got else 0.0)
    return f"recall {statistics.mean(recalls):.4f}, precision {statistics.mean(precisions):.4f} (means)"
