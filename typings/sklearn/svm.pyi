import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

class LinearSVC:
    coef_: NDArray[np.float64]
    intercept_: NDArray[np.float64]
    def __init__(self, *, C: float = ..., random_state: int = ..., tol: float = ...) -> None: ...
    def fit(
        self, X: csr_matrix, y: NDArray[np.bool_], sample_weight: NDArray[np.float64] | None = ...
    ) -> LinearSVC: ...
