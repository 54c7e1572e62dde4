import pytest

from policytrail.extract import extract
from policytrail.model import Document, Failure, FailureReason, Recipe
from tests.extract.pages import CLAUSES

ASKED = "https://quillmark.example/legal/terms"
HOME = "<title>Quillmark - quills for all</title><main><h1>Write better</h1>" + (
    "<p>Our subscription keeps your nibs in order, with compliance built in. You must try it, and"
    " you may collect a refund with ease.</p>" * 6
) + "</main>"  # fmt: skip
POLICY = f"<title>Terms of Quillmark</title><main><h1>Terms of Quillmark</h1>{CLAUSES}</main>"

ELSEWHERE = {
    "home": ("https://quillmark.example/", FailureReason.NOT_FOUND),
    "home in a language": ("https://quillmark.example/en-gb/", FailureReason.NOT_FOUND),
    "index": ("https://www.quillmark.example/index.html", FailureReason.NOT_FOUND),
    "log-in": ("https://quillmark.example/login?next=/legal/terms", FailureReason.LOGIN),
    "single sign-on": ("https://id.quillmark.example/oauth2/start", FailureReason.LOGIN),
    "consent": ("https://consent.quillmark.example/collect", FailureReason.COOKIE_WALL),
    "region": ("https://quillmark.example/select-country", FailureReason.NOT_A_POLICY),
    "challenge": ("https://quillmark.example/captcha?u=1", FailureReason.BOT_CHALLENGE),
    "error": ("https://quillmark.example/error/404.html", FailureReason.NOT_FOUND),
}  # fmt: skip


def read(page: str, answered: str) -> Document | Failure:
    return extract(page.encode(), "text/html", Recipe(), ASKED, answered)


@pytest.mark.parametrize(("answered", "reason"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_an_address_that_leads_elsewhere_is_a_failure_that_names_it(
    answered: str, reason: FailureReason
) -> None:
    failure = read(HOME, answered)

    assert isinstance(failure, Failure)
    assert failure.reason is reason
    assert answered in failure.detail


MOVED = [
    "https://quillmark.example/terms-of-service",
    "https://legal.quillmark.example/",
    "https://quillmark.example/en/legal/terms",
    "https://quillmark.example/?page=terms",
]


@pytest.mark.parametrize("answered", MOVED)
def test_a_policy_that_moved_is_one(answered: str) -> None:
    assert isinstance(read(POLICY, answered), Document)


def test_a_text_that_reads_as_policy_is_one_even_at_a_home_page() -> None:
    assert isinstance(read(POLICY, "https://quillmark.example/"), Document)
