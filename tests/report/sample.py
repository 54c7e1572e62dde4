"""Write reports/sample anew: python -m tests.report.sample."""

import shutil
from pathlib import Path

from tests.report.conftest import whole_site

SAMPLE = Path(__file__).parents[2] / "reports" / "sample"


def main() -> None:
    shutil.rmtree(SAMPLE, ignore_errors=True)
    for name, text in whole_site().items():
        path = SAMPLE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


if __name__ == "__main__":
    main()
