"""A comparison on a person's terminal: the verdict and its reasons, then the words."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.cli.jsonl import assess_texts
from policytrail.errors import ConfigurationError
from policytrail.model import Assessment, Edit, Hunk, HunkOp, Kind, Severity, Significance

_FORMATS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_COLOURS = {
    Severity.HIGH: "bold white on red",
    Severity.MEDIUM: "bold black on yellow",
    Severity.LOW: "bold black on cyan",
    Severity.NONE: "bold black on green",
}
_EDITS = {"=": "", "-": "red strike", "+": "green underline"}
_PLAIN = {"=": "{}", "-": "{}", "+": "{}"}
_MARKS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_CONTEXT = 90
_REASONS = 6


def show_files(old: Path, new: Path, earlier: tuple[Path, ...], *, everything: bool) -> bool:
    """Print the redline of two files; return whether a reader should be alerted."""
    told_format = _FORMATS.get(new.suffix.lower(), "text")
    texts = [_read_file(path) for path in (old, new, *earlier)]
    assessment = assess_texts(texts[0], texts[1], tuple(texts[2:]), told_format)
    console = Console(highlight=False, soft_wrap=False)
    for line in redline_lines(assessment, everything=everything, marked=not console.is_terminal):
        console.print(line)
    return assessment.significance.alert


def _read_file(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from error


def redline_lines(
    assessment: Assessment, *, everything: bool = False, marked: bool = False
) -> list[Text]:
    """Return the lines of a redline: verdict, reasons, then each hunk that is shown.

    Edited words are told by colour, or by marks where there are no colours.
    """
    verdict, hunks = assessment.significance, assessment.diff.hunks
    kinds = verdict.hunk_kinds or (verdict.kind,) * len(hunks)
    shown = [
        (place, hunk, kind)
        for place, (hunk, kind) in enumerate(zip(hunks, kinds, strict=True))
        if everything or kind is verdict.kind or kind is Kind.SUBSTANTIVE
    ]
    lines = _verdict_lines(verdict, len(hunks), len(shown))
    for place, hunk, kind in shown:
        lines += [
            Text(),
            _hunk_title(place, hunk, kind),
            *_hunk_lines(hunk, _MARKS if marked else _PLAIN),
        ]
    return lines


def _verdict_lines(verdict: Significance, hunks: int, shown: int) -> list[Text]:
    label = f" {verdict.severity.value.upper()} " if verdict.alert else " NO ALERT "
    head = Text.assemble((label, _COLOURS[verdict.severity]), f" {verdict.kind.value}")
    if verdict.topics:
        head.append(f" · {', '.join(verdict.topics)}")
    if verdict.silent:
        head.append(" · silent edit", "bold magenta")
    if verdict.is_reversion:
        head.append(" · an earlier text came back")
    lines = [head]
    if verdict.summary:
        lines.append(Text(verdict.summary))
    lines += [
        Text.assemble(
            ("  why ", "dim"), reason.code.replace("_", " "), (f"  {reason.detail}", "dim")
        )
        for reason in verdict.reasons[:_REASONS]
    ]
    if shown < hunks:
        lines.append(Text(f"{shown} of {hunks} hunks shown; --all shows the noise too", "dim"))
    return lines


def _hunk_title(place: int, hunk: Hunk, kind: Kind) -> Text:
    places = " → ".join(
        f"{side.first}" if side.first == side.last else f"{side.first}-{side.last}"
        for side in (hunk.old, hunk.new)
        if side is not None
    )
    return Text(f"@@ {place} {hunk.op.value} {places} · {kind.value}", "cyan")


def _hunk_lines(hunk: Hunk, marks: dict[str, str]) -> list[Text]:
    if hunk.op is HunkOp.MOVE and not hunk.edits and hunk.new is not None:
        return [Text(_shorten_text(hunk.new.text), "blue")]
    line = Text()
    for number, edit in enumerate(hunk.edits):
        last = number == len(hunk.edits) - 1
        text = _shorten_kept(edit, number == 0, last) if edit.op == "=" else edit.text
        line.append(marks[edit.op].format(text), _EDITS[edit.op])
    if not hunk.edits and hunk.new is not None:
        line.append(_shorten_text(hunk.new.text))
    return [line]


def _shorten_kept(edit: Edit, first: bool, last: bool) -> str:
    """Return kept words, the middle of long ones left out."""
    text = edit.text
    if len(text) <= 2 * _CONTEXT:
        return text
    head = "" if first else text[:_CONTEXT]
    tail = "" if last else text[-_CONTEXT:]
    return f"{head} … {tail}"


def _shorten_text(text: str) -> str:
    return text if len(text) <= 4 * _CONTEXT else f"{text[: 4 * _CONTEXT]} …"
