"""Which texts a source serves in turn."""

from policytrail.model import Evidence, Origin, VariantShare, Version
from policytrail.significance.classify.variants import find_variants
from tests.values import hour


def version(name: str, captures: int, *, is_reversion: bool = False) -> Version:
    seen = Evidence(
        capture_id="c" * 64,
        captured_at=hour(0),
        origin=Origin.LIVE,
        url="http://lumen.example/terms",
        final_url="http://lumen.example/terms",
        status=200,
        body_sha256="b" * 64,
    )
    return Version("lumen-terms", name, "r" * 64, seen, seen, captures, is_reversion)


def test_texts_that_come_and_go_are_variants_with_their_shares() -> None:
    served = [version("a", 2), version("b", 1), version("a", 1, is_reversion=True)]

    assert find_variants(served) == (VariantShare("a", 3, 0.75), VariantShare("b", 1, 0.25))


def test_a_text_that_was_left_for_good_is_no_variant() -> None:
    assert find_variants([version("a", 2), version("b", 1)]) == ()
