import pytest

from policytrail.model import Anchor, Block, BlockKind, Document, Provision, Quote, Severity
from policytrail.provisions import find_provisions, shipped_finder
from tests.provisions.values import document

LICENCE = (
    "You grant us a worldwide, perpetual, irrevocable, royalty-free and sublicensable licence to "
    "use, reproduce, modify and distribute your content for any purpose."
)
ARBITRATION = (
    "Any dispute arising out of these Terms shall be finally settled by binding arbitration under "
    "the rules of the American Arbitration Association."
)


def types_of(text: str) -> set[str]:
    return {one.type for one in find_provisions(document(text))}


def the(kind: str, text: str) -> Provision:
    return next(one for one in find_provisions(document(text)) if one.type == kind)


def test_a_quote_beyond_its_block_cannot_be_made() -> None:
    block = Block(BlockKind.PARAGRAPH, "We sell nothing.")

    with pytest.raises(ValueError, match="no span"):
        Quote(0, block, 3, 99)


def test_an_empty_quote_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no span"):
        Quote(0, Block(BlockKind.PARAGRAPH, "We sell nothing."), 3, 3)


def test_an_excerpt_cannot_be_set_apart_from_its_block() -> None:
    found = the("content_license", LICENCE)

    with pytest.raises((AttributeError, TypeError)):
        found.quote.excerpt = "Payments are due monthly."  # type: ignore[misc] (that is the test)


def test_every_excerpt_stands_in_the_document() -> None:
    given = document(LICENCE, ARBITRATION, "We may delete your account at any time.")

    found = find_provisions(given)

    assert found
    assert all(
        one.quote.anchor_in(given).anchor is Anchor.FOUND
        and one.excerpt in given.blocks[one.quote.position].text
        for one in found
    )


def test_a_provision_names_the_document_it_was_found_in() -> None:
    given = document(LICENCE)

    assert {one.document_sha256 for one in find_provisions(given)} == {given.sha256}


def test_a_perpetual_and_irrevocable_licence_is_high_by_a_named_rule() -> None:
    found = the("content_license", LICENCE)

    assert (found.severity, found.severity_rule) == (Severity.HIGH, "perpetual_and_irrevocable")


def test_an_attribute_carries_its_own_words() -> None:
    found = the("content_license", LICENCE)

    said = {one.name: one.quote.excerpt for one in found.attributes if one.quote}

    assert said["sublicensable"] == "sublicensable"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ARBITRATION, "arbitration"),
        ("You waive any right to a trial by jury.", "jury_waiver"),
        ("You may bring claims only individually and not in a class action.", "class_action_waiver"),
        ("We may change these terms at any time without notice.", "policy_changes"),
        ("These terms are governed by the laws of the State of Oregon.", "governing_law"),
        ("The service is provided as is, without warranties of any kind.", "warranty_disclaimer"),
        ("You agree to indemnify and hold us harmless from any claim.", "indemnification"),
        ("Our total liability shall not exceed the fees paid by you.", "liability_cap"),
        ("We use your prompts to train our machine learning models.", "ai_training"),
        ("We keep your logs for 90 days.", "data_retention"),
        ("We share your information with our affiliates and partners.", "data_sharing"),
        ("You must be at least 16 years old to use the service.", "eligibility_age"),
        ("Your subscription will automatically renew each month unless cancelled.", "auto_renewal"),
        ("All sales are final and fees are non-refundable.", "refunds"),
        ("We collect faceprints and other biometric data.", "biometric_data"),
        ("Contact our data protection officer at the address below.", "dpo_contact"),
    ],
)  # fmt: skip
def test_a_plain_clause_gets_its_type(text: str, wanted: str) -> None:
    assert wanted in types_of(text)


def test_a_promise_not_to_sell_is_low_and_says_so() -> None:
    found = the("data_sale", "We do not sell your personal information to anyone.")

    assert (found.severity, found.values["denied"]) == (Severity.LOW, True)


def test_a_clause_that_keeps_class_actions_is_no_waiver() -> None:
    assert "class_action_waiver" not in types_of(
        "Nothing in these terms limits your right to join a class action."
    )


def test_a_german_policy_is_not_analysed() -> None:
    text = (
        "Wir verarbeiten die Daten der Nutzer und geben sie nicht an Dritte weiter, und die Daten "
        "werden mit dem Ende des Vertrags gelöscht, wenn sie für die Zwecke nicht mehr nötig sind."
    )

    findings = shipped_finder().find_provisions(document(text))

    assert (findings.provisions, findings.not_analysed) == ((), "language de")


def test_a_foreign_paragraph_in_an_english_policy_is_passed_over() -> None:
    english = (
        "We may end the contract with you at any time and for any reason that we see fit. " * 9
    )
    french = (
        "Nous pouvons partager les données avec des tiers pour les besoins de la publicité et vous "
        "ne pouvez pas vous y opposer dans le cadre de ce service."
    )

    findings = shipped_finder().find_provisions(document(english, french))

    assert (findings.unread, {one.quote.position for one in findings.provisions}) == ((1,), {0})


def test_neighbouring_sentences_of_one_type_make_one_quote() -> None:
    text = "We do not sell your data. We do not rent your data."

    found = [one.excerpt for one in find_provisions(document(text)) if one.type == "data_sale"]

    assert found == [text]


def test_both_of_two_contradictory_clauses_are_kept() -> None:
    texts = ("We keep your messages for 30 days.", "We keep your messages for two years.")

    found = [
        one.values["days"]
        for one in find_provisions(document(*texts))
        if one.type == "data_retention"
    ]

    assert found == [30, 730]


def test_a_clause_at_a_cut_end_is_noted() -> None:
    text = f"{LICENCE} {LICENCE} You also grant us a worldwide licence to use your content in any media and"

    found = [one for one in find_provisions(document(text)) if one.type == "content_license"]

    assert found
    assert all("ends abruptly" in one.note for one in found)


def test_a_list_item_is_read_with_what_leads_into_the_list() -> None:
    lead = Block(BlockKind.PARAGRAPH, "When you are here you may not:")
    item = Block(BlockKind.ITEM, "impair what others do here by violent or fraudulent acts;", 1)

    (found,) = [
        one for one in find_provisions(Document((lead, item))) if one.type == "acceptable_use"
    ]

    assert (found.quote.position, found.stated, found.note[:14]) == (
        1,
        "inferred",
        "Concluded from",
    )


def test_headings_are_no_clauses() -> None:
    heading = Document((Block(BlockKind.HEADING, "Binding arbitration and jury waiver", 2),))

    assert find_provisions(heading) == ()


def test_an_empty_document_has_no_provisions() -> None:
    assert find_provisions(Document(())) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Do we sell your personal data to third parties?",
        "How can you refuse or delete the cookies that we set on your device?",
        "Why do we share your personal information with advertisers?",
    ],
)
def test_a_question_states_nothing_but_its_answer_does(question: str) -> None:
    answer = "We share your personal information with advertisers."

    found = find_provisions(document(question, answer))

    assert {one.quote.position for one in found} == {1}


def test_a_mark_without_words_states_nothing() -> None:
    banned = (
        "We do not allow ads that promote hatred, violence or discrimination.",
        ">",
        "Examples of shocking content that is not allowed: bullying, gore, cruelty to animals.",
        ">",
    )
    title = Block(BlockKind.HEADING, "Prohibited content", level=2)
    given = Document((title, *(Block(BlockKind.PARAGRAPH, each) for each in banned * 6)))

    found = find_provisions(given)

    assert found
    assert all(any(map(str.isalpha, one.excerpt)) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "If any part of this arbitration clause is found unenforceable, the remaining provisions stay in effect.",
        "Binding Arbitration.",
        "Disputes with consumers are not subject to arbitration.",
        "Please read the dispute section carefully, since it affects your rights and includes mandatory arbitration.",
    ],
)
def test_a_sentence_that_only_speaks_of_arbitration_sends_no_dispute_there(text: str) -> None:
    found = [one for one in find_provisions(document(text)) if one.type == "arbitration"]

    assert [one for one in found if one.values.get("denied") is not True] == []


@pytest.mark.parametrize(
    "text",
    [
        "The API can be used by developers to interact with a variety of large language models.",
        "Our staff are trained in data protection and develop their skills every year.",
    ],
)
def test_models_that_are_used_are_not_trained(text: str) -> None:
    assert "ai_training" not in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "In accordance with the Framework, we are also liable for onward transfers to others who break it.",
        "The user has full responsibility for the ceilings of the tax law.",
    ],
)
def test_who_is_liable_excludes_no_liability(text: str) -> None:
    assert "limitation_of_liability" not in types_of(text)


def test_a_line_that_is_but_a_link_states_nothing() -> None:
    assert types_of("- [Information security course](https://example.org/security-course)") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Learn more about rights under the GDPR here.",
        "The “Data We Collect” section above details the personal data that we collect from you.",
        "**3.3 Provide, Personalize, Measure, and Improve our Advertising and Marketing**.",
        "SECTION 17 CONTAINS A BINDING ARBITRATION AND CLASS ACTION WAIVER CLAUSE.",
    ],
)
def test_a_title_or_a_pointer_states_nothing(text: str) -> None:
    assert types_of(text) == set()


def test_a_promise_never_to_exclude_liability_for_negligence_excludes_none() -> None:
    said = the(
        "limitation_of_liability",
        "In no event shall we exclude or limit our liability for death caused by our negligence.",
    )

    assert "negligence_excluded" not in said.values
    assert said.severity is Severity.MEDIUM


def test_a_place_ends_before_the_law_that_is_named_beside_it() -> None:
    said = the(
        "jurisdiction",
        "You agree that any claim must be resolved in a competent court in Ireland and Irish law "
        "will apply to it.",
    )

    assert said.values["place"] == "Ireland"
