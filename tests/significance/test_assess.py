import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.diff import compare_documents
from policytrail.model import Document, Kind, Severity
from policytrail.significance import assess_change
from tests.diff.documents import documents, edited
from tests.significance.texts import POLICY, codes, edit, verdict

MENU = "Home\n\nPricing\n\n[Blog](/blog)\n\n" + POLICY
RELATED = (
    POLICY + "\nRelated articles\n----------------\n\n[Feeding hens](/a)\n\n[Clean coops](/b)\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("13 months", "30 days"),
        ("We do not share", "We may share"),
        ("with advertisers", "with advertisers and their partners"),
        ("never sell", "sell"),
        ("Brindle Ltd", "Brindle Holdings Ltd"),
        ("privacy@brindle.example", "help@brindle.example"),
        ("*   the messages that you send to other keepers through the service.\n", ""),
        ("Sharing\n-------\n", "Faces\n-----\n\nWe scan your face.\n\nSharing\n-------\n"),
    ],
    ids=lambda value: value.strip()[:30],
)
def test_an_edit_of_what_the_policy_says_is_alerted(old: str, new: str) -> None:
    found = edit(old, new)

    assert (found.kind, found.alert) == (Kind.SUBSTANTIVE, True)


@pytest.mark.parametrize(
    ("old", "new", "kind", "code"),
    [
        ("3 March 2026", "9 April 2026", Kind.EDITORIAL, "date_only"),
        ("advertisers, and", "advertisers – and", Kind.EDITORIAL, "punctuation"),
        ("say what", "say  what", Kind.NONE, ""),
        ("recieve", "receive", Kind.EDITORIAL, "typing_error"),
        ("Contact\n-------", "Contact\n=======", Kind.TECHNICAL, "markup"),
        ("privacy@brindle.example", "[email protected]", Kind.TECHNICAL, "email_hidden"),
        ("méssages", "mêssages", Kind.TECHNICAL, "encoding_repaired"),
        ("https://a.example/x", "https://a.example/y", Kind.LINK, "shown_address"),
        ("Section 4", "Section 5", Kind.EDITORIAL, "cross_reference"),
        ("## Our duties", "## 3. Our duties.", Kind.EDITORIAL, "renumbered"),
        ("Last updated: 3 March 2026", "Last updated on 3 March 2026", Kind.EDITORIAL, "date_only"),
        (
            "What we collect\n--",
            "Table of contents\n\nWhat we collect\n--",
            Kind.CHROME,
            "furniture",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_edit_without_meaning_is_told_as_what_it_is(
    old: str, new: str, kind: Kind, code: str
) -> None:
    text = f"{POLICY}\nYou recieve and say what méssages under Section 4 hold, see https://a.example/x now.\n\n## Our duties\n"
    found = edit(old, new, text)

    assert (found.kind, found.alert, code in codes(found) or not code) == (kind, False, True)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("Pricing", "Spring offers", MENU),
        ("[Blog](/blog)", "[Blog](/blog)\n\n[Careers](/jobs)", MENU),
        ("[Feeding hens](/a)", "[Winter light](/c)", RELATED),
        ("Pricing", "Updated 3 days ago", MENU),
    ],
    ids=["menu", "menu entry", "related articles", "stamp that ticks"],
)
def test_the_page_around_the_policy_is_not_alerted(old: str, new: str, text: str) -> None:
    found = edit(old, new, text)

    assert (found.kind, found.alert) == (Kind.CHROME, False)


def test_a_real_edit_among_noise_is_alerted() -> None:
    noisy = MENU.replace("Pricing", "Spring offers").replace("13 months", "13 years")

    assert verdict(MENU, noisy).alert


def test_only_a_links_target_changed() -> None:
    old = POLICY.replace("an account", "an [account](https://a.example/?sid=1)")

    assert verdict(old, old.replace("sid=1", "sid=2")).kind is Kind.LINK


def test_a_moved_clause_is_editorial() -> None:
    sharing = POLICY[POLICY.index("Sharing") : POLICY.index("Contact")]
    moved = POLICY.replace(sharing, "") + "\n" + sharing

    assert (verdict(POLICY, moved).kind, verdict(POLICY, moved).alert) == (Kind.EDITORIAL, False)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("", "empty"),
        ("Page not found\n\nSorry.", "collapsed"),
        (POLICY[:200], "truncated"),
    ],
    ids=["empty", "error page", "fragment"],
)
def test_what_is_not_the_document_is_a_failure(new: str, code: str) -> None:
    found = verdict(POLICY, new)

    assert (found.kind, found.alert, codes(found)) == (Kind.FAILURE, False, {code})


def test_a_text_that_came_back_is_a_reversion() -> None:
    shorter = POLICY.replace("13 months", "30 days")
    found = verdict(shorter, POLICY, POLICY)

    assert (found.is_reversion, found.alert, codes(found)) == (True, False, {"reversion"})


def test_a_real_edit_of_the_variant_that_came_back_is_alerted() -> None:
    other = POLICY.replace("hens", "geese").replace("We collect", "We of Brindle EU collect")
    other = other.replace("all of our systems", "all our European systems and those of others")
    edited_policy = POLICY.replace("13 months", "13 years")

    assert verdict(other, edited_policy, POLICY).alert


def test_another_language_is_a_variant() -> None:
    english = " ".join(
        f"We keep what you send to us and use it for the service {n}." for n in range(30)
    )
    german = " ".join(
        f"Wir behalten was Sie uns schicken und nutzen es nur dafür {n}." for n in range(30)
    )
    found = verdict(english, german)

    assert (found.kind, codes(found)) == (Kind.VARIANT, {"other_language"})


def test_a_place_that_always_changes_is_muted() -> None:
    def text(name: str) -> str:
        return POLICY.replace("Sharing\n", f"Keeper of the week\n\n{name}\n\nSharing\n", 1)

    names = ["Ann Ox", "Bo Elm", "Cy Fir", "Di Ash", "Ed Yew"]
    found = verdict(text("Flo Oak"), text("Gus Bay"), *map(text, names))

    assert (found.alert, codes(found)) == (False, {"volatile"})


def test_a_clause_that_changes_often_is_not_muted() -> None:
    def text(months: int) -> str:
        return POLICY.replace("13 months", f"{months} months")

    assert verdict(text(7), text(8), *map(text, range(1, 7))).alert


def test_the_words_changed_and_the_date_did_not() -> None:
    assert edit("13 months", "13 years").silent


def test_words_that_changed_with_the_date_are_no_silent_edit() -> None:
    new = POLICY.replace("13 months", "13 years").replace("3 March 2026", "1 May 2026")

    assert not verdict(POLICY, new).silent


def test_words_that_changed_with_an_earlier_date_are_no_silent_edit() -> None:
    new = POLICY.replace("13 months", "13 years").replace("3 March 2026", "1 May 2025")

    assert not verdict(POLICY, new).silent


def test_words_that_changed_with_another_kind_of_date_are_no_silent_edit() -> None:
    new = POLICY.replace("13 months", "13 years")
    new = new.replace("Last updated: 3 March 2026", "Effective: 3 January 2026")

    assert not verdict(POLICY, new).silent


def test_the_same_texts_have_nothing_to_tell() -> None:
    assert verdict(POLICY, POLICY).kind is Kind.NONE


@given(edited() | st.tuples(documents, documents), st.lists(documents, max_size=3))
def test_any_two_documents_get_a_verdict(
    pair: tuple[Document, Document], earlier: list[Document]
) -> None:
    diff = compare_documents(*pair)
    found = assess_change(diff, *pair, earlier)

    assert len(found.hunk_kinds) in {0, len(diff.hunks)}
    assert found.alert is (found.kind is Kind.SUBSTANTIVE)
    assert (found.severity is not Severity.NONE) is found.alert
    assert all(
        reason.hunk is None or 0 <= reason.hunk < len(diff.hunks) for reason in found.reasons
    )


def test_another_word_for_the_same_is_no_change_of_meaning() -> None:
    text = POLICY.replace("to anybody else", "to anyone else")

    assert verdict(POLICY, text).kind is Kind.EDITORIAL


def test_a_heading_that_moved_with_its_clause_and_got_another_number_is_moved() -> None:
    sections = [
        f"{name}\n------\n\nWe keep the {name} of your hens apart from all else that we hold.\n\n"
        for name in ("eggs", "feathers", "songs", "diaries")
    ]

    def text(order: list[int]) -> str:
        return POLICY + "".join(
            f"\n{place}. {sections[n]}" for place, n in enumerate(order, start=1)
        )

    found = verdict(text([0, 1, 2, 3]), text([0, 3, 1, 2]))

    assert (found.alert, "moved" in codes(found)) == (False, True)


def test_a_notice_of_a_coming_change_is_no_silent_edit() -> None:
    notice = "We are changing this policy. The changes will take effect on 1 September 2026.\n\n"
    found = edit("Sharing\n-------\n", f"Changes to come\n-------\n\n{notice}Sharing\n-------\n")

    assert (found.alert, found.silent) == (True, False)


def test_a_new_date_and_a_grammar_edit_are_not_told_as_only_a_date() -> None:
    new = POLICY.replace("3 March 2026", "9 April 2026").replace("to anybody", "to anyone")

    assert verdict(POLICY, new).summary == "The wording was edited without a change of meaning."
