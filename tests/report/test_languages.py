"""The reports in another language: every word translated, and no English left around what is quoted."""

import json
import re
from string import Formatter

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from policytrail.alerts.delivery import Pending
from policytrail.alerts.messages import messages_due
from policytrail.alerts.plan import plan_alerts
from policytrail.alerts.rules import parse_watch
from policytrail.alerts.words import subject_gravity
from policytrail.errors import ConfigurationError
from policytrail.model import PolicyType, ProvisionMove, TrackerMove
from policytrail.provisions.prevalence import share_in_words
from policytrail.provisions.taxonomy import shipped_taxonomy
from policytrail.report.markdown.escape import join_parts
from policytrail.report.words.phrases import format_day, short_interval, title_words
from policytrail.report.words.wording import (
    ENGLISH,
    LANGUAGES,
    UNTRANSLATED,
    Words,
    count_with_noun,
    format_count,
    in_language,
    say_text,
    wording_of,
)
from policytrail.significance.weigh.topics import card_shipped
from tests.alerts.examples import ALARM, NOW, RULE
from tests.report.conftest import whole_site
from tests.report.values import day

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
_ENGLISH_WORDS = re.compile(
    r"\b(?:the|of|and|with|were|this|that|from|not|since|seen|by|changed|policy|policies|text of|its|their)\b",
    re.IGNORECASE,
)
_NAMED = re.compile("„[^“]*“|«\\s.*?\\s»|[a-z]+\\.yaml|https?://\\S+")
"""What a page names in its own language: words of a statement, files."""
_QUOTED = {
    "code",
    "pre",
    "q",
    "bdi",
    "blockquote",
    "script",
    "style",
    "textarea",
    "del",
    "ins",
    "mark",
}


def texts_in(words: Words) -> str:
    return words if isinstance(words, str) else " ".join(map(str, words))


def fields_in(words: Words) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(texts_in(words)) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_there_with_the_same_fields(language: str) -> None:
    english, other = wording_of(ENGLISH), wording_of(language)

    assert {part: set(words) for part, words in english.items()} == {
        part: set(words) for part, words in other.items()
    }
    assert [
        f"{part}.{name}"
        for part, words in english.items()
        for name, text in words.items()
        if fields_in(text) != fields_in(other[part][name])
        or isinstance(text, list) != isinstance(other[part][name], list)
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_is_in_no_language_the_english_one(language: str) -> None:
    english, other = wording_of(ENGLISH), wording_of(language)

    assert [
        f"{part}.{name}"
        for part, words in english.items()
        if part not in UNTRANSLATED
        for name, text in words.items()
        if name != "example"
        and len(re.findall(r"[a-z]{2,}", texts_in(text))) > 3
        and texts_in(text) == texts_in(other[part][name])
    ] == []


def test_french_punctuation_stays_on_the_line_of_its_word() -> None:
    texts = [
        json.dumps(text, ensure_ascii=False)
        for part, words in wording_of("fr").items()
        if part not in UNTRANSLATED
        for text in words.values()
    ]

    breaking = re.compile("(?<![\u00a0\u202f])[:;?!»%]|«(?!\u00a0)")
    assert [text for text in texts if breaking.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_pages_name_has_a_name(language: str) -> None:
    words = wording_of(language)

    assert set(PolicyType) == set(words["policy_types"])
    assert {*card_shipped().background, "other"} == set(words["topics"])
    assert {kind.group for kind in shipped_taxonomy().types} == set(words["groups"])
    assert {*ProvisionMove, *TrackerMove} == set(words["moves"])
    assert {share_in_words(share) for share in (0.9, 0.3, 0.1, 0.0)} == set(words["shares"])


@pytest.fixture(scope="module", params=OTHERS)
def translated(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    language = str(request.param)
    with in_language(language):
        return language, whole_site()


def own_texts(page: str) -> list[str]:
    """Return what a page says itself: not what it quotes, and nothing that it calls English."""
    tree = LexborHTMLParser(page)
    return [text for node in tree.css("head > title, body") for text in _said_by(node)]


def _said_by(node: LexborNode) -> list[str]:
    if node.tag == "-text":
        return [" ".join((node.text_content or "").split())]
    attributes = node.attributes
    if node.tag in _QUOTED or attributes.get("lang") == ENGLISH or "dir" in attributes:
        return []
    if attributes.get("class") in ("policy", "excerpt", "words", "contents", "number"):
        return []
    texts = [
        str(attributes[name])
        for name in ("title", "aria-label", "data-label")
        if attributes.get(name)
    ]
    # The marks of a timeline say in words what the changes did.
    child = None if node.tag == "svg" else node.child
    while child is not None:
        texts += _said_by(child)
        child = child.next
    return texts


def test_a_page_of_each_kind_has_no_english_around_its_quotes(
    translated: tuple[str, dict[str, str]],
) -> None:
    language, pages = translated
    html = {path: text for path, text in pages.items() if path.endswith(".html")}

    kinds = [re.findall(r'<body class="([^"]*)"', page) for page in html.values()]
    assert len({kind for (kind,) in kinds}) > 10
    assert all(f'<html lang="{language}">' in page for page in html.values())
    left = {
        text
        for page in html.values()
        for text in own_texts(page)
        if _ENGLISH_WORDS.search(_NAMED.sub("", text))
    }
    assert left == set()


def test_labels_and_quotes_have_the_marks_of_the_language(
    translated: tuple[str, dict[str, str]],
) -> None:
    language, pages = translated
    page = next(text for path, text in pages.items() if re.match(r"changes/.*\.md", path))
    label, quote = {
        "de": ("- Adresse: ", "„Last updated: 2 March 2026“"),
        "fr": ("- Adresse\u00a0: ", "«\u00a0Last updated: 2 March 2026\u00a0»"),
    }[language]

    assert label in page
    assert quote in page


def test_markdown_feeds_and_digests_have_no_english_headings(
    translated: tuple[str, dict[str, str]],
) -> None:
    _, pages = translated
    english = {
        texts_in(text)
        for part in (
            "front",
            "service",
            "source",
            "change",
            "evidence",
            "type",
            "digest",
            "announced",
            "text",
        )
        for text in wording_of(ENGLISH)[part].values()
    }
    own = {texts_in(text) for part in wording_of(translated[0]).values() for text in part.values()}
    headings = {
        heading
        for path, page in pages.items()
        if path.endswith(".md")
        for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    }

    assert headings & (english - own) == set()
    titles = {
        title for page in pages.values() for title in re.findall("<title>(.*?)</title>", page)
    }
    assert [title for title in titles if title.startswith(("Policy changes", "Changes of"))] == []


def test_numbers_days_and_names_follow_the_language() -> None:
    with in_language("de"):
        assert (format_count(1200), format_day(day(0)), title_words("privacy_policy")) == (
            "1.200",
            "4. Mai 2026",
            "Datenschutzerklärung",
        )
    with in_language("fr"):
        assert (count_with_noun("day", 0), count_with_noun("day", 2)) == ("0 jour", "2 jours")
        assert (format_day(day(27)), format_day(day(28))) == ("31 mai 2026", "1er juin 2026")
        assert short_interval(day(28), day(30)) == "1er–3 juin 2026"
    assert format_count(1200) == "1,200"


def test_the_gravity_of_a_subject_is_known_in_each_language() -> None:
    assert subject_gravity("Brook: x (hoch)") == subject_gravity("Brook: x (high)") == 0
    assert subject_gravity("Brook: x (faible, modification silencieuse)") == 2


def test_mails_and_markdown_say_that_statements_are_in_english_where_the_rest_is_not() -> None:
    told: list[tuple[bool, bool]] = []
    for language in LANGUAGES:
        with in_language(language):
            (message,) = messages_due(
                [Pending(alert) for alert in plan_alerts([RULE], [ALARM], (), (), NOW)], NOW
            )
            note = say_text("site", "english")
            told.append((note in message.text, note in join_parts("x", ["y"])))

    assert told == [(language != "en",) * 2 for language in LANGUAGES]


def test_the_language_is_named_in_the_file_of_watch_rules() -> None:
    for language in LANGUAGES:
        (rule,) = parse_watch(f"language: {language}\nwatch: [{{name: a, to: [env:MAIL]}}]\n").rules
        assert rule.language == language

    with pytest.raises(ConfigurationError, match="'en', 'de' or 'fr'"):
        parse_watch("language: it\nwatch: [{name: a, to: [env:MAIL]}]\n")
