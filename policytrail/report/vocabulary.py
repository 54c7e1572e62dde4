"""What the interface calls the values of the model: one word or sentence for each."""

from types import MappingProxyType

from policytrail.model import DateKind, HunkOp, Kind, Origin, Severity
from policytrail.report.histories import Health

KINDS = MappingProxyType(
    {
        Kind.NONE: ("No change", "The documents are equal."),
        Kind.SUBSTANTIVE: ("Substantive", "What people are bound to has changed."),
        Kind.EDITORIAL: ("Editorial", "The wording changed, the meaning did not."),
        Kind.LINK: ("Links", "Only the targets of links changed."),
        Kind.CHROME: ("Page furniture", "Menus, footers or counters changed, not the policy."),
        Kind.FAILURE: ("Failed capture", "One of the two texts is not the policy."),
        Kind.VARIANT: ("Served variant", "Another language, region or test variant was served."),
        Kind.TECHNICAL: ("Technical", "An artefact of conversion; nobody wrote this change."),
    }
)
SEVERITIES = MappingProxyType(
    {
        Severity.HIGH: "High severity",
        Severity.MEDIUM: "Medium severity",
        Severity.LOW: "Low severity",
        Severity.NONE: "No severity",
    }
)
OPS = MappingProxyType(
    {
        HunkOp.INSERT: "Added",
        HunkOp.DELETE: "Removed",
        HunkOp.REPLACE: "Reworded",
        HunkOp.MOVE: "Moved",
        HunkOp.RENUMBER: "Renumbered",
    }
)
ORIGINS = MappingProxyType(
    {
        Origin.LIVE: "fetched live",
        Origin.BROWSER: "fetched with a browser",
        Origin.WAYBACK: "from the Wayback Machine",
        Origin.WARC: "from a WARC file",
    }
)
DATE_KINDS = MappingProxyType(
    {
        DateKind.LAST_UPDATED: "Last updated",
        DateKind.EFFECTIVE: "Effective",
        DateKind.PUBLISHED: "Published",
        DateKind.VERSION: "Version of",
    }
)
HEALTHS = MappingProxyType(
    {
        Health.CURRENT: ("Watched", "The last look found the policy."),
        Health.FAILING: ("Failing", "The last look did not find the policy."),
        Health.HELD: (
            "Unconfirmed",
            "The last look found most of the text missing; it counts once a later look confirms it.",
        ),
        Health.LATE: ("Not looked lately", "No look was taken for longer than agreed."),
        Health.ARCHIVED: ("From archives", "Known from archived captures; not watched live."),
        Health.NEVER: ("Never seen", "No capture of this policy is held."),
    }
)
CAUSES = MappingProxyType(
    {
        "http_status": "the server refused or failed",
        "unreachable": "the server could not be reached",
        "timed_out": "the server did not answer in time",
        "too_many_redirects": "the address redirects for ever",
        "too_large": "the answer was too large",
        "address_refused": "the address is private",
        "rate_limited": "the server asked us to come back later",
        "not_archived": "no archived capture exists",
        "bad_content": "the answer was damaged",
        "unsupported": "the way of fetching or the format is not supported",
        "bot_challenge": "a test for robots was served",
        "login": "a login page was served",
        "not_found": "a page saying “not found” was served",
        "error_page": "an error page was served",
        "empty": "an empty page was served",
        "shell": "a page without its text was served",
        "cookie_wall": "a consent wall was served",
        "truncated": "the text was cut off",
        "held": "most of the text was missing, and no later look confirmed it",
        "not_a_policy": "something else was served in the policy's place",
    }
)
REASONS = MappingProxyType(
    {
        "wording_changed": "The wording and its sense changed",
        "text_added": "Says something new",
        "text_removed": "Says something no longer",
        "promise_withdrawn": "A promise is taken back",
        "silence_as_consent": "Silence counts as agreement",
        "new_use": "A new use or recipient of data",
        "new_subject": "A grave recipient or purpose is new",
        "safeguard_dropped": "A safeguard is dropped",
        "right_withdrawn": "A right is taken back",
        "liability_cap_lowered": "The limit of liability fell",
        "notice_shortened": "Less notice",
        "deadline_shortened": "Less time to act",
        "retention_lengthened": "Kept for longer",
        "price_raised": "A higher price",
        "grave_words": "Grave words are new",
        "grave_rewrite": "A long rewrite of grave subjects",
        "stronger_for_service": "Favours the service more",
        "stronger_for_user": "Favours its users more",
        "silent_edit": "Changed without moving its own date",
        "announced": "Was announced",
        "date_only": "Only its own date changed",
        "punctuation": "Only punctuation or typography",
        "grammar": "Only grammar",
        "typing_error": "A typing error was corrected",
        "cross_reference": "Only a reference to a section",
        "moved": "The same words stand elsewhere",
        "renumbered": "The same words have another number",
        "heading_renamed": "A heading was reworded",
        "title_changed": "The title was reworded",
        "link_text": "Only the words of links",
        "shown_address": "Only an address that is shown",
        "furniture": "Part of the page, not of the policy",
        "ticker": "A number that changes by itself",
        "ticking": "Counts time or visitors",
        "volatile": "Changes in most versions, and is muted",
        "empty": "One of the texts is empty",
        "truncated": "The new text is cut off",
        "collapsed": "The new text is something else",
        "recovered": "The old text was not the policy",
        "error_text": "An error message in the policy's place",
        "not_the_policy": "Another page stands in the policy's place",
        "token_changed": "Only a key that a machine made",
        "reversion": "An earlier version came back",
        "variant_returned": "An edition of an earlier version came back",
        "other_language": "Another language",
        "spelling_variant": "British and American spelling",
        "white_space": "Only white space",
        "markup": "Only the kind of block",
        "encoding_repaired": "Only damaged letters",
        "email_hidden": "Only a hidden mail address",
        "repeated": "Was told twice",
        "rule": "A line without letters",
        "nothing": "Nothing changed",
    }
)
FACTS = MappingProxyType(
    {
        "retention_period": "Kept for",
        "notice_days": "Notice given",
        "withdrawal_period": "Time to cancel or get a refund",
        "payment_period": "Time to pay",
        "dispute_period": "Time to dispute",
        "time_limit": "Time limit",
        "liability_cap": "Limit of liability",
        "age_limit": "Age limit",
        "party": "Company named",
        "governing_law": "Law or courts",
        "promise_withdrawn": "A promise",
        "silence_as_consent": "Agreement",
        "new_use": "Use of data",
        "new_subject": "Recipients and purposes",
        "safeguard_dropped": "A safeguard",
        "right_withdrawn": "A right",
    }
)
