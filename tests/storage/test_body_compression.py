"""Bodies come back as they were, whole or against a base."""

from hypothesis import given
from hypothesis import strategies as st

from storage.body_compression import pack_body, unpack_body

PAGE = b"<p>We may share your data with our affiliates.</p>" * 400


@given(st.binary(max_size=3000))
def test_a_body_comes_back_byte_for_byte(body: bytes) -> None:
    assert unpack_body(pack_body(body).content) == body


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_a_body_packed_against_another_comes_back_byte_for_byte(body: bytes, base: bytes) -> None:
    packed = pack_body(body, ("base", base))

    assert unpack_body(packed.content, base if packed.base_sha256 else None) == body


def test_a_page_that_changed_a_little_costs_a_little() -> None:
    noise = bytes(range(256)) * 40
    packed = pack_body(PAGE + noise + b"<p>new</p>", ("base", PAGE + noise))

    assert (packed.encoding, len(packed.content) < 100) == ("zstd-delta", True)


def test_a_page_that_has_nothing_of_its_base_is_kept_whole() -> None:
    packed = pack_body(PAGE, ("base", bytes(range(256)) * 40))

    assert (packed.encoding, packed.base_sha256) == ("zstd", None)
