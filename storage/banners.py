"""Banner blocks that a site puts above many of its policies."""

from collections.abc import Mapping

from storage.database import Connection

# Policies of three types do not begin alike by themselves; three regions' terms do. What stands at
# the end (addresses, contacts) is the policy's own even where all policies share it.
_BANNERS = """
    WITH read AS (
        SELECT DISTINCT source_id, document_sha256
        FROM body_read
        WHERE document_sha256 IS NOT NULL
    ),
    opening AS (
        SELECT document_sha256, block_sha256
        FROM document_block
        WHERE position < $leading AND document_sha256 IN (SELECT document_sha256 FROM read)
    ),
    banner AS (
        SELECT json_extract_string(declaration, '$.service_id') AS service_id, block_sha256
        FROM read
        JOIN opening USING (document_sha256)
        JOIN tracked USING (source_id)
        GROUP BY ALL
        HAVING count(DISTINCT json_extract_string(declaration, '$.policy_type')) >= $types
    )
    SELECT document_sha256, list(DISTINCT opening.block_sha256 ORDER BY opening.block_sha256)
    FROM read
    JOIN opening USING (document_sha256)
    JOIN tracked USING (source_id)
    JOIN banner
        ON banner.block_sha256 = opening.block_sha256
        AND banner.service_id = json_extract_string(declaration, '$.service_id')
    GROUP BY document_sha256
"""
LEADING = 6
"""How many blocks at the head of a document may be a banner's."""
_TYPES = 3
"""How many types of policies must begin with it."""


def shared_banners(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """Return, by document, the names of its leading blocks that head policies of several types.

    Where the views are restricted to some sources, these must be all sources of their services.
    """
    rows = connection.execute(_BANNERS, {"leading": LEADING, "types": _TYPES}).fetchall()
    return {str(document): tuple(map(str, blocks)) for document, blocks in rows}
