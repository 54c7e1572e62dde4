"""A PostgreSQL server of its own for tests, on loopback, from what Debian installs."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.server import free_port

_WAIT_S = 60


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


needs_extension = pytest.mark.skipif(
    find_spec("duckdb_extension_ducklake") is None, reason="policytrail[lake] is not installed"
)
needs_postgres = pytest.mark.skipif(
    postgres_programs() is None, reason="PostgreSQL is not installed"
)


@dataclass(slots=True)
class Postgres:
    """A server that can be stopped and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [self._program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": "200",
        }
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, user=_user()
            )
        deadline = time.monotonic() + _WAIT_S
        while self._run("pg_isready", "-q").returncode:
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "log").read_text("utf-8"))
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once, as a machine that fails."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def new_database(self, name: str) -> str:
        """Make a database and return its connection in the words of libpq."""
        self._run("createdb", name).check_returncode()
        return f"dbname={name} host=127.0.0.1 port={self.port} user=postgres"

    def _program(self, name: str) -> str:
        folder = postgres_programs()
        assert folder is not None
        return str(folder / name)

    def _run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        place = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")
        return subprocess.run([self._program(name), *place, *arguments], check=False)


@contextmanager
def running_postgres() -> Generator[Postgres]:
    """Yield a new server that trusts this machine; it does not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    server = Postgres(folder)
    try:
        if _user() is not None:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        command = [str((postgres_programs() or folder) / "initdb"), "-D", str(folder / "data")]
        command += ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"]
        subprocess.run(command, check=True, cwd=folder, user=_user(), stdout=subprocess.DEVNULL)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Return the user to run it as: PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None
