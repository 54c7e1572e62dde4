"""How grave one clause is that comes, goes or changes: each row is weighed in both directions."""

import pytest

from tests.significance.texts import POLICY, verdict

_PROMISE = (
    "We do not share your personal data with advertisers, and we never sell it to anybody else."
)
_BASE = POLICY.replace(f"Sharing\n-------\n\n{_PROMISE}", "Rules\n-----\n\nThis is the rule.")
_LEVELS = {
    "high": {"high"},
    "worth": {"medium", "high"},
    "mild": {"none", "low", "medium"},
    "low": {"none", "low"},
}
"""What a person would answer: `worth` is worth knowing, `mild` must not ring as if it were grave."""


def _severity(old: str, new: str) -> str:
    return verdict(*(_BASE.replace("This is the rule.", text) for text in (old, new))).severity


Row = tuple[str, str, str, str]


def _wrong(rows: tuple[Row, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (before, after, expected, found)
        for old, new, forth, back in rows
        for before, after, expected in ((old, new, forth), (new, old, back))
        if (found := _severity(before, after)) not in _LEVELS[expected]
    ]


# old, new, how grave the edit is, how grave its contrary is
_PROMISES: tuple[Row, ...] = (
    ("We never use your recordings to train our models.", "", "high", "mild"),
    ("We do not sell your personal data.", "We respect your personal data.", "worth", "mild"),
    ("We do not read your private messages.", "", "worth", "mild"),
    ("Your conversations are not read by people.", "", "worth", "mild"),
    ("We will not share your health data with insurers.", "We take care of your health data.", "worth", "mild"),
    ("We never show ads to children.", "", "worth", "mild"),
    ("We encrypt your messages end to end.", "", "worth", "mild"),
    ("We warn you before we delete your photos.", "", "worth", "mild"),
    ("We do not collect:\n\n*   your location\n*   your contacts\n\n", "We do not collect:\n\n*   your contacts\n\n", "worth", "mild"),
    ("Nous ne vendons pas vos données personnelles.", "Nous prenons soin de vos données personnelles.", "worth", "mild"),
    ("Wir verkaufen Ihre personenbezogenen Daten nicht.", "Wir achten Ihre personenbezogenen Daten.", "worth", "mild"),
    ("Nous n'utilisons jamais vos messages pour entraîner nos modèles.", "", "high", "mild"),
    ("We store your messages.", "We store your messages; copies on paper are prohibited.", "mild", "mild"),
    ("We store your messages.", "We store your messages, and never on paper.", "mild", "mild"),
    ("Wir verwenden Ihre Nachrichten nie, um unsere Modelle zu trainieren.", "", "high", "mild"),
)  # fmt: skip
_ENTERPRISE: tuple[Row, ...] = (
    ("Provider shall not use Customer Data to train its models.", "Provider may use Customer Data to train its models.", "high", "mild"),
    ("Provider shall not use Customer Data to train its models.", "", "high", "mild"),
    ("Customer Data is used only to provide the Services.", "Customer Data is used to provide and improve the Services.", "worth", "mild"),
    ("The Processor notifies the Customer of a breach within 24 hours.", "The Processor notifies the Customer of a breach within 96 hours.", "worth", "mild"),
    ("Vendor's liability is limited to the fees paid in the twelve months before the claim.", "Vendor's liability is limited to the fees paid in the three months before the claim.", "worth", "mild"),
    ("Customer may audit the Processor once a year.", "", "worth", "mild"),
    ("Processor shall not engage a sub-processor without the prior written consent of Customer.", "Processor may engage sub-processors and lists them on its website.", "worth", "mild"),
    ("Provider indemnifies Customer against claims that the Service infringes a patent.", "", "worth", "mild"),
    ("", "Customer shall indemnify Provider against all claims that arise from its use of the Service.", "high", "mild"),
    ("", "Provider will indemnify Customer against claims that the Service infringes a patent.", "mild", "worth"),
    ("Fees are fixed for the term.", "Provider may raise the fees at each renewal.", "worth", "mild"),
    ("", "This agreement renews automatically for further terms of one year.", "worth", "mild"),
    ("On termination Provider returns all Customer Data.", "On termination Provider may keep all Customer Data.", "worth", "mild"),
    ("Provider assigns all rights in the Output to Customer.", "Provider retains all rights in the Output.", "worth", "mild"),
)  # fmt: skip
_RECIPIENTS: tuple[Row, ...] = (
    ("", "Lumen Hosting, which stores backups, is a further sub-processor.", "worth", "mild"),
    ("Our sub-processors are:\n\n*   Lumen, Ireland\n\n", "Our sub-processors are:\n\n*   Lumen, Ireland\n*   Nimbus Mail, India\n\n", "worth", "mild"),
    ("| Sub-processor | Place |\n|---|---|\n| Lumen | Ireland |\n\n", "| Sub-processor | Place |\n|---|---|\n| Lumen | Ireland |\n| Nimbus | India |\n\n", "worth", "mild"),
    ("We send your letters with Lumen Mail, our processor.", "We send your letters with Nimbus Mail, our processor.", "worth", "worth"),
    ("We keep these breeds:\n\n*   Orpington\n\n", "We keep these breeds:\n\n*   Orpington\n*   Sussex\n\n", "low", "low"),
    ("", "We share your precise location with advertisers.", "high", "mild"),
    ("", "We receive your browsing history from data brokers.", "worth", "mild"),
    ("We give your data to the police only with a warrant.", "We give your data to the police whenever they ask for it.", "worth", "mild"),
    ("Your data stays in the European Union.", "Your data may be processed anywhere in the world.", "worth", "mild"),
    ("", "We may scan your private messages for advertising.", "high", "mild"),
    ("", "We do not share your health data with insurers.", "mild", "worth"),
)  # fmt: skip
_TRAINED_ON: tuple[Row, ...] = (
    ("We do not train our models on the data of any customer.", "We do not train our models on the data of enterprise customers.", "high", "mild"),
    ("We train our models only on public posts.", "We train our models on public and private posts.", "high", "mild"),
    ("We train our models on the posts of adults.", "We train our models on the posts of adults and children.", "high", "mild"),
    ("You can turn off training on your content.", "You cannot turn off training on your content.", "high", "mild"),
    ("Training on your content is off unless you turn it on.", "Training on your content is on unless you turn it off.", "high", "mild"),
    ("If you live in the EU, we do not train our models on your content.", "", "high", "mild"),
    ("You may opt out of training on your messages.", "You may opt out of training on your messages if you have a paid plan.", "high", "mild"),
    ("All users may opt out of training on their content.", "Only business users may opt out of training on their content.", "high", "mild"),
    ("We train our models on your content with your consent.", "We train our models on your content.", "high", "mild"),
    ("", "We do not train our models on the content of schools.", "mild", "worth"),
    ("We train our models on your messages.", "We train our models on your messages, unless you object.", "mild", "worth"),
    ("You may not use the output of our models to train models that compete with ours.", "", "mild", "mild"),
    ("Customer agrees not to use the data of others to train a model.", "", "mild", "mild"),
    ("You may not:\n\n*   use our content to train a model;\n*   resell it.\n\n", "You may not:\n\n*   resell it.\n\n", "mild", "mild"),
    ("You can train your hens with our videos.", "You can train your hens with our new videos.", "low", "low"),
    ("", "The course teaches you to train the models that you build yourself.", "mild", "mild"),
)  # fmt: skip
_RIGHTS: tuple[Row, ...] = (
    ("", "You and Brindle settle all disputes by binding arbitration.", "high", "mild"),
    ("You can opt out of arbitration within 30 days.", "", "worth", "mild"),
    ("", "You waive your right to a jury trial.", "high", "mild"),
    ("You do not waive your right to a jury trial.", "You waive your right to a jury trial.", "high", "mild"),
    ("", "You may bring claims only in your own name and not as a member of a class.", "high", "mild"),
    ("You may sue us where you live.", "Only the courts of Aarhus hear claims against us.", "worth", "mild"),
    ("", "A claim must be filed within one year or it is barred for ever.", "worth", "mild"),
    ("We answer for damage that we cause by negligence.", "We do not answer for damage, whatever its cause.", "worth", "mild"),
    ("", "We are not liable for any loss of data.", "worth", "mild"),
    ("", "The service is provided as is and without a warranty of any kind.", "worth", "mild"),
    ("You must be at least 16 to join.", "You must be at least 13 to join.", "high", "mild"),
    ("You must be at least 21 to bid.", "You must be at least 18 to bid.", "mild", "mild"),
    ("We may close your account after three warnings.", "We may close your account for any reason.", "worth", "mild"),
    ("You can ask a person to review the decision.", "", "worth", "mild"),
)  # fmt: skip
_MONEY_AND_CONTENT: tuple[Row, ...] = (
    ("We refund unused months.", "Payments are not refunded.", "worth", "mild"),
    ("Fees are refundable within 14 days.", "Fees are non-refundable.", "worth", "mild"),
    ("", "After the trial, the plan renews at €20 per month until you cancel.", "worth", "mild"),
    ("Deleting your account is free.", "Deleting your account costs €15.", "worth", "mild"),
    ("", "You grant us a perpetual, irrevocable licence to your photos.", "high", "mild"),
    ("The licence ends when you delete your photos.", "", "worth", "mild"),
    ("You grant us a licence to show your photos to those you choose.", "You grant us a licence to use your photos for any purpose.", "high", "mild"),
    ("We keep deleted photos for 30 days.", "We keep deleted photos for as long as we like.", "worth", "mild"),
)  # fmt: skip
_DENIED: tuple[Row, ...] = (
    ("", "You do not grant Brindle or any of its partners a perpetual licence to your photos.", "mild", "worth"),
    ("", "We will never, under any circumstances whatsoever, sell your personal data.", "mild", "worth"),
    ("", "Nobody at Brindle may sell your personal data.", "mild", "worth"),
    ("", "We do nothing with your photos without your consent.", "mild", "worth"),
    ("", "No employee reads your diary without your consent.", "mild", "worth"),
    ("", "Facial recognition is not used on your photos.", "mild", "worth"),
    ("", "Voice prints are never made.", "mild", "mild"),
    ("", "We collect biometric data.", "high", "mild"),
    ("", "We do not only collect biometric data, we sell it.", "high", "mild"),
    ("", "We refuse to sell your personal data.", "mild", "worth"),
    ("", "You may not copy the pages of other keepers without prior consent.", "mild", "mild"),
)  # fmt: skip
_SMALL: tuple[Row, ...] = (
    ("Write to us at 4 Mill Road, Ely.", "Write to us at 6 Mill Road, Ely.", "low", "low"),
    ("Our office is open until five.", "Our office is open until six.", "low", "low"),
    ("You can search our pages by breed.", "You can search our pages by breed and by town.", "low", "low"),
    ("We thank the keepers who wrote this.", "We thank the keepers and vets who wrote this.", "low", "low"),
    ("You must be at least 13 years old.", "You must be at least thirteen years old.", "low", "low"),
    ("We may call you about an order.", "We may write to you about an order.", "low", "low"),
)  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [_PROMISES, _ENTERPRISE, _RECIPIENTS, _TRAINED_ON, _RIGHTS, _MONEY_AND_CONTENT, _DENIED, _SMALL],
    ids=["promises", "enterprise", "recipients", "training", "rights", "money", "denied", "small"],
)  # fmt: skip
def test_a_clause_weighs_what_it_does_to_those_whom_it_binds(rows: tuple[Row, ...]) -> None:
    assert _wrong(rows) == []
