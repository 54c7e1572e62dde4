"""The real pages that extraction is scored on; the corpus lies beside the checkout, if at all."""

import gzip
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks import SHARED

CORPUS = SHARED / "corpus"
Json = dict[str, object]
Shingles = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RefPage:
    """A body, what an archive's curators made of it, and their rules of today."""

    name: str
    body: bytes
    url: str
    reference: Shingles
    rules: Json


@dataclass(frozen=True, slots=True)
class Case:
    """A body, and whether it is a policy."""

    name: str
    body: bytes
    url: str
    is_policy: bool


def shingles(text: str, size: int = 8) -> Shingles:
    """Return a text's runs of eight words, without Markdown's links."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    words = re.findall(r"\w+", re.sub(r"https?://\S+", " ", text).lower())
    return {tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def ref_pages() -> list[RefPage]:
    """Return the pages with curated reference text."""
    members = _members("html/pages_shared.tar.xz")
    return [
        RefPage(
            str(row["file"]),
            members[str(row["file"])],
            str(row.get("url") or ""),
            shingles(members[str(row["reference"])].decode()),
            cast("Json", row.get("selectors_at_head") or {}),
        )
        for row in _rows("html/manifest_shared.jsonl")
        if str(row["ref_quality"]).startswith("curated")
    ]


def cases() -> list[Case]:
    """Return failed fetches, short but valid policies, and real policies."""
    found: list[Case] = []
    for place, archive in (("hard", "hard_shared"), ("html", "pages_shared")):
        members = _members(f"{place}/{archive}.tar.xz")
        for row in _rows(f"{place}/manifest_shared.jsonl"):
            name = str(row["file"])
            is_policy = row.get("is_policy_content", True) if place == "hard" else True
            if name in members and is_policy is not None and not name.startswith("encoding_and"):
                found.append(Case(name, members[name], str(row.get("url") or ""), bool(is_policy)))
    return found


def dated() -> Iterator[tuple[bytes, str, str | None]]:
    """Yield body, media type and the date that the policy states, None if it states none."""
    members = _members("html/opp115_raw_html_shared.tar.xz")
    for row in _zipped_rows("labelled/last_updated/opp115_shared.jsonl.gz"):
        body = members.get(str(row["html_file"]))
        if body is not None:
            gold = row["last_updated"]
            yield body, "text/html", str(gold) if gold else None
    for row in _zipped_rows("labelled/last_updated/goppc150_shared.jsonl.gz"):
        if str(row["month_year_in_text"]) == "True" and row["last_updated"]:
            yield str(row["text"]).encode(), "text/plain", str(row["last_updated"])[:7]


def _members(name: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(CORPUS / name) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                found[member.name.removeprefix("./")] = content.read()
    return found


def _rows(name: str) -> list[Json]:
    lines = Path(CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [cast("Json", json.loads(line)) for line in lines if line.strip()]


def _zipped_rows(name: str) -> list[Json]:
    with gzip.open(CORPUS / name, "rt", encoding="utf-8") as lines:
        return [cast("Json", json.loads(line)) for line in lines]
