# The call of fast-diff-match-patch 2.1 that policytrail makes.
def diff(
    left: str,
    right: str,
    /,
    timelimit: float = 0,
    checklines: bool = True,
    cleanup: str = "Semantic",
) -> list[tuple[str, int]]: ...
