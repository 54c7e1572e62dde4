"""Runs the `policytrail` command within this process: it starts in no time, and imports nothing twice.

What it is given and what it gives are those of a process of its own: arguments, a folder, variables
of the environment, standard streams that are files, and an exit code.
"""

import os
import sys
from collections.abc import Generator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from flows.cli import main


def policytrail(
    *arguments: str, cwd: Path, stdin: str = "", settings: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """Run the command to its end; `settings` are added to the environment."""
    with TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "errors")]
        streams[0].write_bytes(stdin.encode())
        with _as_process(arguments, streams), chdir(cwd):
            os.environ |= settings or {}
            code = _run_main()
        out, errors = (path.read_bytes().decode() for path in streams[1:])
    return CompletedProcess(arguments, code, out, errors)


def _run_main() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


@contextmanager
def _as_process(arguments: tuple[str, ...], streams: list[Path]) -> Generator[None]:
    """Let what belongs to a process be that of the command, and put it back."""
    before = sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ)
    given, out, errors = streams
    with (
        given.open(encoding="utf-8") as stdin,
        out.open("w", encoding="utf-8") as stdout,
        errors.open("w", encoding="utf-8") as stderr,
    ):
        sys.argv = ["policytrail", *arguments]
        sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
        try:
            yield
        finally:
            sys.argv, sys.stdin, sys.stdout, sys.stderr, variables = before
            os.environ.clear()
            os.environ |= variables
