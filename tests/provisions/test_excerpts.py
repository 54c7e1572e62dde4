from dataclasses import replace

from policytrail.model import Anchor, Block, BlockKind, Document, Provision
from policytrail.provisions import find_provisions
from policytrail.provisions.excerpts import whole_excerpts

LEAD = "You agree not to:"


def document_of(*blocks: tuple[str, str]) -> Document:
    return Document(tuple(Block(BlockKind(kind), text) for kind, text in blocks))


def of_type(kind: str, given: Document) -> list[Provision]:
    return [one for one in find_provisions(given) if one.type == kind]


def test_an_introduction_is_left_to_the_items_that_say_it() -> None:
    given = document_of(
        ("paragraph", LEAD),
        ("item", "(a) scrape the service with robots or crawlers;"),
        ("item", "(b) upload viruses or other harmful code."),
    )

    found = of_type("acceptable_use", given)

    assert found
    assert not any(one.excerpt.endswith(":") for one in found)


def test_an_item_is_quoted_without_its_mark_and_keeps_the_words_that_lead_into_it() -> None:
    given = document_of(("paragraph", LEAD), ("item", "(b) upload viruses or other harmful code."))

    (found,) = of_type("acceptable_use", given)

    assert found.excerpt == "upload viruses or other harmful code."
    assert found.led_excerpt == f"{LEAD} upload viruses or other harmful code."


def test_an_introduction_whose_items_say_nothing_by_themselves_is_quoted_with_them() -> None:
    given = document_of(
        ("paragraph", "We may share your personal information with the following third parties:"),
        ("item", "Brown & Sons"),
        ("item", "Green Ltd"),
    )

    (found,) = of_type("data_sharing", given)

    assert found.excerpt.endswith("third parties:\nBrown & Sons\nGreen Ltd")
    assert found.quote.anchor_in(given).anchor is Anchor.FOUND


def test_no_excerpt_has_more_than_120_words() -> None:
    harm = ", ".join(f"loss of kind {number}" for number in range(60))
    given = document_of(
        ("paragraph", f"In no event will we be liable for any indirect damages, {harm}.")
    )

    (found,) = of_type("limitation_of_liability", given)

    assert 60 < len(found.excerpt.split()) <= 120


def test_the_later_parts_of_a_list_in_a_paragraph_are_no_clauses_of_their_own() -> None:
    parts = "; ".join(
        f"({mark}) upload viruses of the {mark} kind to the service" for mark in "abcdefghijklmnop"
    )
    given = document_of(("paragraph", f"You agree that you will not {parts}."))

    found = of_type("acceptable_use", given)

    assert [one.excerpt[:9] for one in found] == ["You agree"]


def test_a_long_run_of_colons_is_read_in_no_time() -> None:
    given = document_of(("paragraph", f"We may share your data with partners {':' * 20_000}x."))

    assert of_type("data_sharing", given)


def test_a_part_of_a_list_is_quoted_from_the_first_letter_of_its_line() -> None:
    text = "Rules of the house\nGuests may not (a) sing; (b) upload viruses or other harmful code."
    given = document_of(("paragraph", text))
    (found,) = of_type("acceptable_use", given)
    part = replace(found, quote=replace(found.quote, start=text.index("(b)")))

    (whole,) = whole_excerpts([part], given)

    assert whole.excerpt == text.partition("\n")[2]
