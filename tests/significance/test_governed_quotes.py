"""Quotes keep the condition and the denial that govern the words quoted."""

from tests.significance.texts import between

_REST = "we use data that vets and other keepers give us about your yard off the club grounds, with gates and lamps."
_RULES = (
    "1.5. Rules of Use. Except where such a rule is void under the law, you may not: (i) pluck, weigh, paint or otherwise "
    "handle any hen of the club; (ii) copy the eggs of the club; (iii) rent, lend or sell the yard; (iv) take off any ring; "
    "(v) use the yard to raise a rival flock of hens; (vi) send or otherwise give to Brindle data or photos that are subject to "
    "special care under the laws of any state, such as the health of a keeper; or (vii) let others do so."
)


def test_words_that_became_a_condition_are_told_as_one() -> None:
    found = between(
        f"\n## Yards\n\nTo show you better hens, {_REST}\n",
        f"\n## Yards\n\nIf we show you hens on Club Grounds, {_REST}\n",
    )

    assert 'becomes "If we show you hens on Club Grounds, we use data' in found.summary
    assert 'becomes "If we show you hens on Club Grounds' in found.headline


def test_edited_words_behind_a_denial_are_quoted_with_it() -> None:
    rest = "give the weights of your hens with their names, their colours, their rings and the very town of their yard to {} who ask for them."
    found = between(
        f"\n## Weights\n\nWe do not {rest.format('feed merchants')}\n",
        f"\n## Weights\n\nWe do not {rest.format('police officers')}\n",
    )

    assert 'becomes "We do not give the weights' in found.summary
    assert found.headline.startswith('In "We do not give the weights')


def test_words_added_behind_a_denial_are_not_told_without_it() -> None:
    kept = "We do not sell the weights of your hens to feed merchants"
    fresh = (
        ", share the photos of your yard with insurers, vets and other clubs of the county, or lend the names of your hens to "
        "makers of rings and lamps"
    )
    found = between(f"\n## Sales\n\n{kept}.\n", f"\n## Sales\n\n{kept}{fresh}.\n")

    assert f'becomes "{kept}{fresh}"' in found.summary


def test_an_item_is_quoted_with_the_condition_it_begins_with() -> None:
    items = (
        "*   if you use the yard without opening an account, we may keep some of the weights of your hens with rings\n"
        "*   we may keep the photos of your hens that the cameras of the gate take each day\n"
        "*   the club may keep the maps of your yard that drones draw in spring\n"
    )
    begin = "\n## Rings\n\nThis may include:\n\n*   eggs\n"
    found = between(begin, begin + items)

    assert "if you use the yard without opening an account, we may keep" in found.summary


def test_a_later_item_of_a_written_out_list_is_told_behind_its_introduction() -> None:
    found = between(
        "\n## Use\n\n1.4. Hens. Hens are fed.\n",
        f"\n## Use\n\n1.4. Hens. Hens are fed.\n\n{_RULES}\n",
    )

    assert "special care" in found.summary
    assert 'now says "(v' not in found.summary
    assert found.summary.count("you may not") == 2


def test_an_introduction_among_the_items_is_no_ban() -> None:
    begin = "\n## Rules\n\nYou agree you will not use the yard to:\n\n*   Sell eggs that are stolen from others\n"
    found = between(
        begin,
        f"{begin}*   Use the yard for barred photo or watching practices, including to:\n"
        "*   Identify or track a keeper by the face without a lawful basis and consent\n"
        "*   Sort people by their faces to infer their race, faith or union\n"
        "*   Build lists of faces from cameras of the yard or of the street\n",
    )

    assert found.headline.startswith("3 new bans")
    assert "including to" not in found.summary


def test_a_role_before_a_company_is_no_part_of_its_name() -> None:
    found = between(
        "\n## Contact\n\nAttn: Legal: Copyright Agent Tarn.Hen Corporation\n",
        "\n## Contact\n\nAttn: Legal: Copyright Agent Zornal Hens LLC\n",
    )

    assert 'from "Tarn.Hen Corporation" to "Zornal Hens LLC"' in found.summary
