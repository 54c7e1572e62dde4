import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.fetch.coding import BodyTooLarge, DamagedCoding, content_encodings, undo_encodings

BODIES = st.binary(max_size=4000)
PIECES = st.integers(1, 700)


def in_pieces(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@given(BODIES, PIECES)
def test_gzip_is_undone_however_it_is_cut_into_pieces(body: bytes, size: int) -> None:
    assert undo_encodings(in_pieces(gzip.compress(body), size), ("gzip",), 4000) == body


@given(BODIES, PIECES)
def test_deflate_is_undone_with_and_without_its_header(body: bytes, size: int) -> None:
    packed = zlib.compress(body)

    assert undo_encodings(in_pieces(packed, size), ("deflate",), 4000) == body


@given(BODIES, st.data())
def test_a_gzip_stream_that_stops_early_is_damaged(body: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(body)
    end = data.draw(st.integers(1, len(packed) - 9))

    with pytest.raises(DamagedCoding):
        undo_encodings([packed[:end]], ("gzip",), 4000)


def test_a_cap_holds_for_what_is_unpacked() -> None:
    with pytest.raises(BodyTooLarge):
        undo_encodings([gzip.compress(bytes(5 << 20))], ("gzip",), 1 << 20)


def test_a_long_run_is_unpacked_whole() -> None:
    assert undo_encodings([gzip.compress(bytes(5 << 20))], ("gzip",), 6 << 20) == bytes(5 << 20)


def test_encodings_come_in_the_order_in_which_they_were_applied() -> None:
    headers = [("Content-Encoding", "x-gzip, identity"), ("content-encoding", "DEFLATE")]

    assert content_encodings(headers) == ("gzip", "deflate")


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "utf-8", "none", "aws-chunked"])
def test_a_body_that_is_text_already_is_kept_whatever_its_header_says(name: str) -> None:
    body = "<!doctype html><p>Café – “ours”, and no one else’s.</p>".encode()

    assert undo_encodings([body], content_encodings([("Content-Encoding", name)]), 1_000) == body
