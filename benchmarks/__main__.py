"""Run the benchmarks that are named, or all; print one table; exit 1 if a limit is missed."""

import importlib
import pkgutil
import sys
import time

import benchmarks


def main(names: list[str]) -> int:
    """Return 1 if a limit was missed, else 0."""
    known = sorted(
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if not module.name.startswith("_") and not module.ispkg
    )
    rows: list[benchmarks.Row] = []
    for name in names or known:
        began = time.perf_counter()
        rows += importlib.import_module(f"benchmarks.{name}").run()
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    heads = ("what", "measured", "against", "limit", "")
    lines = [heads] + [
        (row.what, row.measured, row.against, row.limit, "" if row.holds else "MISSED")
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
    return int(any(not row.holds for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
