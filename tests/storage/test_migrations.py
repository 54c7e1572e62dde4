from pathlib import Path

import storage


def test_migrations_are_numbered_without_gap_or_double() -> None:
    folder = Path(storage.__file__).parent / "migrations"

    numbers = sorted(int(file.name[:4]) for file in folder.glob("*.sql"))

    assert numbers == list(range(1, len(numbers) + 1))
