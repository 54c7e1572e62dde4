"""The shared corpus, where it lies beside the checkout; its texts are never copied here."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the shared corpus does not lie beside the checkout"
)
