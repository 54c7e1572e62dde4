import pytest

from policytrail.language.dates import days_in
from policytrail.language.month_names import CLDR
from tests.language.month_names import names_of_months


def test_the_table_is_what_babel_says() -> None:
    table = [{name.replace("_", " ") for name in names.split()} for names in CLDR]

    assert table == names_of_months()


DATES = {
    "bg": "12 март 2024 г.", "hr": "12. ožujka 2024.", "cs": "12. března 2024", "da": "12. marts 2024",
    "nl": "12 maart 2024", "en": "March 12, 2024", "et": "12. märts 2024", "fi": "12. maaliskuuta 2024",
    "fr": "12 mars 2024", "de": "12. März 2024", "el": "12 Μαρτίου 2024", "hu": "2024. március 12.",
    "ga": "12 Márta 2024", "it": "12 marzo 2024", "lv": "2024. gada 12. marts", "lt": "2024 m. kovo 12 d.",
    "mt": "12 ta’ Marzu 2024", "pl": "12 marca 2024", "pt": "12 de março de 2024", "ro": "12 martie 2024",
    "sk": "12. marca 2024", "sl": "12. marec 2024", "es": "12 de marzo de 2024", "sv": "12 mars 2024",
    "nb": "12. mars 2024", "tr": "12 Mart 2024", "uk": "12 березня 2024 р.", "ru": "12 марта 2024 г.",
    "ar": "١٢ مارس ٢٠٢٤", "ar-LB": "12 آذار 2024", "he": "12 במרץ 2024", "hi": "12 मार्च 2024", "id": "12 Maret 2024",
    "vi": "ngày 12 tháng 3 năm 2024", "th": "12 มีนาคม 2024", "zh": "2024年3月12日", "ja": "2024年3月12日", "ko": "2024년 3월 12일",
}  # fmt: skip


@pytest.mark.parametrize("text", DATES.values(), ids=DATES)
def test_a_date_is_read_in_its_language(text: str) -> None:
    assert [day.date for day in days_in(f"({text})")] == ["2024-03-12"]


@pytest.mark.parametrize("text", ["12 มีนาคม 2562", "2562-03-12", "13/2024", "2024-13-01"])
def test_years_of_another_era_and_months_past_the_twelfth_are_no_dates(text: str) -> None:
    assert days_in(text) == []
