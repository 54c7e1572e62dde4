"""How well are types found in policies that were read sentence by sentence?

The shipped model learnt from all of them, so it is not what is measured: models are trained with the
recipe of `policytrail train provisions`, each without the policies that it is scored on. The corpus
lies beside the checkout; where it does not, nothing is measured. What was read is kept as hashes in
`gold_labels.tsv`; `python -m benchmarks.provision_gold FOLDER` puts the policies together again from
them and the corpus, for `policytrail train provisions --labelled FOLDER`; with `hash FOLDER` it prints
the hashes of policies read anew.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import SHARED, Row
from benchmarks.gold_texts import HashedPolicy, read_hashes, write_folder
from flows.cli.typing_trained import by_pattern, cross_validate, read_folders
from policytrail.provisions import THRESHOLD
from policytrail.provisions.gold import hashed_labels

CORPUS = SHARED / "corpus"
HASHES = Path(__file__).parent / "gold_labels.tsv"
_PRECISION, _RECALL, _CALIBRATION = 0.78, 0.66, 0.03


def run() -> list[Row]:
    """Return precision and recall of patterns alone and of both, and the calibration error."""
    if not (CORPUS / "gold" / "labels").is_dir():
        return [Row("provisions by sentence", "the read policies do not lie beside the checkout")]
    with TemporaryDirectory() as name:
        write_folder(_hashed_policies(), CORPUS, Path(name))
        return list(_rows([CORPUS / "gold", Path(name)]))


def _hashed_policies() -> list[HashedPolicy]:
    """Return the policies whose texts do not lie beside their labels."""
    return [one for one in read_hashes(HASHES) if one.source]


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
    """Write the policies that are kept as hashes into a folder, or print the hashes of a folder's."""
    match sys.argv[1:]:
        case ["hash", folder]:
            for one in read_folders([Path(folder)]):
                lines = (f"# {one.name}", *hashed_labels(one.sentences))
                sys.stdout.write("\n".join(lines) + "\n")
        case [folder]:
            count = write_folder(_hashed_policies(), CORPUS, Path(folder))
            sys.stdout.write(f"{folder}: {count} policies\n")
        case _:
            sys.exit("python -m benchmarks.provision_gold [hash] FOLDER")


if __name__ == "__main__":
    main()
