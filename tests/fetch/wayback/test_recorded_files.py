"""What lies beside the real answers of the Wayback Machine in the shared corpus."""

import re
import tarfile
from collections import Counter
from fnmatch import fnmatch

import pytest

from policytrail.evidence.warc import read_captures
from policytrail.fetch.answer import Answer
from policytrail.fetch.settings import FetchSettings
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.cdx import read_part
from policytrail.fetch.wayback.listing import Lister
from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.payload import decode_payload
from policytrail.fetch.wayback.save import save_page
from policytrail.model import Damage, Sources
from tests.corpus import CORPUS, needs_corpus
from tests.fetch.wayback.conftest import NOW, Memory

pytestmark = needs_corpus

WAYBACK = CORPUS / "wayback"
READ = (
    "README.md",
    "cdx_edge_cases/*_cdx.txt",
    "cdx_toolkit_mock_responses/*.jsonl",
    "interactions.jsonl.xz",
    "interactions_index.tsv",
    "ota_captures_shared.tar.xz",
    "warc_cdx_samples/pywb__*",
    "warc_cdx_samples/warcio__*",
)
"""What this module and `test_recorded` read, or what only describes it."""
LINKS = WAYBACK / "warc_cdx_samples" / "pywb__link_headers.yaml"


def test_every_recorded_link_header_names_a_memento() -> None:
    lines = LINKS.read_text(encoding="utf-8").splitlines()
    headers = re.findall(r"'(<.*>.*)'$", "\n".join(lines), re.MULTILINE)

    found = [named_in(text) for text in headers]

    assert (len(headers) > 0, all(found)) == (True, True)


def named_in(link: str) -> Memento:
    """Return the memento that an archive names as its copy with such a header."""
    answer = Answer("", "", 200, (("Link", link),), b"")
    lister = Lister(Archive.from_settings(FetchSettings()), lambda _: answer, Memory())
    return save_page(lister, "http://iana.org/", NOW)


@pytest.mark.parametrize(
    ("name", "captures", "damages"),
    [
        ("pywb__dupes.warc.gz", 2, 1),
        ("pywb__example-bad.warc.gz.bad", 2, 0),
        ("pywb__example.warc.gz", 2, 0),
        ("pywb__iana.warc.gz", 16, 0),
        ("warcio__example-iana.org-chunked.warc", 1, 0),
        ("warcio__example-trunc.warc", 0, 1),
        ("warcio__example-wrong-chunks.warc.gz", 0, 2),
        ("warcio__example.arc", 1, 0),
    ],
)
def test_every_archive_file_gives_captures_or_names_the_damage(
    name: str, captures: int, damages: int
) -> None:
    found = list(read_captures(WAYBACK / "warc_cdx_samples" / name, Sources(()), NOW))

    kinds = Counter(isinstance(each, Damage) for each in found)
    assert (kinds[False], kinds[True]) == (captures, damages)


def test_every_listed_digest_proves_the_capture_that_it_names() -> None:
    with tarfile.open(WAYBACK / "ota_captures_shared.tar.xz") as files:
        listings = [name for name in files.getnames() if name.endswith("/cdx_derived.json")]
        proven = [
            decode_payload(
                Answer("", "", 200, (), content(files, f"{folder}/{memento.timestamp}.html")),
                memento.digest,
                1 << 24,
            ).digest_verified
            for listing in listings
            for folder in [listing.partition("/")[0]]
            for memento in read_part(content(files, listing).decode()).mementos
        ]

    assert (len(listings), Counter(proven)) == (5, {True: 117})


def content(files: tarfile.TarFile, name: str) -> bytes:
    found = files.extractfile(name)
    assert found is not None
    return found.read()


def test_no_file_of_the_folder_is_left_unread() -> None:
    names = {str(path.relative_to(WAYBACK)) for path in WAYBACK.rglob("*") if path.is_file()}

    unread = {name for name in names if not any(fnmatch(name, pattern) for pattern in READ)}
    assert unread == set()
