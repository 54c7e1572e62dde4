import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

class LogisticRegression:
    coef_: NDArray[np.float64]
    intercept_: NDArray[np.float64]
    def __init__(self, *, C: float = ..., max_iter: int = ...) -> None: ...
    def fit(
        self,
        X: NDArray[np.float64] | csr_matrix,
        y: NDArray[np.bool_] | NDArray[np.float64],
        sample_weight: NDArray[np.float64] | None = ...,
    ) -> LogisticRegression: ...
    def predict_proba(self, X: csr_matrix) -> NDArray[np.float64]: ...
