import numpy as np
from numpy.typing import NDArray

class LogisticRegression:
    coef_: NDArray[np.float64]
    intercept_: NDArray[np.float64]
    def __init__(self, *, C: float = ...) -> None: ...
    def fit(self, X: NDArray[np.float64], y: NDArray[np.bool_]) -> LogisticRegression: ...
