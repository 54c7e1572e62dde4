"""Bodies stored as deltas: a chain of deltas ends in a body that is stored whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from zstandard import ZstdError

from policytrail.errors import StorageError
from policytrail.verify import Unreadable
from storage.body_compression import unpack_body
from storage.database import Connection
from storage.parameters import bind_names

PackedBodies = Mapping[str, tuple[str | None, bytes]]
"""By the name of each body: the name of its base, None if it is stored whole, and the stored bytes."""


def read_bodies(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of the bodies that are in the database, by hash.

    Raises:
        StorageError: a body cannot be unpacked, or its base is missing.
    """
    wanted = set(names)
    packed = packed_chains(connection, wanted)
    bodies: dict[str, bytes] = {}
    for name, body in unpack_chains(packed):
        if name in wanted:
            if isinstance(body, Unreadable):
                raise StorageError(body.why)
            bodies[name] = body
    return bodies


def packed_chains(connection: Connection, names: Collection[str]) -> PackedBodies:
    """Return the stored form of bodies, and of all bodies that their deltas depend on."""
    rows = connection.execute(
        """
        WITH RECURSIVE needed AS (
            SELECT rowid AS place, base_sha256 FROM body WHERE body_sha256 IN (SELECT unnest(string_split(?, ' ')))
            UNION
            SELECT body.rowid, body.base_sha256
            FROM body
            JOIN needed ON body.body_sha256 = needed.base_sha256
        )
        SELECT place FROM needed
        """,
        [bind_names(names)],
    ).fetchall()
    return _packed_at(connection, [int(row[0]) for row in rows])


def packed_bodies(connection: Connection, names: Sequence[str]) -> PackedBodies:
    """Return the stored form of some bodies, without the bodies their deltas depend on."""
    rows = connection.execute(
        "SELECT rowid FROM body WHERE body_sha256 IN (SELECT unnest(string_split(?, ' ')))",
        [bind_names(names)],
    ).fetchall()
    return _packed_at(connection, [int(row[0]) for row in rows])


def _packed_at(connection: Connection, places: Sequence[int]) -> PackedBodies:
    """Return the stored form of the bodies in some rows.

    Rows written out in the statement are looked up; a subquery would read the stored bytes of all
    bodies (14 ms of 3,500 bodies; so, 6).
    """
    if not places:
        return {}
    listed = ", ".join(map(str, places))
    rows = connection.execute(
        f"SELECT body_sha256, base_sha256, content FROM body WHERE rowid IN ({listed})"  # noqa: S608 (whole numbers)
    ).fetchall()
    return {str(name): (base, content) for name, base, content in rows}


def unpack_chains(packed: PackedBodies) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Yield the bytes of every body, or the error in reading it, each after its base.

    Only the current body of a chain and its base are in memory.
    """
    deltas: dict[str, list[str]] = {}
    left: list[tuple[str, bytes | Unreadable | None]] = []
    for name, (base, _) in packed.items():
        if base is None:
            left.append((name, None))
        elif base in packed:
            deltas.setdefault(base, []).append(name)
        else:
            why = f"body {name}: its base {base} is not in the database"
            left.append((name, Unreadable(why)))

    while left:
        name, base = left.pop()
        body = base if isinstance(base, Unreadable) else _unpack_named(name, packed[name][1], base)
        yield name, body
        handed = (
            Unreadable(f"its base {name} cannot be read") if isinstance(body, Unreadable) else body
        )
        for delta in deltas.pop(name, ()):
            named = (
                handed if isinstance(handed, bytes) else Unreadable(f"body {delta}: {handed.why}")
            )
            left.append((delta, named))
    for names in deltas.values():
        for (
            name
        ) in names:  # bases that are deltas of one another, as no program of ours writes them
            yield name, Unreadable(f"body {name}: it is a delta of itself")


def _unpack_named(name: str, content: bytes, base: bytes | None) -> bytes | Unreadable:
    try:
        return unpack_body(content, base)
    except ZstdError as error:
        return Unreadable(f"body {name}: its bytes cannot be unpacked: {error}")


def chains_of_bodies(bases: Mapping[str, str | None]) -> list[list[str]]:
    """Return the bodies in groups that need no body of another group, the names in order.

    >>> chains_of_bodies({"a": None, "b": "a", "c": None, "d": "b"})
    [['a', 'b', 'd'], ['c']]
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(bases):
        first, seen = name, {name}
        while (base := bases.get(first)) is not None and base not in seen:
            first = base
            seen.add(base)
        groups.setdefault(first if base is None else min(seen), []).append(name)
    return [groups[first] for first in sorted(groups)]
