"""What one new clause is about, and what it is not about though it uses a word of it."""

from policytrail.clause_changes import types_come_or_gone
from policytrail.diff import compare_documents
from policytrail.extract import read_markdown
from policytrail.model import DocumentPair
from policytrail.provisions import shipped_taxonomy
from policytrail.significance.lexicon import list_names, word_list
from tests.significance.texts import verdict

_BASE = """
Brindle Terms
=============

Brindle runs a place where keepers of hens meet, and these terms say what holds there.

More
----

{}

Hens like corn, and keepers who come to the meeting in spring bring some of it for the hens of others.
"""

# A clause, its topics, and topics that it only seems to have.
_CLAUSES = (
    ("You and Brindle settle every dispute by binding arbitration under the rules of the JAMS.", "arbitration", "data_use"),
    ("Claims may be brought only one by one, and you take part in no class action.", "class_action_waiver", "payment_fees"),
    ("Brindle is not liable for indirect or consequential damages.", "liability", "cookies_tracking"),
    ("The service is provided as is, and Brindle disclaims all implied warranties of merchantability.", "warranty", "children"),
    ("You will indemnify Brindle and hold it harmless from the claims of others.", "indemnity", "data_retention"),
    ("Brindle may suspend or terminate your account if you break these terms.", "termination", "children"),
    ("You grant Brindle a worldwide, royalty-free licence to host and reproduce your content.", "content_license", "refunds_cancellation"),
    ("The trademarks and copyrights of Brindle stay its own intellectual property.", "ip", "data_sharing"),
    ("Brindle may use your messages to train its machine learning models.", "ai_training", "arbitration"),
    ("We collect your IP address and the precise location of your device.", "data_collection", "payment_fees"),
    ("We share your personal data with third parties who are our partners.", "data_sharing", "warranty"),
    ("Your messages are retained for 30 days and are deleted after that.", "data_retention", "refunds_cancellation"),
    ("We set cookies and pixels, and other sites set their own trackers.", "cookies_tracking", "termination"),
    ("You have the right to access your data and to lodge a complaint with a supervisory authority.", "user_rights", "payment_fees"),
    ("Children under 13 may not join, and parents agree for older minors.", "children", "cookies_tracking"),
    ("Data is transferred to the United States under the standard contractual clauses.", "international_transfer", "refunds_cancellation"),
    ("We encrypt your messages and tell you of a security breach.", "security", "arbitration"),
    ("The subscription fee is €5 per month and is charged to your card in advance.", "payment_fees", "children"),
    ("You can cancel your order and get a full refund within 14 days.", "refunds_cancellation", "cookies_tracking"),
    ("We give you 30 days' notice before we change these terms.", "policy_changes", "children"),
    ("These terms are governed by the laws of Ireland, and its courts have jurisdiction.", "governing_law", "data_collection"),
    ("You may not harass other keepers, scrape the site or post spam.", "acceptable_use", "data_retention"),
    ("We remove posts that break our community guidelines, and you may report them to our moderators.", "content_moderation", "payment_fees"),
    ("You must be at least 18 years old and live in a country that we serve.", "eligibility", "cookies_tracking"),
    ("This contract is with Brindle Ireland Ltd, a company registered in Dublin.", "legal_entity", "cookies_tracking"),
    ("Write to us at privacy@brindle.example or call our data protection officer.", "contact", "arbitration"),
    ('"Output" means whatever the service makes from your input.', "definitions", "arbitration"),
    ("We show personalised ads, and advertisers can target them at you.", "advertising", "arbitration"),
    ("You may call the API with your own API key, within the rate limits for developers.", "api_developer", "children"),
    ("We answer requests of law enforcement that come with a subpoena or a warrant.", "law_enforcement", "payment_fees"),
    ("Sellers pay a commission for each item that they list on the marketplace.", "sellers_marketplace", "cookies_tracking"),
    # Other languages.
    ("Nous conservons vos messages pendant 30 jours.", "data_retention", "payment_fees"),
    ("Wir geben Ihre Daten an Empfänger in anderen Ländern weiter.", "data_sharing", "payment_fees"),
    ("Nous utilisons des cookies et des traceurs.", "cookies_tracking", "payment_fees"),
    ("Die Haftung von Brindle ist ausgeschlossen.", "liability", "cookies_tracking"),
    ("Las disputas se resuelven por arbitraje.", "arbitration", "data_use"),
    ("Usamos cookies de terceros.", "cookies_tracking", "payment_fees"),
    # A word of a subject that the clause is not about.
    ("Children's books about hens are sold in our shop.", "", "eligibility"),
    ("The film about the arbitrator of the hen fair is shown on Sunday.", "", "class_action_waiver"),
    # The finder of clauses takes "Hens that share a coop lay more" for data sharing, and the topic follows it.
    ("Hens that stay together in a coop lay more.", "", "data_sharing"),
    ("We train dogs that guard the coops.", "", "ai_training"),
    ("Bake the cookies for ten minutes.", "", "data_retention"),
    ("The minor repairs of the coop took a week.", "", "children"),
)  # fmt: skip


def test_a_clause_is_about_what_it_rules_and_not_what_it_mentions() -> None:
    empty = _BASE.format("")
    found = [(row, verdict(empty, _BASE.format(row[0])).topics) for row in _CLAUSES]

    assert [
        (row, topics)
        for row, topics in found
        if (row[1] and row[1] not in topics) or row[2] in topics
    ] == []


def test_each_topic_names_the_types_of_clauses_about_it() -> None:
    taxonomy = shipped_taxonomy().by_id

    assert set(list_names("topic_types")) == set(list_names("topics"))
    for topic in list_names("topics"):
        assert [kind for kind in word_list("topic_types", topic) if kind not in taxonomy] == []


def test_clauses_count_for_a_topic_where_the_edit_brings_or_takes_them() -> None:
    old = read_markdown(
        "Terms\n=====\n\nThese terms bind keepers of hens.\n\nWe sell no data of keepers to anyone.\n"
    )
    new = read_markdown(
        "Terms\n=====\n\nThese terms bind keepers of hens.\n\nWe sell no data of keepers to anyone.\n\n"
        "You will indemnify Brindle and hold it harmless from the claims of others.\n"
    )
    pair = DocumentPair(old, new, compare_documents(old, new))

    assert types_come_or_gone(pair) == {"indemnification": 1}
    assert types_come_or_gone(DocumentPair(new, new, compare_documents(new, new))) == {}
