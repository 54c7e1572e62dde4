"""The codes of reasons, with what each means to a reader; docs/reasons.md is made of them."""

from typing import Final

MEANINGS: Final = {
    # Real changes.
    "wording_changed": "Words of the policy were replaced, and what they say with them.",
    "text_added": "The policy says something that it did not say.",
    "text_removed": "The policy no longer says something.",
    "promise_withdrawn": "The policy promised not to do something with data, and no longer does, or now says that it does it.",
    "silence_as_consent": "What needed a yes now holds unless the reader says no, or silence binds where nothing did.",
    "new_use": "Data goes to recipients, or serves purposes, that weigh on people, and did not before.",
    "new_subject": "Advertisers, insurers, employers, data brokers, advertising, training or profiling are named for the first time.",
    "safeguard_dropped": "The service may now act without notice or at its own discretion.",
    "right_withdrawn": "The policy no longer grants a right, and grants it nowhere else.",
    "liability_cap_lowered": "The most that the service answers for fell.",
    "notice_shortened": "The notice before something happens became a quarter shorter or more.",
    "deadline_shortened": "The time to withdraw, cancel or dispute became a quarter shorter or more.",
    "retention_lengthened": "Data is kept half as long again, or longer.",
    "price_raised": "A price or fee rose by a tenth or more.",
    "grave_words": "New words limit rights or open data widely, e.g. biometric data or the sale of data.",
    "grave_rewrite": "A long rewrite touches several grave subjects; the words are named.",
    "stronger_for_service": "The edit puts in words that favour the service, or takes out words that favour those it binds.",
    "stronger_for_user": "The edit puts in words that favour those whom the policy binds, or takes out words that favour the service.",
    "silent_edit": "The policy's own words changed and the date that it claims did not, or went back.",
    "second_opinion": "The rules found noise, and what was learned from labelled changes is sure that it is none.",
    "announced": "The change was announced; how it compares with what was announced is said.",
    "not_compared": "The texts differ; comparing their words takes more time or memory than is allowed.",
    # The policy's own text, without a change of meaning.
    "date_only": "Only a date that says when the policy was written changed.",
    "punctuation": "Only punctuation, case or typography changed.",
    "doubted": "The rules found a real change, and what was learned from labelled changes doubts it: not alerted.",
    "grammar": "Only articles, prepositions and the like changed.",
    "typing_error": "A word was corrected by a letter or two.",
    "cross_reference": "Only the number of a section that is referred to changed.",
    "moved": "The same words stand at another place.",
    "renumbered": "The same words have another number.",
    "heading_renamed": "A heading was reworded; its clauses have hunks of their own where they changed.",
    "notice_expired": "A note that the policy was or will be changed went; what it changed was told when it came.",
    "title_changed": "The title above the policy changed.",
    "link_text": "Only the words of links changed; they lead where they led.",
    # Links.
    "shown_address": "The address of a link that the text shows changed on the same host.",
    # Page furniture.
    "furniture": "The block is a menu, a banner, a list of related articles or the like.",
    "contents": "The blocks list the headings of the policy.",
    "questions": "The blocks are questions without an answer, as suggested searches are.",
    "ticker": "The block is a number that changes by itself, e.g. a price.",
    "ticking": "The block counts from now or counts visitors, e.g. `updated 3 days ago`.",
    "volatile": "The block has changed in most earlier versions too and is muted.",
    # Failures.
    "empty": "One of the texts is empty.",
    "truncated": "The new text is a small part of the old one and says nothing else.",
    "collapsed": "The new text shares nothing with the old one and is much shorter.",
    "recovered": "The old text was a small part of the document, or something else.",
    "sent_home": "The request for the policy was answered with the site's front page.",
    "not_the_policy": "The new text shares nothing with the old one and is not about what policies are about.",
    "error_text": "One of the texts holds an error message in place of the policy.",
    # Variants.
    "reversion": "The whole text is that of an earlier version.",
    "variant_returned": "The text is an edition of an earlier version and says nothing new.",
    "other_language": "The texts are written in two languages.",
    "spelling_variant": "The texts differ by British and American spelling and the words that go with it.",
    # Conversion.
    "white_space": "Only white space changed.",
    "markup": "The same words are another kind of block, e.g. a heading, or remains of links came or went.",
    "encoding_repaired": "Single accented letters changed, as damaged encodings do.",
    "token_changed": "Only a key that a machine made for a visit or a build changed.",
    "email_hidden": "A mail protection hides or shows an address.",
    "repeated": "The same words stand elsewhere in both texts: they were told twice.",
    "rule": "The block has no letters.",
    "nothing": "Nothing changed.",
}
"""What each code of a reason means."""
