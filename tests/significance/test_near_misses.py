"""Edits that bind somebody, in the shape of what the rules mute: every one of them alerts."""

import pytest

from policytrail.diff import compare_documents
from policytrail.model import Block, BlockKind, Document
from policytrail.significance import assess_change
from policytrail.significance.classify.list_places import begins_with_day
from tests.significance.texts import AMERICAN, BRITISH, POLICY, verdict

_TAILS = (
    "You have until 3 April to object.", "Refunds are not possible.", "We are not liable for lost hens.",
    "Children are not admitted.", "You keep your rights.", "Your posts belong to Brindle.", "Arbitration is mandatory.",
    "Notice is given by e-mail.", "Disputes go to arbitration.", "Objections end on 3 April.", "No refunds after that.",
    "Danish law applies.", "The courts of Aarhus decide.", "By staying you agree.", "Fees rise in June.",
    "You pay for shipping.", "We may close inactive diaries.", "Cancel before renewal.", "Only adults can join.",
    "You waive class actions.", "Log in within a month or lose your diary.", "A free trial turns into a paid plan.",
    "Your account can be sold.", "Comments belong to Brindle.", "Search results are sold.",
    "Sie haben bis 3. April Zeit, zu widersprechen.", "Eine Erstattung ist ausgeschlossen.", "Es gilt dänisches Recht.",
    "Las disputas se resuelven por arbitraje.", "Über Streit entscheidet ein Schiedsgericht.",
    "Kinder dürfen nicht teilnehmen.", "Wir verkaufen keine Daten.", "Der Widerspruch ist kostenlos.",
    "Vous avez jusqu'au 3 avril pour vous opposer.", "Aucun remboursement n'est possible.",
    "Le droit danois s'applique.", "Nous ne vendons pas vos données.", "Les mineurs ne sont pas admis.",
    "Usted puede cancelar en cualquier momento.", "No se admiten menores.", "No vendemos sus datos.",
    "Se aplica la ley danesa.", "Non vendiamo i tuoi dati.", "I minori non sono ammessi.",
    "Si applica la legge danese.", "Não vendemos os seus dados.", "Aplica-se a lei dinamarquesa.",
    "Wij verkopen uw gegevens niet.", "Het Deense recht is van toepassing.", "Kinderen mogen niet meedoen.",
    "Nie sprzedajemy danych.", "Vi säljer inte dina uppgifter.", "我们不会出售您的数据。", "未经同意不得转载。",
    "当社はデータを販売しません。", "우리는 데이터를 판매하지 않습니다.",
)  # fmt: skip
_LINES_OF_THE_PAGE = (
    "Thanks for reading.", "All rights reserved.", "Subscribe to our newsletter today.", "Learn how we keep your data safe.",
    "Read our law blog.", "Was this page helpful?", "Don't have an account? Join us.", "Do not sell my personal information",
    "We use cookies to show you hens.", "Contact our team of vets.", "Join 4,000 keepers.", "Alle Rechte vorbehalten.",
    "My account", "How can I delete my account?", "I have lost my account.", "© 2026 Brindle. All rights reserved.",
    "You can withdraw your consent in the footer.", "Made with love in Aarhus.", "See our other hens.", "Data Processing Addendum", "Privacy choices",
)  # fmt: skip


def test_a_short_rule_after_the_last_paragraph_alerts_when_it_comes_and_when_it_goes() -> None:
    read = f"{POLICY}\nThank you for reading.\n"
    texts = {line: f"{read}\n{line}\n" for line in _TAILS}

    assert [line for line, text in texts.items() if not verdict(read, text).alert] == []
    assert [line for line, text in texts.items() if not verdict(text, read).alert] == []


def test_a_line_of_the_page_there_does_not() -> None:
    read = f"{POLICY}\nThank you for reading.\n"

    assert [line for line in _LINES_OF_THE_PAGE if verdict(read, f"{read}\n{line}\n").alert] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Refunds are possible.", "Refunds are not possible."),
        ("Danish law applies.", "Irish law applies."),
        ("Notice is given by e-mail.", "Notice is given by post."),
        ("You keep your rights.", "You give up your rights."),
        ("Kinder dürfen teilnehmen.", "Kinder dürfen nicht teilnehmen."),
        ("Les mineurs sont admis.", "Les mineurs ne sont pas admis."),
        ("The courts of Aarhus decide.", "An arbitrator decides."),
        ("You may opt out of training.", "Training needs no consent."),
        ("Nous vendons des données.", "Nous ne vendons aucune donnée."),
    ],
)
def test_a_short_rule_after_the_last_paragraph_alerts_when_it_is_edited(old: str, new: str) -> None:
    assert verdict(f"{POLICY}\n{old}\n", f"{POLICY}\n{new}\n").alert


@pytest.mark.parametrize(
    "line",
    [
        "You must be 18 to use this.",
        "We never sell your data.",
        "By using Brindle you accept this.",
        "Disputes go to arbitration.",
        "Nutzung nur für Erwachsene.",
        "Réservé aux adultes.",
        "We may read your messages.",
        "Kids are not allowed.",
        "Use is at your own risk.",
        "Wir verkaufen keine Daten.",
        "We never sell your data\n-------",
        "No refunds\n-------",
        "Arbitration is mandatory\n-------",
        "You must be 18\n-------",
        "*   What we collect\n*   How long we keep it\n*   Sharing\n*   Contact\n*   You must be 18",
    ],
)
def test_a_short_rule_before_the_first_paragraph_alerts(line: str) -> None:
    stamp = "Last updated: 3 March 2026\n"
    ruled = POLICY.replace(stamp, f"{stamp}\n{line}\n")

    assert verdict(POLICY, ruled).alert
    assert verdict(ruled, POLICY).alert


def _in_sharing(line: str) -> str:
    return POLICY.replace("Sharing\n-------\n", f"Sharing\n-------\n\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "We have updated this policy, and we now sell diaries to insurers.",
        "We have updated our terms: disputes go to arbitration.",
        "We changed our retention: diaries are kept for two years.",
        "This policy has been updated. You have until 3 April to object.",
        "We have revised this notice. Advertisers now receive diaries.",
        "We updated this policy to allow sharing with insurers.",
        "Wir haben unsere Bedingungen geändert; Tagebücher gehören jetzt Brindle.",
        "Nous avons modifié nos conditions : les journaux sont vendus aux assureurs.",
        "We are updating our terms. Continued use means that you agree.",
        "We have changed this agreement so that Brindle Inc answers for it.",
        "We have updated this policy. We sell no diaries.",
        "We have made changes to our terms and no longer offer refunds.",
    ],
)
def test_a_rule_in_a_note_on_a_revision_is_told_when_it_goes(line: str) -> None:
    assert verdict(_in_sharing(line), POLICY).alert


def test_a_note_that_points_to_the_text_before_it_is_no_news() -> None:
    note = "We've updated our Privacy Policy, effective 3 March 2026. You can view the prior Privacy Policy, which applies until then, here."

    assert not verdict(_in_sharing(note), POLICY).alert


@pytest.mark.parametrize(
    "line",
    [
        "Effective 1 May 2026: no refunds.",
        "As of 1 March 2026, arbitration is mandatory.",
        "Gültig ab 1. Mai 2026: keine Erstattung.",
        "Effective 1 May 2026, Brindle Inc replaces Brindle Ltd.",
        "Stand 1. Mai 2026: Brindle verkauft Daten.",
        "En vigueur le 1 mai 2026 : aucun remboursement.",
        "Effective 1 May 2026, diaries are public.",
        "Updated 1 May 2026: insurers read diaries.",
        "Vigente desde el 1 de mayo de 2026: sin reembolsos.",
        "We read the diaries of the last week.",
        "You must have signed in at least once this week.",
        "Wir lesen Tagebücher, die vor einem Jahr endeten.",
        "Nous lisons ce que vous avez écrit il y a un an.",
        "3 out of 10 messages are read by people.",
        "Your account is temporarily unavailable while we examine a complaint against you.",
        "You don't have permission to copy the diaries of other keepers, or to sell them.",
        "We respond to too many requests with a ban of the account that they came from.",
    ],
)
def test_a_rule_in_the_words_of_a_stamp_or_an_error_message_alerts(line: str) -> None:
    assert verdict(POLICY, _in_sharing(line)).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You may post 20 comments a day in the diary of another keeper.", "You may post 5 comments a day in the diary of another keeper."),
        ("We close accounts last used a year ago.", "We close accounts last used a month ago."),
        ("We show ads after 5 views of a diary.", "We show ads after 2 views of a diary."),
        ("Diaries older than 2 years ago are deleted from all of our systems.", "Diaries older than 5 years ago are deleted from all of our systems."),
        ("You send hens in ISO27001-certified boxes when you give them back to us.", "You send hens in ISO27701-certified boxes when you give them back to us."),
        ("You get an 18-year-olds plan once you have asked us for it in writing.", "You get a 13-year-olds plan once you have asked us for it in writing."),
        ("We keep it under Article 6 of the GDPR, as the law wants us to do.", "We keep it under Article 9 of the GDPR, as the law wants us to do."),
        ("Wir führen es nach Artikel 28 DSGVO, wie das Recht es von uns verlangt.", "Wir führen es nach Artikel 26 DSGVO, wie das Recht es von uns verlangt."),
        ("We answer under section 230 of the Act, and under no other section of it.", "We answer under section 512 of the Act, and under no other section of it."),
        ("Keepers above 18 years open a diary of hens when their parents say so.", "Keepers below 18 years open a diary of hens when their parents say so."),
        ("You [may](https://b.example/x) object to this in the way that the page for keepers sets out.", "You [may not](https://b.example/x) object to this in the way that the page for keepers sets out."),
        ("Read what [30 days](https://b.example/x) of keeping diaries mean for you and for the hens that you keep.", "Read what [90 days](https://b.example/x) of keeping diaries mean for you and for the hens that you keep."),
        ("Your photos go to vets [as well as anyone else who asks], and to nobody but them.", "Your photos go to vets, and to nobody but them."),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_an_edit_of_a_rule_in_the_shape_of_an_age_a_token_or_a_pointer_alerts(
    old: str, new: str
) -> None:
    assert verdict(_in_sharing(old), _in_sharing(new)).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We do not share your data", "We share your data"),
        ("No ads for children", "Ads for children"),
        ("Wir verkaufen Ihre Daten nicht", "Wir verkaufen Ihre Daten"),
        ("Nous ne vendons pas vos données", "Nous vendons vos données"),
        ("Refunds within 30 days", "Refunds within 14 days"),
        ("We keep data for 30 days", "We keep data for 90 days"),
        ("For keepers over 18", "For keepers over 13"),
    ],
)
def test_a_heading_that_denies_or_limits_otherwise_alerts(old: str, new: str) -> None:
    headings = (POLICY.replace("Sharing\n", f"{heading}\n") for heading in (old, new))

    assert verdict(*headings).alert


_LISTS = """
We collect:

*   your name
*   your e-mail address
*   the photos of your hens

We do not collect, in any way or at any time:

*   your location
*   your religion
*   your health

We share with insurers:

*   your name

"""


def test_an_entry_that_changes_lists_alerts() -> None:
    before = POLICY.replace("How long we keep it", f"{_LISTS}\nHow long we keep it")
    location, photos = "*   your location\n", "*   the photos of your hens\n"
    moved = before.replace(location, "").replace(photos, photos + location)
    shared = before.replace(
        "insurers:\n\n*   your name\n", "insurers:\n\n*   your name\n*   your e-mail address\n"
    )

    assert verdict(before, moved).alert
    assert verdict(before, shared).alert
    assert verdict(shared, before).alert


def test_a_text_that_ends_with_the_same_line_as_before_is_whole() -> None:
    old = POLICY.replace("We collect the name", "Kontaktdaten: we collect the name")
    old = f"{old}\nKontakt\n"

    assert verdict(old, old.replace("13 months", "24 months")).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We delete your diary after ten days, once you have asked us to.", "We delete your diary after ninety days, once you have asked us to."),
        ("We share your diary with Acme Feeds, which sends you its own offers.", "We share your diary with Zenith Labs, which sends you its own offers."),
        ("Feathers Bank lends keepers the price of a coop, and asks us for their names.", "Rooster Bank lends keepers the price of a coop, and asks us for their names."),
        ("The contract is made with Brindle Ltd, which is the company that answers for it.", "The contract is made with Brindle Inc., which is the company that answers for it."),
        ("We use the photos of your hens in order to show them to other keepers.", "We use the photos of your hens in order to train our own models of hens."),
        ("The law of Denmark governs this policy, and all that keepers owe each other.", "The law of Delaware governs this policy, and all that keepers owe each other."),
        ("You pay monthly for the service, and we send you the receipt on that day.", "You pay yearly for the service, and we send you the receipt on that day."),
        ("Half of the fee goes to the keepers, and the rest of it goes to the vet.", "Quarter of the fee goes to the keepers, and the rest of it goes to the vet."),
        ("We give the diary to insurers, who read it before they insure any of your hens.", "We give the diary to advertisers, who read it before they insure any of your hens."),
        ("Disputes are settled by the courts, and each side bears the costs of its own.", "Disputes are settled by arbitration, and each side bears the costs of its own."),
        ("Adults have to agree before a child joins, and we ask them for a letter.", "Adults ought to agree before a child joins, and we ask them for a letter."),
        ("We read the diaries by machine and we show you the vets that fit your hens best.", "We read the diaries by hand and we show you the vets that fit your hens best."),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_another_spelling_throughout_hides_no_other_subject(old: str, new: str) -> None:
    american, british = (f"{POLICY}\n{AMERICAN}\n", f"{POLICY}\n{BRITISH}\n")

    assert verdict(f"{american}{old}\n", f"{british}{new}\n").alert
    assert verdict(f"{british}{old}\n", f"{american}{new}\n").alert


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("You can ask us for it in ways like a letter, at any time of the year.", "You can ask us for it in ways such as a letter, at any time of the year."),
        ("You get the coop while you hold the plan, and you send it back after.", "You get the coop whilst you hold the plan, and you send it back after."),
        ("Take a look at the page of the shop, where it is set out for you.", "Have a look at the page of the shop, where it is set out for you."),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_a_word_of_the_other_spelling_is_no_news_in_either_direction(
    american: str, british: str
) -> None:
    old, new = f"{POLICY}\n{AMERICAN}\n{american}\n", f"{POLICY}\n{BRITISH}\n{british}\n"

    assert not verdict(old, new).alert
    assert not verdict(new, old).alert


def test_a_day_at_the_start_of_a_line_is_no_number_of_a_clause() -> None:
    assert begins_with_day("3. April ist der letzte Tag für einen Widerspruch.")
    assert not begins_with_day("3. Zeit bleibt bis zum April.")


def _paragraphs(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def test_a_day_at_the_start_of_a_paragraph_that_changes_alerts() -> None:
    lead = "Diese Regeln gelten für alle Halter, die bei uns ein Tagebuch ihrer Hühner führen."
    old, new = (
        _paragraphs(lead, f"{day}. April ist der letzte Tag für den Widerspruch gegen diese Regeln, nach dem sie gelten.")
        for day in (3, 9)
    )  # fmt: skip

    assert assess_change(compare_documents(old, new), old, new).alert


@pytest.mark.parametrize(
    "entry",
    ["Keystrokes", "Insurers", "Voice recordings", "Gesundheitsdaten", "Données de santé", "Datos de salud", "Standort"],
)  # fmt: skip
def test_a_word_that_joins_or_leaves_a_list_of_the_policy_alerts(entry: str) -> None:
    longer = POLICY.replace("*   the messages", f"*   {entry}\n*   the messages")

    assert verdict(POLICY, longer).alert
    assert verdict(longer, POLICY).alert
