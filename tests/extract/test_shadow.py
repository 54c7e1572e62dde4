from tests.extract.pages import CLAUSES, texts


def test_a_shadow_root_in_the_markup_is_text_where_it_stands() -> None:
    host = "<pay-terms><template shadowrootmode=open><p>You may pay by card.</p></template></pay-terms>"

    blocks = texts(f"<main><h1>Terms</h1>{CLAUSES}{host}<p>The end.</p></main>")

    assert blocks[-2:] == ["You may pay by card.", "The end."]


def test_a_slot_shows_what_the_page_puts_into_it() -> None:
    root = "<template shadowrootmode=open><h2>Paying</h2><slot></slot><slot name=end><p>No fee.</p></slot></template>"
    host = f"<pay-terms>{root}<p>You may pay by card.</p></pay-terms>"

    blocks = texts(f"<main><h1>Terms</h1>{CLAUSES}{host}</main>")

    assert blocks[-3:] == ["Paying", "You may pay by card.", "No fee."]


def test_what_stands_in_no_slot_is_not_shown() -> None:
    root = "<template shadowrootmode=open><p>You may pay by card.</p></template>"

    blocks = texts(f"<main><h1>Terms</h1>{CLAUSES}<pay-terms>{root}<p>Old.</p></pay-terms></main>")

    assert blocks[-1] == "You may pay by card."


def test_a_whole_policy_in_a_shadow_root_is_read() -> None:
    root = f"<template shadowrootmode='open'><main><h1>Terms</h1>{CLAUSES}</main></template>"

    assert texts(f"<body><policy-view>{root}</policy-view></body>")[0] == "Terms"


def test_an_ordinary_template_is_no_text() -> None:
    blocks = texts(
        f"<main><h1>Terms</h1>{CLAUSES}<template><p>Draft of a row.</p></template></main>"
    )

    assert "Draft of a row." not in blocks
