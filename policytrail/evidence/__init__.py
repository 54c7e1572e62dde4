"""Evidence in and out: WARC files."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.evidence.content import ContentDamaged, decode_body, looks_like_text
    from policytrail.evidence.entries import Field, LedgerEntry, row_name
    from policytrail.evidence.export import (
        CaptureWithBody,
        WarcMember,
        attempt_records,
        warc_members,
        warc_records,
    )
    from policytrail.evidence.heads import (
        KeptHead,
        TreeHead,
        is_signed,
        read_head,
        read_key,
        signed_text,
    )
    from policytrail.evidence.merkle_tree import MerkleTree
    from policytrail.evidence.timestamps import QUERY_TYPE, build_query, check_answer, stamped_time
    from policytrail.evidence.wacz import ARCHIVE, WaczIndex
    from policytrail.evidence.warc import read_captures

__all__ = [
    "ARCHIVE",
    "QUERY_TYPE",
    "CaptureWithBody",
    "ContentDamaged",
    "Field",
    "KeptHead",
    "LedgerEntry",
    "MerkleTree",
    "TreeHead",
    "WaczIndex",
    "WarcMember",
    "attempt_records",
    "build_query",
    "check_answer",
    "decode_body",
    "is_signed",
    "looks_like_text",
    "read_captures",
    "read_head",
    "read_key",
    "row_name",
    "signed_text",
    "stamped_time",
    "warc_members",
    "warc_records",
]
__getattr__ = import_on_demand(__name__, __file__)
