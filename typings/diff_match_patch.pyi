# The calls of diff-match-patch 20241021 that the tests and benchmarks make.

class diff_match_patch:
    Diff_Timeout: float

    def diff_main(
        self, text1: str, text2: str, checklines: bool = True, deadline: float | None = None
    ) -> list[tuple[int, str]]: ...
