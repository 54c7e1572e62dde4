import pytest

from policytrail.extract import extract
from policytrail.extract.mojibake import repair_text
from policytrail.model import Document, Failure, FailureReason, Recipe
from tests.extract.pages import CLAUSES, found, texts

SENTENCES = {
    "en": "Don’t share your account – it’s “yours”, as every café owner knows.",
    "de": "Für Änderungen dieser Größe gilt das Übliche.",
    "fr": "L’utilisateur accepte « sans réserve » les présentes conditions à compter d’août.",
    "pl": "Użytkownik może zażądać usunięcia swoich danych w każdej chwili.",
    "ru": "Условия использования сервиса: мы храним ваши персональные данные тридцать дней и не продаём их.",
    "el": "Οι όροι χρήσης της υπηρεσίας ισχύουν για όλους τους χρήστες.",
    "ja": "利用者は本サービスを利用するにあたり法令を遵守しなければなりません。",
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_utf_8_that_was_read_as_latin_letters_is_repaired(sentence: str) -> None:
    assert repair_text(sentence.encode().decode("latin-1")) == sentence


def test_a_page_read_twice_says_what_it_said_before() -> None:
    page = f"<main><h1>Terms</h1>{CLAUSES}<p>{SENTENCES['en']}</p></main>"
    damaged = page.encode().decode("cp1252", "replace")

    assert texts(damaged) == texts(page)


def test_utf_8_that_was_read_as_windows_1251_is_repaired() -> None:
    page = "<main><h1>Условия</h1>" + f"<p>{SENTENCES['ru']}</p>" * 4 + "</main>"
    damaged = page.encode().decode("cp1251", "replace")

    assert texts(damaged)[1] == texts(page)[1]


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_what_is_right_stays_as_it_is(sentence: str) -> None:
    assert repair_text(sentence * 20) == sentence * 20


def test_blanks_that_were_read_twice_are_blanks() -> None:
    assert (
        repair_text("We keep it for\u00c2\u00a030\u00c2\u00a0days.")
        == "We keep it for\u00a030\u00a0days."
    )


def test_entities_escaped_twice_are_their_characters() -> None:
    markup = (
        f"<main><h1>Terms</h1>{CLAUSES}<p>Fees &amp;amp; taxes of the Caf&amp;eacute;</p></main>"
    )

    assert texts(markup)[-1] == "Fees & taxes of the Café"


def shifted(markup: str, by: int) -> str:
    """Return text whose letters a font's own code has replaced."""
    return "".join(
        chr((ord(letter) - 97 + by) % 26 + 97) if "a" <= letter <= "z" else letter
        for letter in markup
    )


@pytest.mark.parametrize("by", [1, 3, 5, 7, 13, 17, 25])
def test_letters_that_make_no_words_are_a_failure(by: int) -> None:
    words = CLAUSES.replace("<p>", "").replace("</p>", "\n\n")

    failure = extract(shifted(words * 3, by).encode(), "text/plain", Recipe())

    assert isinstance(failure, Failure)
    assert failure.reason is FailureReason.UNSUPPORTED


def test_letters_of_a_private_font_are_a_failure() -> None:
    private = "".join(chr(0xE000 + ord(letter)) for letter in "we keep your data " * 30)

    failure = found(f"<main><h1>Terms</h1><p>{private}</p>{CLAUSES}</main>")

    assert isinstance(failure, Failure)
    assert "font" in failure.detail


UNKNOWN_LANGUAGES = {
    "Swahili": "Tunahifadhi taarifa zako kwa muda wote akaunti yako ipo, kisha tunazifuta bila kuulizwa na mtu. ",
    "Welsh": "Rydym yn cadw eich manylion tra bo gennych gyfrif, ac yna byddwn yn eu dileu heb ofyn. ",
    "Basque": "Zure datuak kontua duzun bitartean gordetzen ditugu, eta gero inork eskatu gabe ezabatzen ditugu. ",
    "Maltese": "Aħna nżommu d-dettalji tiegħek sakemm ikollok kont, u mbagħad inħassruhom mingħajr ma titlob. ",
}  # fmt: skip


@pytest.mark.parametrize("sentence", UNKNOWN_LANGUAGES.values(), ids=UNKNOWN_LANGUAGES)
def test_a_language_that_we_do_not_know_can_be_read(sentence: str) -> None:
    assert isinstance(extract((sentence * 12).encode(), "text/plain", Recipe()), Document)
