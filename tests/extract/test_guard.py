import pytest

from policytrail.extract import extract
from policytrail.model import Document, Failure, Recipe
from tests.extract.failed_pages import PAGES
from tests.extract.pages import CLAUSES, found

FAILURES = {
    "challenge": (
        "bot_challenge",
        "<title>Just a moment...</title><script>_cf_chl_opt={}</script>",
    ),
    "captcha": ("bot_challenge", "<h1>One more step</h1><p>Please verify you are a human.</p>"),
    "perimeterx": (
        "bot_challenge",
        "<div id=px-captcha></div><script src=//captcha.px-cdn.net/x.js>",
    ),
    "datadome": ("bot_challenge", "<script src=https://geo.captcha-delivery.com/c.js></script>"),
    "denied": ("bot_challenge", "<h1>Access Denied</h1><p>You don't have permission to access it."),
    "country": (
        "bot_challenge",
        "<p>We are sorry: this site is not available in your country.</p>",
    ),
    "queue": ("bot_challenge", "<p>You are now in line. Thank you for your patience with us.</p>"),
    "french challenge": (
        "bot_challenge",
        "<p>Vérifiez que vous êtes humain pour continuer ici.</p>",
    ),
    "missing": (
        "not_found",
        "<title>404</title><h1>Oops! That page</h1><p>Page not found, sorry.</p>",
    ),
    "missing under the policy's title": (
        "not_found",
        "<title>Privacy Policy | Quillmark</title><h1>Page not found</h1><p>We cannot show what you"
        " asked for. You can return to the start page or you may search.</p>",
    ),
    "broken under the policy's title": (
        "error_page",
        "<title>Datenschutz</title><h1>Internal Server Error</h1><p>Sie können zur Startseite"
        " zurückkehren. Wir helfen Ihnen gern.</p>",
    ),
    "log-in under the policy's title": (
        "login",
        "<title>Terms of Service</title><h1>Sign in</h1><p>Please log in to continue. You must have"
        " an account. We will not share your password.</p>",
    ),
    "missing under the policy's title, without a heading": (
        "not_found",
        "<title>Terms of Service</title><p>Page not found.</p><p>We cannot show what you asked for."
        " You can return to the start page.</p>",
    ),
    "norwegian missing under the policy's title": (
        "not_found",
        "<title>Vilkår</title><h1>Siden finnes ikke</h1><p>Vi kan ikke vise siden du ba om. Du må gå"
        " tilbake.</p>",
    ),
    "missing beside a menu that names rate limits": (
        "not_found",
        "<p>Log in</p><h2>Essentials</h2><p>Rate limits</p><h2>This page isn't available</h2><p>An"
        " unexpected error has occurred. Try reloading the page or come back later.</p>",
    ),
    "gone": ("not_found", "<h1>This page isn't available right now</h1><p>It may have moved.</p>"),
    "german missing": ("not_found", "<p>Diese Seite ist momentan nicht verfügbar.</p>"),
    "broken": ("error_page", "<h1>500: Internal Server Error</h1>"),
    "crashed": ("error_page", "<h2>Application error: a client-side exception has occurred</h2>"),
    "repair": (
        "error_page",
        "<p>Our portal is under maintenance. We will be back soon, promise.</p>",
    ),
    "login": (
        "login",
        "<h1>Sign in to continue</h1><form><input type=password></form><p>Welcome.</p>",
    ),
    "script shell": (
        "shell",
        "<div id=root></div><noscript>Please enable JavaScript.</noscript><script>",
    ),
    "bare shell": (
        "shell",
        "<title>Terms of Service</title><div id=app></div><script src=a.js></script>",
    ),
    "redirect": ("shell", "<p>You should be redirected quickly. If not, click here.</p>"),
    "empty": ("empty", "<html><body></body></html>"),
    "links": (
        "not_a_policy",
        "<h1>Legal</h1>" + "<p>Read <a href=/x>all about the cookies that we use</a>.</p>" * 9,
    ),
    "shop": (
        "not_a_policy",
        "<h1>Our best sellers</h1>" + "<p>A blue mug for tea and coffee.</p>" * 30,
    ),
    "cut in a tag": ("truncated", f"<html><body><h1>Terms</h1>{CLAUSES}<p cla"),
    "cut in a word": ("truncated", f"<html><body><h1>Terms</h1>{CLAUSES}<p>We may also del"),
}


@pytest.mark.parametrize(("reason", "markup"), FAILURES.values(), ids=FAILURES)
def test_what_is_no_policy_is_a_failure_with_its_reason(reason: str, markup: str) -> None:
    failure = found(markup)

    assert isinstance(failure, Failure)
    assert failure.reason == reason


CONSENT = "<p>We use cookies. Cookies help us; accept all cookies or open the cookie settings.</p>"
POLICIES = {
    "short": "<h1>Captions policy</h1><p>We caption all programmes that we are able to caption.</p>",
    "with a captcha": f"<h1>Terms</h1>{CLAUSES}<form><div class=g-recaptcha></div></form>",
    "behind a firewall": f"<h1>Terms</h1>{CLAUSES}<script>window._pxAppId='x'</script>",
    "with a log-in field": f"<h1>Terms</h1>{CLAUSES}<form>Log in <input type=password></form>",
    "with a cookie notice": f"<main><h1>Terms</h1>{CLAUSES}</main><div>{CONSENT}</div>",
    "about cookies": f"<title>Cookie Policy</title><h1>Cookie policy</h1>{CONSENT}{CLAUSES}",
    "with a hidden error": f"<h1>Terms</h1>{CLAUSES}<div hidden>Oops! Something went wrong.</div>",
    "that names errors": f"<h1>Terms</h1>{CLAUSES * 3}<p>If a page is not found (error 404), tell us.</p>",
    "without closing tags": f"<h1>Terms</h1>{CLAUSES}<p>The end.",
    "of another language": "<h1>Impressum</h1><p>Angaben gemäß § 5 TMG: Beispiel GmbH, Musterweg 1, "
    "12345 Musterstadt, vertreten durch Erika Muster.</p>",
}


@pytest.mark.parametrize("markup", POLICIES.values(), ids=POLICIES)
def test_a_policy_is_none(markup: str) -> None:
    assert isinstance(found(markup), Document)


def test_what_rules_select_may_be_short() -> None:
    selected = extract(b"<p id=a>Fees: none.</p>", "text/html", Recipe(("#a",)))

    assert isinstance(selected, Document)


def test_an_error_is_an_error_where_rules_select_it_too() -> None:
    body = b"<main><h1>404</h1><p>Page not found.</p></main>"

    assert isinstance(extract(body, "text/html", Recipe(("main",))), Failure)


@pytest.mark.parametrize("family", PAGES)
def test_failed_pages_of_the_field_are_recognised_in_many_languages(family: str) -> None:
    taken = [page for page in PAGES[family] if not isinstance(found(page), Failure)]

    assert taken == []


SHORT_POLICIES = {
    "en": "Video calls are subject to a fair usage limit of 100 hours a month and 10 hours a day.",
    "de": "Wir speichern Ihre personenbezogenen Daten nur für die Bestellung und geben sie nicht an Dritte weiter.",
    "fr": "Nous conservons vos données personnelles pendant un an et ne les vendons à personne.",
    "es": "Conservamos sus datos personales durante un año y no los vendemos a terceros.",
    "pl": "Przechowujemy dane osobowe przez rok i nie przekazujemy ich osobom trzecim.",
    "cs": "Osobní údaje uchováváme po dobu jednoho roku a nepředáváme je třetím stranám.",
    "fi": "Säilytämme henkilötietoja vuoden ajan emmekä luovuta niitä kolmansille osapuolille.",
    "hu": "A személyes adatokat egy évig őrizzük meg, és nem adjuk át harmadik félnek.",
    "tr": "Kişisel verilerinizi bir yıl saklarız ve üçüncü kişilere aktarmayız.",
    "ru": "Мы храним персональные данные один год и не передаём их третьим лицам.",
    "ar": "نحتفظ بالبيانات الشخصية لمدة عام واحد ولا نبيعها لأي شخص آخر دون موافقة.",
    "ja": "当社は個人情報を一年間保管し、利用者の同意なく第三者に提供しません。",
    "zh": "我们保存个人信息一年，未经用户同意不向第三方提供。",
}  # fmt: skip


@pytest.mark.parametrize("sentence", SHORT_POLICIES.values(), ids=SHORT_POLICIES)
def test_a_policy_of_one_sentence_is_no_failure(sentence: str) -> None:
    page = f"<title>Quillmark</title><main><h1>Quillmark</h1><p>{sentence}</p></main>"

    assert isinstance(found(page), Document)
