import pytest

from tests.extract.pages import CLAUSES, texts

NAMES = [
    "sharing",
    "share",
    "social",
    "social-media",
    "newsletter",
    "subscribe",
    "feedback",
    "comments",
    "survey",
    "cookie-notice",
    "cookie-settings",
    "cookie-preferences",
    "consent-info",
    "ads",
    "advertisement",
    "sponsored",
    "promo",
    "announcement",
    "related",
    "recommended",
    "menu",
    "navigation",
    "nav",
    "sidebar",
    "footer-links",
    "breadcrumb",
    "search",
    "print",
    "modal",
    "popup",
    "tooltip",
    "sr-only",
    "cta",
    "author-bio",
    "language-list",
    "helpful",
    "login-box",
    "onetrust-info",
    "klaro",
]
CHAPTER = (
    "<h2>Sale of data</h2><p>We never sell personal data, and we tell you before this changes.</p>"
)
SENTENCE = "We never sell personal data, and we tell you before this changes."


def policy_with(extra: str) -> str:
    return f"<main><h1>Terms of Quillmark</h1>{CLAUSES}{extra}{CLAUSES}</main>"


@pytest.mark.parametrize("tag", ["section", "div", "aside"])
@pytest.mark.parametrize("attribute", ["id", "class"])
@pytest.mark.parametrize("name", NAMES)
def test_no_name_drops_prose_with_a_heading(name: str, attribute: str, tag: str) -> None:
    markup = policy_with(f"<{tag} {attribute}='{name}'>{CHAPTER}</{tag}>")

    assert SENTENCE in texts(markup)


@pytest.mark.parametrize("role", ["alert", "complementary", "status"])
def test_a_role_beside_the_text_drops_no_chapter_of_it(role: str) -> None:
    assert SENTENCE in texts(policy_with(f"<div role={role}>{CHAPTER}</div>"))


def test_a_footer_inside_the_text_keeps_its_chapter() -> None:
    markup = f"<article><h1>Terms</h1>{CLAUSES}<footer>{CHAPTER}</footer></article>"

    assert SENTENCE in texts(markup)


def test_a_chapter_with_a_button_among_chapters_is_kept() -> None:
    chapters = "".join(f"<section>{CHAPTER.replace('Sale', word)}</section>" for word in "ABC")
    named = f"<section id=feedback>{CHAPTER}<button>Write to us</button></section>"

    assert texts(policy_with(chapters + named)).count(SENTENCE) == 4


WIDGETS = {
    "a newsletter": "<div class=newsletter><h3>News</h3><p>Get our letter every month, and no spam.</p><input type=email></div>",
    "a question": "<div class=feedback><h3>Was this of use?</h3><p>Tell us, it takes a moment of your time.</p><button>Yes</button></div>",
    "related pages": "<div class=related><h3>Read on</h3><a href=/a>How we make pens of goose quills</a><a href=/b>Ink</a></div>",
    "a share bar": "<div class=share>Share <a href=/x>this</a></div>",
    "a call": "<div class=cta><h2>Ready to write?</h2><p>Start with Quillmark today.</p><a class=btn href=/go>Go</a></div>",
}


@pytest.mark.parametrize("widget", WIDGETS.values(), ids=WIDGETS)
def test_a_widget_inside_the_text_is_none_of_it(widget: str) -> None:
    assert texts(policy_with(widget)) == texts(policy_with(""))


PROMPTS = {
    "en": ("Your choices", "We and our 842 partners store cookies on your device to show ads that fit you.", "Accept all"),
    "de": ("Ihre Wahl", "Wir und unsere Partner setzen Cookies ein, um Werbung zu zeigen, die zu Ihnen passt.", "Alle akzeptieren"),
    "fr": ("Vos choix", "Avec nos partenaires, nous plaçons des cookies sur votre appareil pour la publicité.", "Tout accepter"),
    "pl": ("Twój wybór", "My i nasi partnerzy zapisujemy pliki cookie na urządzeniu, aby pokazywać reklamy.", "Odrzuć wszystkie"),
    "ja": ("選択", "当社とパートナーは、お客様の端末にクッキーを保存し、お客様に合った広告を表示するために利用します。広告のために同意をお願いします。", "すべて拒否"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "words", "button"), PROMPTS.values(), ids=PROMPTS)
def test_a_consent_prompt_without_a_name_is_none_of_the_text(
    title: str, words: str, button: str
) -> None:
    prompt = (
        f"<div class=px-1><h3>{title}</h3><p>{words}</p><div><button>{button}</button></div></div>"
    )

    assert texts(policy_with(prompt)) == texts(policy_with(""))


def test_a_chapter_that_tells_of_consent_buttons_is_kept() -> None:
    chapter = (
        "<div><h2>Cookies</h2><p>In our banner you may press Accept all or Reject all.</p></div>"
    )

    assert "In our banner you may press Accept all or Reject all." in texts(policy_with(chapter))
