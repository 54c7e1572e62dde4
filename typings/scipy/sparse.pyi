from collections.abc import Sequence
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]

class csr_matrix:
    indices: NDArray[np.int32]
    def __init__(
        self,
        arg: tuple[Sequence[float], tuple[Sequence[int], Sequence[int]]],
        *,
        shape: tuple[int, int],
    ) -> None: ...
    def tocsr(self) -> csr_matrix: ...
    def __add__(self, other: csr_matrix) -> csr_matrix: ...
    def __getitem__(self, key: Places | tuple[slice, Places]) -> csr_matrix: ...
    @overload
    def __matmul__(self, other: Floats) -> Floats: ...
    @overload
    def __matmul__(self, other: csr_matrix) -> csr_matrix: ...

def diags(diagonals: Floats) -> csr_matrix: ...
def hstack(blocks: Sequence[csr_matrix]) -> csr_matrix: ...
