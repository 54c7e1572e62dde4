"""Kinds of noise that once alerted, each with the real edit beside it that must still alert."""

import pytest

from policytrail.model import Kind, Severity
from tests.significance.texts import AMERICAN, BRITISH, POLICY, codes, edit, verdict

_LIST = "We keep your data: (i) while your account is open; and (ii) while the law says so; and (iii) while a claim is open."


def _reworded(old: str, new: str) -> tuple[bool, set[str]]:
    found = verdict(f"{POLICY}\n{old}\n", f"{POLICY}\n{new}\n")
    return found.alert, codes(found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("If we reasonably believes that a hen is ill, we call a vet for it at our own cost.", "If we reasonably believe that a hen is ill, we call a vet for it at our own cost.", "grammar"),
        (_LIST, _LIST.replace("open; and (ii)", "open; (ii)"), "grammar"),
        ("Write to Brindle Ltd, 12 Henhouse Street, Suite 5, Ely, United Kingdom, for a copy of it all.", "Write to Brindle Ltd, 12 Henhouse St., Ste 5, Ely, U.K., for a copy of it all.", "notation"),
        ("You may send the hen back within thirty (30) days if it lays no eggs at all in your garden.", "You may send the hen back within 30 days if it lays no eggs at all in your garden.", "notation"),
        ("If you are not sure whether your hen counts as a pet, please contact Brindle Support.", "If you are not sure whether your hen counts as a pet, please contact us through the Brindle Support portal.", "pointer"),
        ("The farms that take part are listed at https://brindle.example/farms and change each spring.", "The farms that take part are listed at [this page](https://brindle.example/farms) and change each spring.", "pointer"),
        ("We keep the names of your hens for the law of coops and for nothing else at all.", "We keep the names of your hens for the law of coops[2] and for nothing else at all.", "cross_reference"),
    ],
    ids=lambda value: value[:25],
)  # fmt: skip
def test_drafting_is_mended_without_an_alert(old: str, new: str, code: str) -> None:
    alert, reasons = _reworded(old, new)

    assert not alert
    assert code in reasons


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_LIST, _LIST.replace("; and (iii)", "; or (iii)")),
        ("You may send the hen back within 30 days if it lays no eggs at all.", "You may send the hen back within 14 days if it lays no eggs at all."),
        ("Please contact us by e-mail at any time about the hens that we hold for you.", "Please contact us by letter at any time about the hens that we hold for you."),
        ("The farms are listed at https://brindle.example/farms and change each spring.", "The farms are listed at https://coop.example/farms and change each spring."),
        ("We share the name of your hen with the vet that your neighbour chose for it.", "We share the names of your hens with the vets and insurers that your neighbour chose."),
    ],
    ids=lambda value: value[-25:],
)  # fmt: skip
def test_an_edit_that_looks_like_drafting_alerts(old: str, new: str) -> None:
    assert _reworded(old, new)[0]


def test_a_name_that_changed_everywhere_is_no_news() -> None:
    text = (
        POLICY
        + """
Under the Coop Data Act (CODA) you may ask us for a copy of what we hold about your hens.

We keep the records that CODA names for as long as it asks us to keep them, and no longer.

If CODA and this policy differ in what they say of your hens, what CODA says counts.
"""
    )

    found = verdict(text, text.replace("CODA", "HENDA").replace("Coop Data", "Hen Data"))

    assert (found.alert, found.kind) == (False, Kind.EDITORIAL)
    assert "renamed" in codes(found)


def test_a_company_that_changed_everywhere_is_news() -> None:
    assert verdict(POLICY, POLICY.replace("Brindle Ltd", "Speckle Ltd")).alert


_ROWS = "\n".join(
    f"| _hen{number} | 1 year | app.hens.example www.hens.example cdn.hens.example |"
    for number in range(8)
)
_TABLE = f"{POLICY}\n| Name | Time | Hosts |\n| --- | --- | --- |\n{_ROWS}\n| _owl | 1 year | www.hens.example |\n"


def test_lines_of_cells_that_a_converter_dropped_are_no_news() -> None:
    found = verdict(
        _TABLE, _TABLE.replace("app.hens.example www.hens.example cdn", "app.hens.example cdn")
    )

    assert not found.alert
    assert "torn_rows" in codes(found)


def test_a_host_that_left_one_row_is_news() -> None:
    row = "| _hen3 | 1 year | app.hens.example www.hens.example cdn.hens.example |"

    assert verdict(_TABLE, _TABLE.replace(row, row.replace("www.hens.example ", ""))).alert


@pytest.mark.parametrize(
    "added",
    [
        "EggsFeedCoopsFencesVetsInsuranceMoreShop",
        "*   A new coop for old hens\n*   by henkeeper\n*   20 hours ago\n*   3 comments\n",
        "Your preferences will apply to this website only. You can change your preferences at any time by returning to this site and clicking the button at the foot of the page.",
    ],
    ids=["menu", "feed", "consent tool"],
)
def test_what_a_page_adds_of_itself_is_no_news(added: str) -> None:
    found = verdict(POLICY, f"{POLICY}\n{added}\n")

    assert (found.alert, found.kind) == (False, Kind.CHROME)


_MENU = (
    "Hen AcademyHomeFilm coursesStoriesGet startedBecome a keeperFinding your way as a beginnerGetting started with your first coop"
    "8 hints for keepersBuild a run in a dayAccountsHow to name your coopBadges 101: how to get the golden combChoosing a nameKeepers"
)


def test_an_entry_that_a_long_menu_gains_is_no_news() -> None:
    longer = _MENU.replace(
        "Keepers",
        "Growing your small flock in 4 easy stepsUsing good films of your coop to please other keepersAvoiding the most common mistakes of young keepersBuilding a steady feeding habit with these 3 hintsKeepers",
    )
    found = verdict(f"{POLICY}\n{_MENU}\n", f"{POLICY}\n{longer}\n")

    assert (found.alert, found.kind) == (False, Kind.CHROME)


def test_a_rule_among_the_entries_of_a_menu_is_news() -> None:
    longer = _MENU.replace(
        "Choosing a name", "You must not share your password with other keepers.Choosing a name"
    )

    assert verdict(f"{POLICY}\n{_MENU}\n", f"{POLICY}\n{longer}\n").alert


def test_a_name_that_a_cell_of_names_gains_is_news() -> None:
    names = "Brindle of ElyLumen Feeds of YorkPerch of BathRoost of LeedsBarn of HullMill of RiponCoop of TruroNest of WellsGrit of StokeComb of Derby"
    table = f"{POLICY}\n\n| Cookie | Whose |\n| --- | --- |\n| _hen | {names} |\n"

    assert verdict(table, table.replace("Mill of Ripon", "Mill of RiponStraw of Exeter")).alert


_PARTIES = """Name of the exporter: Brindle Ltd

Contact of the exporter:

Head of Coops coops@brindle.example

Activities relevant to the hens that are handed over: the feeding of hens as the agreement says.

Role: controller"""
_JOINED = _PARTIES.replace("coops@brindle.example\n\nA", "coops@brindle.exampleA").replace(
    "Coops c", "Coopsc"
)


def test_lines_that_run_into_each_other_are_no_news() -> None:
    apart, joined = f"{POLICY}\n\n{_PARTIES}\n", f"{POLICY}\n\n{_JOINED}\n"

    assert [verdict(*texts).kind for texts in ((apart, joined), (joined, apart))] == [
        Kind.TECHNICAL,
        Kind.TECHNICAL,
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("feeding of hens", "feeding and sale of hens"), ("Head of Coops", "Head of Nests")],
)
def test_an_edit_of_lines_that_run_into_each_other_is_news(old: str, new: str) -> None:
    assert verdict(f"{POLICY}\n\n{_PARTIES}\n", f"{POLICY}\n\n{_JOINED.replace(old, new)}\n").alert


def test_suggested_searches_are_no_news_whether_they_ask_or_not() -> None:
    old = "*   What is a coop?\n*   How do hens sleep?\n*   Feed for winter\n*   Is my hen ill?\n"
    new = "*   What is a nest?\n*   Coops for beginners\n*   Do hens swim?\n*   Is my hen old?\n"

    assert not verdict(f"{POLICY}\n{old}", f"{POLICY}\n{new}").alert


_STRIPS = (
    ("Is my hen ill?", "Call a vet", "Feed for ill hens"),
    ("What is grit?", "Buy grit", "Shells in the feed"),
    ("How do I clean a nest?", "Straw or hay", "Report a mite"),
    ("Do hens swim?", "Build a pond", "Hens and ducks"),
    ("Is a fox near?", "Mend a fence", "Lost hens"),
    ("How old do hens get?", "Tell a hen's age", "Old hens and eggs"),
)


def _help_page(strips: tuple[tuple[str, ...], ...]) -> str:
    """Return a page of answers with lines to choose from behind each."""
    answers = (
        f"Rule {number} of the yard says that you keep the hens of coop {number} warm in the winter.\n\n"
        + "".join(f"{line}\n\n" for line in strip)
        for number, strip in enumerate(strips)
    )
    return f"{POLICY}\n" + "".join(answers)


def test_lines_that_a_help_page_offers_behind_its_answers_are_no_news() -> None:
    others = (
        ("Is my egg green?", "Paint a coop", "Feed for old hens"),
        *_STRIPS[1:5],
        ("How old do hens get?", "Old hens and eggs"),
    )
    found = verdict(_help_page(_STRIPS), _help_page(others))

    assert (found.alert, found.kind) == (False, Kind.CHROME)


@pytest.mark.parametrize("line", ["No refunds", "We sell your data."])
def test_a_rule_among_the_lines_that_a_help_page_offers_is_news(line: str) -> None:
    others = (("Is my hen ill?", line, "Feed for ill hens"), *_STRIPS[1:])

    assert verdict(_help_page(_STRIPS), _help_page(others)).alert


def test_short_lines_that_no_question_accompanies_are_news() -> None:
    asked = tuple((strip[0].rstrip("?"), *strip[1:]) for strip in _STRIPS)
    others = (("Is my egg green", "Paint a coop", "Feed for old hens"), *asked[1:])

    assert verdict(_help_page(asked), _help_page(others)).alert


def test_a_notice_of_terms_to_come_is_news_above_the_text_too() -> None:
    notice = "We’re updating the Brindle Feed Terms. The updates go into effect on May 20, 2026. Read the new terms.\n"

    assert verdict(POLICY, notice + POLICY).alert


def test_a_text_that_is_spelt_otherwise_throughout_is_another_edition() -> None:
    found = verdict(
        f"{POLICY}\n{AMERICAN}\n",
        f"{POLICY}\n{BRITISH}\nKeepers who live in Kent may sue us in the courts of Kent.\n",
    )

    assert (found.alert, found.kind) == (False, Kind.VARIANT)


def test_an_edition_for_another_region_is_no_news() -> None:
    lines = [
        f"We use the photo number {number} of your hen for as long as you keep it with us."
        for number in range(6)
    ]
    for_eea = "This policy applies if you live in the European Economic Area.\n\n" + "\n\n".join(lines)  # fmt: skip
    for_us = "This policy applies if you live in the United States.\n\n" + "\n\n".join(
        line.replace("for as long as you keep it with us", "until you ask us in writing to stop")
        for line in lines
    )

    found = verdict(for_eea + POLICY, for_us + POLICY)

    assert (found.alert, found.kind) == (False, Kind.VARIANT)
    assert "other_edition" in codes(found)


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("Files in private diaries are shown to nobody and are not used for improving the service.", "Files in private diaries are shown to nobody.", Severity.HIGH),
        ("Keepers must be at least 18 years old to open an account for their hens.", "Keepers must be at least 13 years old to open an account for their hens.", Severity.HIGH),
        ("With the diary on, we collect photos, notes, and edits of the content.", "With the diary on, we collect photos, notes, searches, sounds, and edits of the content.", Severity.MEDIUM),
        ("If you sell eggs you must subscribe to the market plan of Brindle first.", "If you sell eggs we ask you to subscribe to the market plan of Brindle first.", Severity.MEDIUM),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_short_edits_weigh_by_what_they_give_away(old: str, new: str, severity: Severity) -> None:
    text = f"{POLICY}\n{old}\n"

    assert edit(old, new, text).severity is severity


def test_an_edit_in_the_part_that_was_there_is_told_when_the_rest_comes() -> None:
    rest = "\n\n".join(
        f"Chapter {number} of the rules of the market says how eggs of size {number} are sold, by whom, and what happens to those that break on the way."
        for number in range(90)
    )
    text = f"{POLICY}{POLICY.replace('Brindle', 'Speckle')}"
    whole = f"{text}\n{rest}\n"

    assert codes(verdict(text, whole)) == {"recovered"}
    assert verdict(text, whole.replace("13 months after", "24 months after")).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We share statistics with researchers.", "We share your personal data with researchers."),
        ("You can delete your account.", "You cannot delete your account."),
        ("We may suspend your account.", "We will suspend your account."),
    ],
    ids=lambda value: value[:25],
)
def test_a_short_sentence_after_the_last_long_one_alerts(old: str, new: str) -> None:
    found = verdict(f"{POLICY}\n\n{old}\n", f"{POLICY}\n\n{new}\n")

    assert found.alert


@pytest.mark.parametrize(
    "line", ["Follow us for news.", "Sign up to our newsletter today.", "Help us improve."]
)
def test_a_line_of_the_page_after_the_last_sentence_does_not(line: str) -> None:
    found = verdict(f"{POLICY}\n\n{line}\n", f"{POLICY}\n\nBack to top\n")

    assert not found.alert


def _before_contact(text: str) -> str:
    """Return the policy with a text before its last section."""
    return POLICY.replace("Contact\n-------", f"{text}\n\nContact\n-------")


_ITEMS = (
    "You may join if (a) you are sixteen, or (b) your parents agree to it, and (c) you pay the fee."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We delete it within (30) days of the last egg of your hen.", "We delete it after (30) days of the last egg of your hen."),
        ("You may send the hen back for thirty (30) days if it lays no eggs.", "You may send the hen back for sixty (30) days if it lays no eggs."),
        (_ITEMS, _ITEMS.replace("or (b)", "(b)")),
        ("", "Our partners are PayPal, YouTube, LinkedIn and TikTok."),
        ("", "*   PayPal\n*   YouTube\n*   LinkedIn\n*   TikTok\n"),
        ("We give your name to nobody.", "We give your name to nobody, but PayPal, YouTube, LinkedIn, TikTok."),
        ("", "We and our partners store and access your messages, and we sell them to advertisers."),
    ],
    ids=["within", "sixty (30)", "other conjunction", "names in a row", "names as items", "names in a sentence", "partners"],
)  # fmt: skip
def test_a_change_of_meaning_in_the_shape_of_noise_alerts(old: str, new: str) -> None:
    assert verdict(_before_contact(old), _before_contact(new)).alert


_RULE = "If you do not log in for ninety days, what you wrote goes to the other keepers of your town for their own use."


def test_a_clause_beside_a_consent_dialogue_alerts() -> None:
    dialogue = (
        "We and our 80 partners store and/or access information on a device, such as cookies."
    )

    assert not verdict(POLICY, _before_contact(dialogue)).alert
    assert verdict(POLICY, _before_contact(f"{dialogue}\n\n{_RULE}")).alert


def test_a_clause_above_a_menu_alerts() -> None:
    entries = ["Home", "Shop", "Coops", "Feed", "Vets", "Prices", "Blog", "About", "Jobs", "Press", "Help", "Map", "News", "Fairs", "Films", "Books"]  # fmt: skip
    menu = "\n\n".join(entries)

    assert not verdict(POLICY, f"{POLICY}\n{menu}\n").alert
    assert verdict(POLICY, f"{POLICY}\n{_RULE}\n\n{menu}\n").alert


def test_a_list_of_the_policy_at_its_end_alerts() -> None:
    kinds = [
        "face",
        "voice",
        "hands",
        "gait",
        "health",
        "faith",
        "income",
        "debts",
        "friends",
        "photos",
        "notes",
        "calls",
        "places",
        "purse",
        "home",
        "car",
    ]
    heading = "What we take\n------------\n\n"

    assert verdict(
        POLICY, f"{POLICY}\n{heading}" + "\n\n".join(f"Your {kind}" for kind in kinds)
    ).alert


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("Amplitude", "Facebook", ("We send your visits to {}, which counts them.", "How {} counts is for it to say.", "What {} has counted stays there.")),
        ("Ireland", "Texas", ("The laws of {} hold for these terms and for your hens.", "We may sue in {} too.", "The courts of {} decide.")),
    ],
)  # fmt: skip
def test_another_recipient_or_place_throughout_is_news(
    old: str, new: str, sentences: tuple[str, ...]
) -> None:
    text = _before_contact("\n\n".join(sentences))

    assert verdict(text.replace("{}", old), text.replace("{}", new)).alert


@pytest.mark.parametrize(
    "readers", ["the EEA", "the European Economic Area and the United Kingdom"]
)
def test_an_edition_that_is_rewritten_for_its_own_region_is_news(readers: str) -> None:
    lines = [f"We use the photo number {number} of your hen while you keep it." for number in range(6)]  # fmt: skip
    text = "This policy applies if you live in {}.\n\n" + "\n\n".join(lines) + POLICY

    found = verdict(
        text.replace("{}", "the European Economic Area"),
        text.replace("{}", readers).replace("while you keep it", "until you ask us in writing to stop"),
    )  # fmt: skip

    assert found.alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We never sell the names of your hens to anybody who asks us for them.", "We sell the names of your hens to anybody who asks us for them."),
        ("We keep the names of your hens for 30 days after you close your account.", "We keep the names of your hens for 90 days after you close your account."),
    ],
    ids=["a denial", "a figure"],
)  # fmt: skip
def test_another_spelling_throughout_hides_no_other_rule(old: str, new: str) -> None:
    found = verdict(f"{POLICY}\n{AMERICAN}\n{old}\n", f"{POLICY}\n{BRITISH}\n{new}\n")

    assert found.alert


def test_another_page_that_was_captured_before_is_no_edition_of_the_policy() -> None:
    rules = "\n\n".join(
        f"Rule {number}: keepers of farm {number} may not share the personal data or the content of others."
        for number in range(20)
    )
    found = verdict(POLICY, f"# Rules of the yard\n\n{rules}", f"# Rules of the yard\n\n{rules}")

    assert (found.alert, found.kind, codes(found)) == (False, Kind.TECHNICAL, {"other_page"})


def test_an_edition_of_the_policy_that_was_captured_before_is_a_variant() -> None:
    other = POLICY.replace("Brindle Ltd", "Speckle Ltd").replace("13 months", "9 months")
    assert verdict(POLICY, other, other).kind is Kind.VARIANT


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        pytest.param("3 March 2026", Kind.NONE, id="same"),
        pytest.param("March 3, 2026", Kind.VARIANT, id="other-order"),
        pytest.param("March 4, 2026", Kind.EDITORIAL, id="other-day"),
    ],
)
def test_a_day_written_in_another_order_is_another_edition(new: str, kind: Kind) -> None:
    assert verdict(POLICY, POLICY.replace("3 March 2026", new)).kind is kind


def test_a_menu_in_another_order_is_page_furniture() -> None:
    places = ["Coops", "Grain", "Feeders"]
    links = [f"*   [{name} of the shop](https://brindle.example/{name})\n" for name in places]
    menus = ["".join(links), "".join(reversed(links))]
    old, new = (f"{menu}\n{POLICY}" for menu in menus)

    assert verdict(old, new).kind is Kind.CHROME


def test_clauses_in_another_order_are_the_policy() -> None:
    clauses = [
        "You may keep up to forty hens in the yard of the club while your account is open.",
        "You may lend your hens to another keeper who has an account with us and a yard of the club.",
        "You may ask us to weigh your hens, which we do on each first Monday of the month for free.",
    ]
    old, new = (
        f"{POLICY}\n" + "\n\n".join(some) + "\n" for some in (clauses, [*clauses[1:], clauses[0]])
    )

    assert verdict(old, new).kind is Kind.EDITORIAL


def test_a_log_in_form_on_both_sides_is_no_policy() -> None:
    old, new = (f"# Sign in\n\nE-mail\n\nForgot e-mail?\n\n{word}\n" for word in ("Next", "Next!"))
    found = verdict(old, new)
    assert (found.alert, found.kind) == (False, Kind.FAILURE)


def test_a_name_that_joins_a_list_without_sentences_is_told() -> None:
    old = "# Sub-processors\n\nBrindle Cloud, Inc.\n\nSpeckle Mail, Inc.\n"
    assert verdict(old, f"{old}\nHatch Analytics, Inc.\n").alert


def test_an_amount_spelt_as_the_edition_does_is_no_news() -> None:
    clauses = (
        "Keepers who {organise} a market of {colour} hens pay ${amount} to the club for each stall that they hold.",
        "We {recognise} a {favour} of the club and {authorise} the keeper to {analyse} the {behaviour} of the hens.",
        "The {centre} of the yard is {labelled} and {catalogued}, and keepers {realise} the price of the hens there.",
    )
    british = "organise colour recognise favour authorise analyse behaviour centre labelled catalogued realise"
    american = (
        "organize color recognize favor authorize analyze behavior center labeled cataloged realize"
    )
    texts = [
        POLICY
        + "\n"
        + "\n\n".join(clauses).format(
            amount="X", **dict(zip(british.split(), words.split(), strict=True))
        )
        for words in (british, american)
    ]
    old, new = texts[0].replace("$X", "USD 1,000"), texts[1].replace("$X", "$1000")

    assert verdict(old, new).kind is Kind.VARIANT
    assert verdict(old, new.replace("$1000", "$2000")).alert


def test_a_note_on_a_past_revision_that_goes_is_no_news() -> None:
    note = (
        "## Brindle Legal Hub\n\nWe recently updated our Privacy Policy.\n\nWe added more detail about hens. "
        "We also clarified that we never sell your personal data to anybody else.\n\n"
    )
    assert not verdict(f"{note}{POLICY}", POLICY).alert


def test_a_title_that_gets_its_number_is_no_news() -> None:
    clause = "You keep what we tell you of the hens of other keepers to yourself while you have an account."
    old, new = (f"{POLICY}\n{title}\n\n{clause}\n" for title in ("SECRECY.", "5.SECRECY."))
    assert not verdict(old, new).alert


def test_what_a_service_says_that_it_clarified_is_what_it_says() -> None:
    note = "We clarified that we do not sell your personal data or send your messages to advertisers or brokers."
    found = verdict(POLICY, f"{POLICY}\n## News\n\n{note}\n")
    assert found.alert
    assert "new_use" not in codes(found)


_NOTE = "We recently updated our Privacy Policy for all keepers of hens."


@pytest.mark.parametrize(
    "clause",
    [
        "We will delete your data within 30 days, as we described in section 3.",
        "Where we have added a fee, you may cancel within 14 days of it.",
        "We added more about hens. You may object to it until June.",
        "You may opt out.",
    ],
)
def test_a_clause_that_goes_with_a_note_on_a_past_revision_is_told(clause: str) -> None:
    note, rule = "## Changes", "We list here, for as long as you have an account, what we changed."
    old, new = (f"{POLICY}\n{note}\n\n{some}{rule}\n" for some in (f"{_NOTE}\n\n{clause}\n\n", ""))
    assert verdict(old, new).alert


def test_a_period_in_capitals_is_no_numbered_title() -> None:
    plans = (
        "## Plans\n\nKeepers of few hens have this time to return a coop:\n\n*   30 DAYS\n\n"
        "Keepers of many hens who pay by the year have this time to return a coop:\n\n*   60 DAYS\n"
    )
    old, new = f"{POLICY}\n{plans}", f"{POLICY}\n{plans.replace('*   30 DAYS', '')}"
    assert verdict(old, new).alert


def test_a_list_of_vendors_is_no_log_in_form() -> None:
    old = "# Sub-processors\n\nUpdated 3 March 2026\n\nBrindle Cloud\n\nSpeckle Mail\n"
    assert verdict(old, old.replace("3 March", "4 April")).kind is Kind.EDITORIAL


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(
            "*   Brindle Cloud (hosting, Ireland)\n*   Speckle Mail (e-mail, USA)", id="list"
        ),
        pytest.param(
            "| Name | Purpose | Place |\n|---|---|---|\n| Brindle Cloud | hosting | Ireland |\n| Speckle Mail | e-mail | USA |",
            id="table",
        ),
    ],
)
def test_the_country_of_a_vendor_is_never_left_to_the_opinion(entry: str) -> None:
    rule = "You may write to us at any time about the keepers of the hens that we hold for you."
    old = f"{POLICY}\n## Sub-processors\n\n{entry}\n\n{rule}\n"
    assert verdict(old, old.replace("Ireland", "USA")).alert


def test_a_translation_into_a_script_of_few_letters_is_a_variant() -> None:
    assert verdict(POLICY, _CHINESE).kind is Kind.VARIANT


_CHINESE = """
Brindle隐私政策
===============

最后更新：2026年3月3日

Brindle有限公司（以下简称“Brindle”或“我们”）为养鸡人士提供服务，本政策说明我们如何处理所了解的您的信息。

我们收集的信息
--------------

我们收集您在Brindle开设账户时提供的姓名和电子邮件地址。

*   您上传到日记中的母鸡照片及拍摄时间；
*   您通过本服务发送给其他饲养者的消息。

保留期限
--------

我们在您发送消息后保留13个月，之后从所有系统中删除。

共享
----

我们不会与广告商共享您的个人数据，也绝不会出售给任何人。

联系方式
--------

如果您想了解我们持有您的哪些信息，可以写信至privacy@brindle.example。
"""
