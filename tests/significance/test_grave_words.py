"""A grave word is grave where its clause affirms it of the service; every row is a way to say so or to deny it."""

from policytrail.significance.weigh.grave_words import affirmed_words

_AFFIRMED = (
    "we collect biometric data.",
    "we do not only collect biometric data.",
    "not just a fee: we sell your data.",
    "we charge no fee, but we sell your data.",
    "nothing is free. we sell your data.",
    "if you do not object, we sell your data.",
    "unless you tell us not to, we sell your data.",
    "you cannot stop us from selling your data.",
    "you may not revoke the perpetual licence.",
    "we need not ask before we sell your data.",
    "we may change this without your consent.",
    "you agree that we use your photos to train models.",
    "you indemnify brindle.",
    "customer shall defend and indemnify provider.",
    "all disputes are resolved by final and binding arbitration.",
    "you agree to individual arbitration.",
    "voice prints are not only made, they are sold.",
    "we sell your data, and copying the list is prohibited.",
    "we sell your data where that is not prohibited.",
)
_DENIED = (
    "we never, whatever anybody pays us for it, sell your data.",
    "nobody at brindle may sell your data.",
    "neither we nor our partners sell your data.",
    "we refuse to sell your data.",
    "brindle is forbidden to sell your data.",
    "we don't make voiceprints.",
    "facial recognition is not used.",
    "biometric data will never be kept.",
    "none of this lets us train our models.",
    "we do nothing without your consent.",
    "no employee reads it without your consent.",
    "you do not grant us a perpetual licence.",
    "you can use them to train the models that you build.",
    "we will indemnify you.",
    "provider will defend, indemnify and hold harmless the customer.",
    "provider shall indemnify each subscriber.",
    "the use of photos to train our models by others is strictly prohibited.",
    "binding arbitration over coops is forbidden.",
    "the trainer reads, and records, what the hens do.",
)


def test_a_word_is_grave_where_its_clause_affirms_it() -> None:
    assert [text for text in _AFFIRMED if not list(affirmed_words(text))] == []
    assert [text for text in _DENIED if list(affirmed_words(text))] == []
