def extract(
    filecontent: str,
    *,
    url: str | None = None,
    include_comments: bool = True,
    favor_recall: bool = False,
) -> str | None: ...
