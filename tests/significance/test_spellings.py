"""American and British spelling and vocabulary: never told as a change, and no cover for one."""

import pytest

from policytrail.significance.classify.corrections import normal_spelling
from policytrail.significance.describe.edited_spots import edited_spots
from policytrail.significance.lexicon import word_list
from tests.significance.texts import AMERICAN, BRITISH, POLICY, verdict

_PAIRS = """
authorization authorisation, licenses licences, center centre, centers centres, centered centred, behavioral behavioural
neighborhood neighbourhood, meters metres, fibers fibres, catalogs catalogues, dialogs dialogues, programs programmes
modeling modelling, traveler traveller, counselor counsellor, marvelous marvellous, labeled labelled, totaled totalled
offenses offences, recognizable recognisable, analyzed analysed, unauthorized unauthorised, endeavors endeavours
movable moveable, likable likeable, canceled cancelled, initialed initialled
""".replace("\n", ", ")
PAIRS = [
    *(pair.split() for pair in _PAIRS.split(", ") if pair.strip()),
    *(entry.split() for entry in word_list("spellings", "spelling")),
]
_SENTENCE = "You can ask us about the {} of your hens before you use the service."


def test_both_spellings_of_a_word_are_one() -> None:
    assert [pair for pair in PAIRS if len(set(map(normal_spelling, pair))) > 1] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("for", "four"), ("or", "our"), ("filed", "filled"), ("caned", "called"), ("tiling", "tilling")],
)  # fmt: skip
def test_two_words_are_not(one: str, other: str) -> None:
    assert normal_spelling(one) != normal_spelling(other)


@pytest.mark.parametrize("pair", PAIRS[::6], ids=lambda pair: pair[0])
def test_a_spelling_alone_never_alerts(pair: list[str]) -> None:
    texts = [
        [f"{POLICY}\n{_SENTENCE.format(word)}\n" for word in (form(pair[0]), form(pair[1]))]
        for form in (str, str.capitalize)
    ]

    assert not any(verdict(old, new).alert for old, new in texts)
    assert not any(verdict(new, old).alert for old, new in texts)


def test_a_spelling_beside_a_change_is_not_told() -> None:
    spots = edited_spots(
        "Ask the Help Center of each town about a lost hen or a lost duck.",
        "Ask the Help Centre of each town about a lost hen or a lost goose.",
    )

    assert [(spot.gone, spot.come) for spot in spots] == [("duck.", "goose.")]


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("Later, Jo sees a hen at a lower price in the online store.", "Later, Jo sees a hen at a lower price in the online shop."),
        ("Feathers that you delete stay in the trash for a week.", "Feathers that you delete stay in the recycle bin for a week."),
        ("You can reach the keepers of the yard by mail at this address.", "You can reach the keepers of the yard by post at this address."),
        ("We hear of hens from non-profit groups, like the friends of ducks.", "We hear of hens from charitable groups, such as the friends of ducks."),
        ("Find your town in our Help Centers, which are open on each day.", "Find your town in our Help Centres, which are open on each day."),
        ("We might keep the diary after you delete your hens from the list.", "We might keep the diary after you've deleted your hens from the list."),
        ("You can reach the keepers of the yard in ways like mail.", "You can reach the keepers of the yard in ways such as by email."),
        ("We mend what we are asked to mend when it isn't in good order.", "We mend what we are asked to mend when it’s not in good order."),
    ],
    ids=lambda value: value[-25:],
)  # fmt: skip
def test_the_words_of_another_country_are_no_news_in_its_edition(
    american: str, british: str
) -> None:
    old, new = f"{POLICY}\n{AMERICAN}\n{american}\n", f"{POLICY}\n{BRITISH}\n{british}\n"

    assert not verdict(old, new).alert
    assert not verdict(new, old).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We store the diary of a hen that is no longer yours.", "We share the diary of a hen that is no longer yours."),
        ("We store the diary of a hen for the vet of your town.", "We print the diary of a hen for the vet of your town."),
        ("Your diary is printed with a post from each keeper.", "Your diary is printed with a page from each keeper."),
        ("We store the diary of a hen with the vet of your town.", "We sell the diary of a hen with the vet of your town."),
        ("You can buy a hen at the Store of Ribe on each day of the year.", "You can buy a hen at the Shop of Odense on each day of the year."),
        ("Your photos are deleted when you put them in the trash.", "Your photos are kept when you put them in the recycle bin."),
        ("The fee for a hen is non-refundable from the third day on.", "The fee for a hen is refundable from the third day on."),
        ("We do not pay for a hen that isn't in good order.", "We do not pay for a hen that is in good order."),
    ],
    ids=lambda value: value[:25],
)  # fmt: skip
def test_its_words_hide_no_other_rule(old: str, new: str) -> None:
    assert verdict(f"{POLICY}\n{AMERICAN}\n{old}\n", f"{POLICY}\n{BRITISH}\n{new}\n").alert
