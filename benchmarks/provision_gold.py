"""How well are types found in policies that were read sentence by sentence?

The shipped model learnt from all of them, so it is not what is measured: models are trained with the
recipe of `policytrail train provisions`, each without the policies that it is scored on. Labels read
by others lie beside the checkout; where they do not, nothing is measured. What was read is kept as
hashes in `gold_labels.tsv` (`python -m benchmarks.provision_gold` writes it anew).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import SHARED, Row
from flows.cli.typing_trained import by_pattern, cross_validate, read_folders
from policytrail.provisions.gold import hashed_labels
from policytrail.provisions.judge_training import THRESHOLD

FOLDERS = (SHARED / "corpus" / "gold", SHARED.parent / "annotate")
HASHES = Path(__file__).parent / "gold_labels.tsv"
_PRECISION, _RECALL, _CALIBRATION = 0.75, 0.58, 0.03


def run() -> list[Row]:
    """Return precision and recall of patterns alone and of both, and the calibration error."""
    folders = [folder for folder in FOLDERS if (folder / "labels").is_dir()]
    if not folders:
        return [Row("provisions by sentence", "the read policies do not lie beside the checkout")]
    return list(_rows(folders))


def _rows(folders: list[Path]) -> Iterator[Row]:
    policies = read_folders(folders)
    held_out = cross_validate(policies)
    patterns, both = by_pattern(policies), held_out.tally_types(THRESHOLD)
    base = f"patterns alone {patterns.precision():.3f}"
    yield Row(
        f"right of what is shown, {len(policies)} policies by sentence",
        f"{both.precision():.3f}",
        base,
        f">= {_PRECISION}",
        both.precision() >= _PRECISION,
    )
    base = f"patterns alone {patterns.recall():.3f}"
    found = both.recall()
    yield Row("found of what is stated", f"{found:.3f}", base, f">= {_RECALL}", found >= _RECALL)
    error = held_out.calibration_error(THRESHOLD)
    goal = f"<= {_CALIBRATION}"
    yield Row("calibration error", f"{error:.3f}", "", goal, error <= _CALIBRATION)
    for label in held_out.labels:
        yield Row(
            f"  {label}",
            f"{both.precision(label):.2f} / {both.recall(label):.2f}",
            f"patterns alone {patterns.precision(label):.2f} / {patterns.recall(label):.2f}",
        )


def main() -> None:
    """Write the hashes of all labelled sentences, with their types and flags."""
    policies = read_folders([folder for folder in FOLDERS if (folder / "labels").is_dir()])
    lines: list[str] = []
    for one in policies:
        lines += [f"# {one.name}", *hashed_labels(one.sentences)]
    HASHES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{HASHES}: {len(lines) - len(policies)} labelled sentences\n")


if __name__ == "__main__":
    main()
