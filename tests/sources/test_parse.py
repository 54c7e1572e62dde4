import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.errors import ConfigurationError
from policytrail.model import Access, Confirmation, Fetcher, Muting, Range, Severity, Source
from policytrail.sources import parse_sources

KLING = """
defaults: {fetch: http, every: 12h, wayback: false}
services:
  kling:
    name: Kling AI
    tags: [ai, video]
    policies:
      terms_of_service: {id: kling-tos, url: "https://kling.example/terms", tags: [eu]}
      privacy_policy:
        select: main
        fetch: browser
        sources:
          - {id: kling-privacy, url: "https://kling.example/privacy"}
          - id: kling-privacy-eu
            url: https://kling.example/privacy/eu
            select: [article, {startBefore: h1, endAfter: .end}]
            remove: [nav, .ads]
            every: 7d
            history: ["https://old.kling.example/privacy"]
      cookie_policy: {url: "https://kling.example/cookies", wayback: true, archive: true}
"""


def source(text: str, source_id: str) -> Source:
    found = parse_sources(text).by_id(source_id)
    assert found
    return found


def problems(text: str, name: str = "sources.yaml") -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        parse_sources(text, name)
    return str(caught.value).splitlines()


def policies(*lines: str) -> str:
    head = ["services:", "  kling:", "    policies:"]
    return "\n".join([*head, *(f"      {line}" for line in lines)])


def test_sources_come_in_the_order_of_the_file() -> None:
    ids = [each.source_id for each in parse_sources(KLING).entries]

    assert ids == ["kling-tos", "kling-privacy", "kling-privacy-eu", "kling-cookies"]


def test_several_sources_are_one_policy() -> None:
    found = parse_sources(KLING)

    assert found.policy_keys == (
        "kling/terms_of_service",
        "kling/privacy_policy",
        "kling/cookie_policy",
    )


def test_an_id_is_made_of_service_and_type_where_none_is_given() -> None:
    assert source(KLING, "kling-cookies").url == "https://kling.example/cookies"


def test_defaults_hold_where_nothing_else_is_said() -> None:
    found = source(KLING, "kling-tos")

    assert (found.fetch, found.every_s, found.wayback) == (Fetcher.HTTP, 43_200, False)


def test_a_source_overrides_its_policy_and_the_defaults() -> None:
    found = source(KLING, "kling-privacy-eu")

    assert (found.fetch, found.every_s) == (Fetcher.BROWSER, 604_800)


def test_rules_of_a_policy_hold_for_its_sources() -> None:
    assert source(KLING, "kling-privacy").recipe.select == ("main",)


def test_rules_are_selectors_and_ranges() -> None:
    recipe = source(KLING, "kling-privacy-eu").recipe

    assert recipe.select == ("article", Range(start_before="h1", end_after=".end"))
    assert recipe.remove == ("nav", ".ads")


def test_tags_add_up_from_service_policy_and_source() -> None:
    found = parse_sources(KLING)

    assert [each.source_id for each in found.with_tag("eu")] == ["kling-tos"]
    assert len(found.with_tag("video")) == 4


def test_former_addresses_are_kept() -> None:
    assert source(KLING, "kling-privacy-eu").history == ("https://old.kling.example/privacy",)


def test_archiving_is_asked_for_by_name() -> None:
    found = parse_sources(KLING)

    assert [each.source_id for each in found.entries if each.archive] == ["kling-cookies"]


def test_a_name_means_a_source_or_all_of_a_service() -> None:
    found = parse_sources(KLING)

    sizes = [len(found.matching_name(name)) for name in ("kling-tos", "kling", "klong")]

    assert sizes == [1, 4, 0]


def test_all_that_is_wrong_is_said_at_once_in_order_of_lines() -> None:
    text = policies(
        "terms_of_servic: {url: 'https://kling.example/a'}",
        "privacy_policy: {url: 'ftp://kling.example/b', every: 1x}",
        "cookie_policy: {urll: 'https://kling.example/c'}",
    )

    assert problems(text, "mine.yaml") == [
        "mine.yaml:4: services.kling.policies.terms_of_servic: no policy type, "
        "expected terms_of_service",
        "mine.yaml:5: services.kling.policies.privacy_policy.every: '1x' is no span of time, "
        "expected e.g. 12h, 1d or 7d",
        "mine.yaml:5: services.kling.policies.privacy_policy.url: 'ftp://kling.example/b' is no "
        "web address, expected https://...",
        "mine.yaml:6: services.kling.policies.cookie_policy.urll: unknown key, expected url",
    ]


WRONG = {
    "not-yaml": ("a: [", "not YAML"),
    "empty": ("", "empty, expected `services`"),
    "a-list": ("- kling", "expected a mapping"),
    "no-services": ("defaults: {}", "services: is missing"),
    "services-empty": ("services: {}", "empty, expected at least one entry"),
    "tab": ("services:\n\tkling: 1", "not YAML"),
    "two-texts": ("a: 1\n---\nb: 2", "not YAML"),
    "control-character": ("a: \x07", "not YAML"),
    "a-service-called-basic": ("services: {basic: {nam: x}}", "unknown key, expected name"),
    "unknown-default": ("defaults: {waybck: true}", "unknown key, expected wayback"),
    "deep": ("[" * 100_000, "nested deeper than 20 levels"),
    "alias": ("a: &x [1]\nb: *x", "an alias"),
    "key-is-a-list": ("? [a, b]\n: 1", "as a key"),
    "bad-id": (policies("other: {id: A B, url: 'https://a.example'}"), "'A B' is no id"),
    "no-url": (policies("other: {tags: [a]}"), "no url, expected `url` or `sources`"),
    "both": (
        policies("other: {url: 'https://a.example', sources: [{url: 'https://a.example'}]}"),
        "`sources` beside url",
    ),
    "no-id-of-several": (
        policies(
            "other: {sources: [{id: a, url: 'https://a.example'}, {url: 'https://b.example'}]}"
        ),
        "sources.1: no id",
    ),
    "no-bool": (policies("other: {url: 'https://a.example', wayback: maybe}"), "true or false"),
    "no-fetcher": (
        policies("other: {url: 'https://a.example', fetch: ftp}"),
        "'http' or 'browser'",
    ),
    "half-a-range": (
        policies("other: {url: 'https://a.example', select: [{startBefore: h1}]}"),
        "a range without its two ends",
    ),
    "both-starts": (
        policies("other: {url: 'https://a.example', select: {startBefore: a, startAfter: b}}"),
        "a range without its two ends",
    ),
    "no-selector": (
        policies("other: {url: 'https://a.example', remove: ['div[']}"),
        "'div[' is no CSS selector",
    ),
    "no-selector-in-a-range": (
        policies("other: {url: 'https://a.example', select: {startBefore: a, endAfter: '>p'}}"),
        "'>p' is no CSS selector",
    ),
    "empty-selector": (policies("other: {url: 'https://a.example', select: ['']}"), "empty"),
    "password": (policies("other: {url: 'https://me:pw@a.example'}"), "user name or password"),
    "no-host": (policies("other: {url: 'https:///a'}"), "no web address"),
    "bad-port": (policies("other: {url: 'https://a.example:99999'}"), "is no URL"),
    "blank-in-tag": (policies("other: {url: 'https://a.example', tags: [a b]}"), "without blanks"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    assert said in "\n".join(problems(text))


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    text = policies("other: {url: 'https://a.example'}", "other: {url: 'https://b.example'}")

    assert problems(text) == ["sources.yaml:5: 'other' stands here again, expected once (line 4)"]


def test_a_source_id_that_is_taken_is_refused_with_both_lines() -> None:
    text = policies(
        "other: {id: a, url: 'https://a.example'}",
        "imprint: {id: a, url: 'https://b.example'}",
    )

    assert problems(text) == [
        "sources.yaml:5: services.kling.policies.imprint.id: source id 'a' is taken (line 4), "
        "expected another one"
    ]


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    found = source(policies("other: {id: no, url: 'https://a.example', tags: [yes, 1.10]}"), "no")

    assert found.tags == ("yes", "1.10")


@given(st.text(alphabet="ab:{}[],&*#'\" \n-?|>!%@`\t\x85\u2028é", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_sources(text)


ACCESS = """{url: "https://kling.example/t", request: {headers: {X-Key: $KEY}, cookies: {sid: $SID},
        basic: {user: $ME, password: $PASSWORD}}, proxy: "http://proxy.example:3128",
        charset: windows-1251, link: "a.pdf"}"""


FURTHER = 'pages: ["https://kling.example/t/2", "https://kling.example/t/3"]'


def test_a_policy_may_stand_on_several_pages() -> None:
    line = f'terms_of_service: {{url: "https://kling.example/t", {FURTHER}}}'

    found = source(policies(line), "kling-terms")

    assert found.access.pages == ("https://kling.example/t/2", "https://kling.example/t/3")


def test_a_source_says_how_it_is_asked_for() -> None:
    found = source(policies(f"terms_of_service: {ACCESS}"), "kling-terms")

    assert found.access == Access(
        headers=(("X-Key", "$KEY"),),
        cookies=(("sid", "$SID"),),
        basic=("$ME", "$PASSWORD"),
        proxy="http://proxy.example:3128",
        link="a.pdf",
    )
    assert found.recipe.charset == "cp1251"


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("request: {headers: {Authorization: Bearer x}}", "expected $NAME"),
        ("request: {cookies: {sid: abc}}", "expected $NAME, the environment variable"),
        ("request: {basic: {user: $ME}}", "basic.password: is missing"),
        ("request: {header: {}}", "unknown key, expected headers"),
        ('proxy: "http://me:secret@proxy.example"', "expected $NAME instead"),
        ("charset: klingon", "'klingon' is no character set"),
        ("charset: hex", "'hex' is no character set"),
        ("click: .more", "click works with `fetch: browser` only"),
        ("fetch: browser, link: a.pdf", "link works with `fetch: http` only"),
        ('pages: ["https://kling.example/t"]', "pages holds an address twice, or that of url"),
        ("pages: [/2]", "'/2' is no web address"),
        (f"{FURTHER}, link: a.pdf", "link beside pages: it works with a single page only"),
        (f"{FURTHER}, archive: true", "archive beside pages"),
        (f'{FURTHER}, history: ["https://kling.example/old"]', "history beside pages"),
    ],
)
def test_a_wrong_way_of_asking_is_told(keys: str, problem: str) -> None:
    line = f'terms_of_service: {{url: "https://kling.example/t", {keys}}}'

    assert problem in "\n".join(problems(policies(line)))


def test_readers_rules_of_defaults_hold_beside_those_of_a_source() -> None:
    text = """
defaults: {ignore: [Trusted by], confirm: 6h, min_severity: medium}
services:
  hens:
    policies:
      privacy_policy: {url: "https://hens.example/p", ignore: '/[0-9]+ hens/', only: Sharing, confirm: 1}
      terms_of_service: {url: "https://hens.example/t"}
"""

    privacy, terms = parse_sources(text).entries

    assert privacy.muting == Muting(("Trusted by", "/[0-9]+ hens/"), ("Sharing",), Severity.MEDIUM)
    assert privacy.confirm == Confirmation(captures=1)
    assert terms.muting == Muting(("Trusted by",), (), Severity.MEDIUM)
    assert terms.confirm == Confirmation(seconds=21_600)


@pytest.mark.parametrize("rule", ["ignore: '/(/'", "ignore: '/.*/'", "confirm: 7", "only: ''"])
def test_a_readers_rule_that_cannot_be_meant_is_an_error_of_its_line(rule: str) -> None:
    text = f"services:\n  hens:\n    policies:\n      privacy_policy:\n        url: https://hens.example/p\n        {rule}\n"

    with pytest.raises(ConfigurationError, match=r"sources\.yaml:6: "):
        parse_sources(text)
