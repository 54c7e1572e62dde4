"""A period's kind comes from what governs it in its own clause; near misses are no such period."""

import re

import pytest

from policytrail.significance.weigh.periods import kind_of_period

_PERIOD = re.compile(
    r"\b(?:\d+|thirteen|twelve) (?:(?:business )?(?:days|months|years|hours)|jours|mois|ans|tagen?|monate|jahre)\b",
    re.IGNORECASE,
)


def kind(text: str) -> str | None:
    found = _PERIOD.search(text)
    assert found is not None
    return kind_of_period(text, *found.span())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will give you 30 days notice.", "notice_days"),
        ("We change prices on 14 days’ prior written notice.", "notice_days"),
        ("We notify you at least 60 days in advance.", "notice_days"),
        ("Changes are posted 10 days before they take effect.", "notice_days"),
        ("We may end this agreement with notice of at least 45 days.", "notice_days"),
        ("We retain your messages for 13 months.", "retention_period"),
        ("Your photos are kept for up to 90 days.", "retention_period"),
        ("Backups are deleted within 35 days.", "retention_period"),
        ("Logs are stored for a period of 12 months after you close your account.", "retention_period"),
        ("You can request a refund within 14 days.", "withdrawal_period"),
        ("You may cancel within 7 days of the purchase.", "withdrawal_period"),
        ("We refund payments for a coop made within 30 days.", "withdrawal_period"),
        ("You must cancel at least 24 hours before it renews.", "figure"),
        ("The coop is open 24 hours a day.", None),
        ("The coop is open 24 hours per day on all days.", None),
        ("There is a 30 days money-back guarantee.", "withdrawal_period"),
        ("Invoices are due within 30 days.", "payment_period"),
        ("We keep records of your payments for 30 days.", "retention_period"),
        ("We retain payment information for 30 days to send refunds.", "retention_period"),
        ("Your payment history can be read for 30 days.", "figure"),
        ("You must pay us within 10 days of the invoice.", "payment_period"),
        ("You can opt out of arbitration within 30 days.", "dispute_period"),
        ("What you paid in the 12 months period preceding the claim.", "figure"),
        ("You paid it in the 12 months before the event.", "figure"),
        ("Claims that are made within 90 days of each other.", "figure"),
        ("Your right to withdraw expires after 14 days.", "withdrawal_period"),
        ("The cookie expires after 14 days.", "retention_period"),
        ("This invitation expires after 14 days.", "figure"),
        ("A claim must be filed within 12 months.", "dispute_period"),
        ("You must reply within 5 business days.", "time_limit"),
        ("We will keep your data for 6 months.", "retention_period"),
        ("Your recordings are erased after 12 months.", "retention_period"),
        ("We store logs no longer than 90 days.", "retention_period"),
        ("Data is purged within 30 days of closure.", "retention_period"),
        ("We anonymise your searches after 18 months.", "retention_period"),
        ("Cookies expire after 13 months.", "retention_period"),
        ("You will be given at least 14 days advance notice.", "notice_days"),
        ("We will inform you 30 days before the change takes effect.", "notice_days"),
        ("Either party may terminate with 60 days written notice.", "notice_days"),
        ("Fees are payable within 14 days of receipt.", "payment_period"),
        ("Invoices must be paid within 45 days.", "payment_period"),
        ("We refund you within 14 days.", "withdrawal_period"),
        ("You have 14 days to withdraw from the contract.", "withdrawal_period"),
        ("You may return the lamp within 30 days.", "withdrawal_period"),
        ("You must bring a claim within 12 months.", "dispute_period"),
        ("You have 30 days to appeal our decision.", "dispute_period"),
        ("We try to resolve a dispute for 60 days first.", "dispute_period"),
        ("We answer within 30 days.", "time_limit"),
        ("Complete your profile within 7 days.", "time_limit"),
        ("We keep invoices for at least 7 years.", "retention_period"),
        ("We never delete it before 30 days have passed.", "retention_period"),
        ("If you do not pay within 10 days, we delete your photos.", "payment_period"),
        ("We give 30 days' notice, and keep your data.", "notice_days"),
        ("You must notify us within 30 days of the loss.", "time_limit"),
        # French and German, where the verb may stand behind.
        ("Vos données sont supprimées après 30 jours.", "retention_period"),
        ("Les journaux sont conservés 12 mois au maximum.", "retention_period"),
        ("Les factures sont conservées au moins 10 ans.", "retention_period"),
        ("Vous pouvez vous rétracter dans un délai de 14 jours.", "withdrawal_period"),
        ("Nous vous remboursons dans les 14 jours.", "withdrawal_period"),
        ("Les factures sont à payer dans les 30 jours.", "payment_period"),
        ("Nous pouvons résilier avec un préavis de 30 jours.", "notice_days"),
        ("Wir speichern Ihre Nachrichten für 13 Monate.", "retention_period"),
        ("Ihre Daten werden nach 30 Tagen gelöscht.", "retention_period"),
        ("Wir bewahren Rechnungen 10 Jahre auf.", "retention_period"),
        ("Sie können innerhalb von 14 Tagen widerrufen.", "withdrawal_period"),
        ("Die Widerrufsfrist beträgt 14 Tage.", "withdrawal_period"),
        ("Rechnungen sind binnen 30 Tagen zu zahlen.", "payment_period"),
        ("Wir kündigen Änderungen 30 Tage im Voraus an.", "notice_days"),
        ("Wir können mit einer Frist von 30 Tagen kündigen.", "notice_days"),
        # Near misses.
        ("Vous devez avoir au moins 16 ans.", None),
        ("Sie müssen mindestens 16 Jahre alt sein.", None),
        ("Parents of children under 13 years must agree.", None),
        ("La livraison prend 5 jours.", "figure"),
        ("Die Lieferung dauert 5 Tage.", "figure"),
        ("Au cours des 12 mois qui précèdent, nous n'avons rien vendu.", "figure"),
        ("You must be over 18 years to join.", None),
        ("Users under 16 years need a parent's consent.", None),
        ("It is for people aged 21 years.", None),
        ("Persons of 18 years or older may bid.", None),
        ("The warranty lasts 24 months.", "figure"),
        ("During the past 12 months we disclosed nothing.", "figure"),
        ("The founders met 10 years ago.", "figure"),
        ("Your subscription renews every 12 months.", "figure"),
        ("Notice has no meaning here; deliveries take 5 business days.", "figure"),
        ("We delete nothing; the bridge closes for 3 months.", "figure"),
        ("You can cancel at any time; the next cycle begins after 30 days.", "figure"),
        ("Children under 13 years may not use the service.", None),
        ("You must be at least 13 years old.", None),
        ("If we notify parents of users aged 13 years or older, we say why.", None),
        ("We do not answer for more than you paid in the preceding 12 months.", "figure"),
        ("We informed 40 keepers; the barn stood for 30 days.", "figure"),
        ("Notice is posted in the barn. Eggs hatch after 21 days.", "figure"),
        ("The course takes 12 months.", "figure"),
        ("In the last 12 months we sold no data.", "figure"),
    ],
)  # fmt: skip
def test_what_governs_a_period_says_which_it_is(text: str, expected: str | None) -> None:
    assert kind(text) == expected
