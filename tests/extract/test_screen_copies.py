import pytest

from tests.extract.pages import CLAUSES, texts

WIDE = {
    "a framework's classes": ("show-for-medium-up", "show-for-small-only"),
    "plain words": ("policy desktop", "policy mobile"),
    "utility classes": ("hidden md:block", "block md:hidden"),
    "a builder's variants": ("ssr-variant hidden-1a2b3c4", "ssr-variant hidden-9z8y7x6"),
}
PROSE = f"<h2>Your data</h2>{CLAUSES * 2}"


@pytest.mark.parametrize(("wide", "narrow"), WIDE.values(), ids=WIDE)
def test_a_copy_for_another_width_of_the_screen_is_read_once(wide: str, narrow: str) -> None:
    copies = f"<div class='{wide}'>{PROSE}</div><div class='{narrow}'>{PROSE}</div>"

    blocks = texts(f"<main><h1>Terms</h1>{copies}</main>")

    assert blocks == texts(f"<main><h1>Terms</h1><div>{PROSE}</div></main>")


def test_a_hidden_copy_gives_way_to_the_one_that_is_seen() -> None:
    seen = "<div class=desktop id=seen><h2>1. Your data</h2>" + CLAUSES * 2 + "</div>"
    unseen = "<div class=mobile hidden><h2>1 Your data</h2>" + CLAUSES * 2 + "</div>"

    assert texts(f"<main><h1>Terms</h1>{unseen}{seen}</main>")[1] == "1. Your data"


def test_what_differs_between_the_widths_is_all_read() -> None:
    other = PROSE.replace("delete it", "sell it")
    copies = f"<div class=desktop>{PROSE}</div><div class=mobile>{other}</div>"

    assert len(texts(f"<main><h1>Terms</h1>{copies}</main>")) == 15


def test_a_clause_that_two_chapters_repeat_is_read_twice() -> None:
    chapters = f"<div class=md:flex>{PROSE}</div><div class=md:flex>{PROSE}</div>"
    plain = f"<section id=eu>{PROSE}</section><section id=us>{PROSE}</section>"

    assert texts(f"<main><h1>Terms</h1>{chapters}</main>").count("Your data") == 2
    assert texts(f"<main><h1>Terms</h1>{plain}</main>").count("Your data") == 2
