"""Runs the examples of docs/commands.md and writes their output into it: python -m tests.command_examples.

They run one after the other in a folder with captures of an invented policy; the invented web is all that
can be reached.
"""

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.commands import policytrail
from tests.warcs import response, zipped
from tests.web import InventedWeb

COMMANDS_MD = Path(__file__).parents[1] / "docs" / "commands.md"
EXAMPLES = (
    "init",
    "add http://lumenreel.example/legal/terms",
    "sources check",
    "sources import-ota collection",
    "config",
    "track --now lumenreel",
    "import-warc captures.warc.gz",
    "derive",
    "report --since 2026-03-01",
    "status",
    "tell",
    "digest --since 2026-03-01 --until 2026-04-01",
    "compare quill.example_terms 1 2",
    "backup saved.duckdb",
    "restore saved.duckdb",
    "compact",
    "copy policytrail.duckdb other.duckdb",
    "verify",
    "export warc all.warc.gz",
    "export wacz all.wacz",
    "export evidence CHANGE proof.zip",
    "export parquet tables",
    "export jsonl lines",
    "review CHANGE --verdict real --by Kim",
    "extract old.html",
    "diff old.html new.html",
    "provisions new.html",
    "schema types",
)
"""In the order in which they run. CHANGE is the id of the last change that was printed.

Commands that take minutes, never end, or need an archive, other programs or licensed data have none:
backfill, demo, doctor, pdf, serve, timestamp, train.
"""
LONGEST = 12
"""Lines of output that are shown; the rest is left out with a mark."""
_URL = "https://quill.example/terms"
_RULES = (
    "You keep the rights to what you upload, and you let us show it to other members.",
    "We may close an account that breaks these rules, after a notice of {days} days.",
    "Write to the desk in Nordhaven if you disagree with a decision of ours.",
)
_SCRUBBED = (
    (r"http://127\.0\.0\.1:\d+", "http://127.0.0.1:8888"),
    (r"20\d\d-(?!0[1-3])\d\d-\d\d[ T]\d\d:\d\d", "2026-04-01 06:00"),
    (r"\d+ (?=pages written|rows of)", "… "),
    (r"\d+\.\d MB|\d+\.\d(?= -> )", "… MB"),
    (r"\d+(?= (?:entries of the ledger|ledger entries))", "…"),
    (r"(?m)\t\d+$", "\t…"),
    (r"(?<=confidence )0\.\d+", "…"),
    (r"\d+(?=% sure)", "…"),
)
"""What differs from run to run or with every new table, and what stands for it."""
_BLOCK = re.compile(r"```console\n\$ policytrail .*?\n```\n\n?", re.DOTALL)


def main() -> None:
    """Write the examples anew."""
    COMMANDS_MD.write_text(with_examples(COMMANDS_MD.read_text("utf-8"), run_examples()), "utf-8")


def run_examples() -> dict[str, str]:
    """Return the block of each example by the name of its command."""
    with TemporaryDirectory() as folder, InventedWeb() as web:
        _write_files(Path(folder))
        settings = {
            "POLICYTRAIL_PROXY": web.proxy_url,
            "POLICYTRAIL_ALLOW_PRIVATE": "true",
            "POLICYTRAIL_PACE_S": "0",
            "POLICYTRAIL_BACKOFF_S": "0",
            "POLICYTRAIL_CONTACT": "me@example.org",
        }
        blocks: dict[str, str] = {}
        change_id = ""
        for example in EXAMPLES:
            line = example.replace("CHANGE", change_id)
            done = policytrail(*shlex.split(line), cwd=Path(folder), settings=settings)
            change_ids = re.findall(r"PT-C-[0-9a-f]{12}", done.stdout)
            change_id = change_ids[0] if change_ids else change_id
            blocks[_command_name(example)] = _console_block(line, done.stdout or done.stderr)
        return blocks


def with_examples(text: str, blocks: Mapping[str, str]) -> str:
    """Return commands.md with these blocks at the end of the sections of their commands."""
    sections = re.split(r"(?m)^(?=## )", _BLOCK.sub("", text))
    return "".join(_with_example(section, blocks) for section in sections)


def _with_example(section: str, blocks: Mapping[str, str]) -> str:
    title = section.partition("\n")[0].removeprefix("## policytrail ")
    return f"{section.rstrip()}\n\n{blocks[title]}\n\n" if title in blocks else section


def _command_name(example: str) -> str:
    words = example.split()
    return " ".join(words[: 2 if words[0] in ("export", "sources") else 1])


def _console_block(line: str, output: str) -> str:
    for pattern, instead in _SCRUBBED:
        output = re.sub(pattern, instead, output)
    shown = [text.rstrip() for text in output.strip("\n").split("\n")]
    if len(shown) > LONGEST:
        shown = [*shown[:LONGEST], "..."]
    return "\n".join(("```console", f"$ policytrail {line}", *shown, "```"))


def _write_files(folder: Path) -> None:
    old, new = _page(30), _page(7)
    captures = (
        response(old, _URL, "2026-01-31T09:00:00Z"),
        response(old, _URL, "2026-02-28T09:00:00Z"),
        response(new, _URL, "2026-03-31T09:00:00Z"),
    )
    (folder / "captures.warc.gz").write_bytes(zipped(*captures))
    (folder / "old.html").write_bytes(old)
    (folder / "new.html").write_bytes(new)
    (folder / "watch.yaml").write_text("watch: [{name: everything, to: [env:HOOK]}]\n", "utf-8")
    (folder / "collection").mkdir()
    document = {"fetch": _URL, "select": "main", "remove": "nav"}
    service = {"name": "Quill", "documents": {"Terms of Service": document}}
    (folder / "collection" / "Quill.json").write_text(json.dumps(service), "utf-8")


def _page(days: int) -> bytes:
    rules = "".join(f"<p>{text.format(days=days)}</p>" for text in _RULES)
    return (
        "<!doctype html><html lang=en><title>Terms of Service</title>"
        f"<h1>Terms of Service</h1>{rules}</html>"
    ).encode()


if __name__ == "__main__":
    main()
