"""Citations as plain text, BibTeX and CSL-JSON, derived from the evidence."""

import json
import re
from dataclasses import dataclass

from policytrail.report.paths import address_in, change_path
from policytrail.report.records import CaptureRecord, ChangeRecord, CitationRecord
from policytrail.report.words import phrases, say_text

_TEX = re.compile(r"([#$%&_{}~^\\])")
_TEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """The data of a citation."""

    cited_id: str
    """The lasting id of the page, e.g. `PT-C-...`."""
    service: str
    title: str
    """What is cited, e.g. `Terms of Service: Arbitration`."""
    capture: CaptureRecord
    address: str
    """Of the page; its path within the site if that has no known address."""


def build_citation(cited: Cited) -> CitationRecord:
    """Return the citations, without a date of access, which only the reader knows."""
    return CitationRecord(_plain_citation(cited), _bibtex_citation(cited), _csl_citation(cited))


def change_citation(record: ChangeRecord, site: str = "") -> CitationRecord:
    """Return the citations of a change: of the capture that first shows the new text.

    `site` is where readers find the reports; empty if that is not known.
    """
    title = say_text(
        "evidence",
        "changed",
        policy=phrases.title_words(record.source.policy_type),
        when=phrases.short_interval(record.not_before, record.not_after),
    )
    address = address_in(site, change_path(record.change_id))
    return build_citation(
        Cited(record.change_id, record.source.service, title, record.after.first, address)
    )


def _plain_citation(cited: Cited) -> str:
    capture = cited.capture
    moment = phrases.to_the_second(capture.captured_at)
    captured = say_text("evidence", "captured", moment=moment)
    return (
        f"{cited.service}, {phrases.quote_text(cited.title)}, {capture.url}, {captured}, SHA-256 {capture.body_sha256}. "
        f"policytrail {cited.cited_id}, {cited.address}."
    )


def _bibtex_citation(cited: Cited) -> str:
    capture = cited.capture
    fields = {
        "author": "{" + _escape_tex(cited.service) + "}",
        "title": "{" + _escape_tex(cited.title) + "}",
        "year": str(capture.captured_at.year),
        "month": str(capture.captured_at.month),
        "howpublished": rf"\url{{{capture.url}}}",
        "note": _escape_tex(_capture_note(cited)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.cited_id},\n{lines}\n}}\n"


def _capture_note(cited: Cited) -> str:
    return say_text(
        "evidence",
        "noted",
        moment=phrases.to_the_second(cited.capture.captured_at),
        body=cited.capture.body_sha256,
        id=cited.cited_id,
    )


def _escape_tex(text: str) -> str:
    return _TEX.sub(lambda match: _TEX_WORDS.get(match[0], f"\\{match[0]}"), text)


def _csl_citation(cited: Cited) -> str:
    capture = cited.capture
    captured_at = capture.captured_at
    entry = {
        "id": cited.cited_id,
        "type": "webpage",
        "title": cited.title,
        "author": [{"literal": cited.service}],
        "issued": {"date-parts": [[captured_at.year, captured_at.month, captured_at.day]]},
        "URL": capture.url,
        "archive": "policytrail",
        "archive_location": cited.address,
        "note": _capture_note(cited),
    }
    return json.dumps([entry], ensure_ascii=False) + "\n"
