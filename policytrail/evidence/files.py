"""Archive files on disk: one archive each, or several in a WACZ."""

import mmap
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

from policytrail.errors import ArchiveFileError
from policytrail.evidence.framing import Content

_ZIP: Final = b"PK\x03\x04"
_ARCHIVES: Final = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
_LARGEST_BYTES: Final = 16 * 1024**3
"""Largest archive that is taken out of a WACZ."""


def opened_archives(path: Path, opened: ExitStack) -> Iterator[tuple[str, Content]]:
    """Yield the name and the bytes of each archive in a file; `opened` closes them.

    Raises:
        ArchiveFileError: the file cannot be opened, or is a ZIP file without archives.
    """
    try:
        file = opened.enter_context(path.open("rb"))
        if path.stat().st_size == 0:
            yield str(path), b""
        elif file.read(len(_ZIP)) == _ZIP:
            yield from _archives_of_wacz(path, file, opened)
        else:
            yield str(path), _mapped(file, opened)
    except OSError as error:
        raise ArchiveFileError(f"{path}: cannot be read: {error.strerror or error}") from error


def _archives_of_wacz(
    path: Path, file: IO[bytes], opened: ExitStack
) -> Iterator[tuple[str, Content]]:
    try:
        wacz = opened.enter_context(zipfile.ZipFile(file))
        entries = [
            entry
            for entry in wacz.infolist()
            if entry.filename.startswith("archive/") and entry.filename.endswith(_ARCHIVES)
        ]
        if not entries:
            raise ArchiveFileError(f"{path}: a ZIP file without `archive/*.warc.gz`: it is no WACZ")
        for entry in sorted(entries, key=lambda entry: entry.filename):
            if entry.file_size > _LARGEST_BYTES:
                raise ArchiveFileError(f"{path}: {entry.filename} is larger than we unpack")
            copy = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
            with wacz.open(entry) as packed:
                shutil.copyfileobj(packed, copy)
            name = f"{path}!{entry.filename}"
            yield name, _mapped(copy, opened) if entry.file_size else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ArchiveFileError(f"{path}: a damaged WACZ: {error}") from error


def _mapped(file: IO[bytes], opened: ExitStack) -> Content:
    file.flush()
    return opened.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
