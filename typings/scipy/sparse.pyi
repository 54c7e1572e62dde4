from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

class csr_matrix:
    def __init__(
        self,
        arg: tuple[Sequence[float], tuple[Sequence[int], Sequence[int]]],
        *,
        shape: tuple[int, int],
    ) -> None: ...
    def __matmul__(self, other: NDArray[np.float64]) -> NDArray[np.float64]: ...
