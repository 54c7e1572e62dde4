"""How much can be compared? The real pages of the corpus, imported by the real command.

A user with saved pages puts them into a WARC and names their services in sources.yaml; the replay
captures come with their own. What is counted is read back out of the database.
"""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import ROOT, SHARED, Row
from policytrail.governance import reader_version
from policytrail.model import Prevalence
from policytrail.provisions import count_prevalence, shipped_taxonomy
from storage import policies_read, services_of_types
from storage.database import open_database

HTML = SHARED / "corpus" / "html"
SERVICES, TYPES = 40, 45
_TYPES = {
    "Privacy Policy": "privacy_policy",
    "Terms of Service": "terms_of_service",
    "Trackers Policy": "cookie_policy",
    "Commercial Terms": "commercial_terms",
    "Acceptable Use Policy": "acceptable_use_policy",
    "Data Processor Agreement": "data_processor_agreement",
}


def run() -> list[Row]:
    """Return services by types, with the denominators of the commonest and the rarest type."""
    if not HTML.is_dir():
        return [Row("comparison", "the corpus does not lie beside the checkout")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder)
        replay = sorted((SHARED / "corpus" / "replay").glob("*.warc.gz"))
        command = [sys.executable, "-m", "flows.cli", "import-warc", "pages.warc.gz"]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        subprocess.run(
            [*command, *map(str, replay)],
            cwd=folder,
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return _counted(folder / "policytrail.duckdb")


def _counted(database: Path) -> list[Row]:
    version = reader_version()
    with open_database(database, read_only=True) as connection:
        policies = policies_read(connection, version)
        services_of = services_of_types(connection, policies, version)
    matrix = [
        count_prevalence(one.id, policies, services_of.get(one.id, ()))
        for one in shipped_taxonomy().types
    ]
    found = sorted((one for one in matrix if one.services), key=lambda one: -len(one.services))
    services = len({policy.service_id for policy in policies})
    size = f"{services} services x {len(found)} types, of {len(policies)} policies read"
    wanted = f">= {SERVICES} x {TYPES}"
    holds = services >= SERVICES and len(found) >= TYPES
    return [
        Row("comparison over the real pages", size, "", wanted, holds),
        Row(f"commonest type, {found[0].type}", _share(found[0])),
        Row(f"rarest type, {found[-1].type}", _share(found[-1])),
    ]


def _share(found: Prevalence) -> str:
    count, of = len(found.services), found.of_services
    return f"in {count} of {of} services, {found.share:.0%} ({found.wording})"


def _write(folder: Path) -> None:
    """Write the saved pages as a WARC, and whose policies they are as sources.yaml."""
    policies: dict[str, dict[str, str]] = defaultdict(dict)
    with gzip.open(folder / "pages.warc.gz", "wb") as warc:
        for row, body in _pages():
            service = re.sub(r"[^a-z0-9]+", "-", str(row["service"]).lower()).strip("-")
            kind = _TYPES[str(row["doc_type"])]
            url = str(row["url"] or f"https://{service}.example/{kind}")
            if policies[service].setdefault(kind, url) == url:
                warc.write(_record(url, str(row["fetched"])[:19] + "Z", body))
    lines = ["services:"]
    for service, of_service in policies.items():
        lines += [f"  {service}:", f"    name: {service}", "    policies:"]
        for kind, url in of_service.items():
            lines += [f"      {kind}:", f"        url: {json.dumps(url)}"]
    (folder / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pages() -> Iterator[tuple[dict[str, object], bytes]]:
    with tarfile.open(HTML / "pages_shared.tar.xz") as archive:
        bodies = {
            member.name: file.read()
            for member in archive
            if member.name.endswith(".html") and (file := archive.extractfile(member))
        }
    for line in (HTML / "manifest_shared.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, object] = json.loads(line)
        if str(row["file"]) in bodies and str(row["doc_type"]) in _TYPES:
            yield row, bodies[str(row["file"])]


def _record(url: str, date: str, body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    name = hashlib.sha256(url.encode() + date.encode()).hexdigest()
    fields = (
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{name[:8]}-{name[8:12]}-4{name[13:16]}-8{name[17:20]}-{name[20:32]}>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(head) + len(body)}",
    )
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"
