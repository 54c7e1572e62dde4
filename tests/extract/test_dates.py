import pytest

from policytrail.extract.dates import find_claimed_dates
from policytrail.language.dates import days_in
from policytrail.model import Block, BlockKind, DateKind
from tests.extract.pages import CLAUSES, read

LONG = "We keep your data, and we tell you what we do with it as long as you use the service. " * 4


def claims(*paragraphs: str, language: str = "en") -> list[tuple[str, str]]:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in paragraphs]
    return [(claim.kind.value, claim.date) for claim in find_claimed_dates(blocks, language)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025/12/16", "2025-12-16"),
        ("8 July 2026", "2026-07-08"),
        ("July 8th, 2026", "2026-07-08"),
        ("Sept. 1, 2024", "2024-09-01"),
        ("1st of March 2021", "2021-03-01"),
        ("1er mars 2025", "2025-03-01"),
        ("3 de marzo de 2025", "2025-03-03"),
        ("8. März 2024", "2024-03-08"),
        ("31.12.2019", "2019-12-31"),
        ("12 grudnia 2023", "2023-12-12"),
        ("5 июня 2022", "2022-06-05"),
        ("2024年5月1日", "2024-05-01"),
        ("2024년 5월", "2024-05"),
        ("October 2020", "2020-10"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("09/24/13", "2013-09-24"),
        ("7 de enero de 2024", "2024-01-07"),
        ("1º de março de 2023", "2023-03-01"),
        ("7 gennaio 2024", "2024-01-07"),
        ("12 maart 2022", "2022-03-12"),
        ("3 kwietnia 2024", "2024-04-03"),
        ("15 Aralık 2023", "2023-12-15"),
        ("5 mai 2024", "2024-05-05"),
        ("juin 2024", "2024-06"),
        ("2024.02.03", "2024-02-03"),
        ("2024/2/3", "2024-02-03"),
        ("2024-02-29", "2024-02-29"),
        ("3.2.24", "2024-02-03"),
        ("MAY 1, 2024", "2024-05-01"),
        ("May 1st 2024", "2024-05-01"),
        ("1-May-2024", "2024-05-01"),
        ("30 April 2024", "2024-04-30"),
        ("2024年12月", "2024-12"),
        ("2024년 5월 1일", "2024-05-01"),
    ],
)
def test_dates_are_read_in_many_ways_of_writing(text: str, date: str) -> None:
    assert [day.date for day in days_in(f"(since {text})")] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.2020.4",
        "31 February",
        "tel. 030 1234 2020",
        "§ 2018",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "Feb 29, 2023",
        "31 April 2024",
        "10.10.10.10",
        "1/2",
        "14 July",
        "14 July 1789",
        "20240203",
        "chapter 2 March",
        "Q3 2024",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert days_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last Updated Date: 2025/12/16", ("last_updated", "2025-12-16")),
        ("Effective 8 July 2026", ("effective", "2026-07-08")),
        ("Version: June 2026", ("version", "2026-06")),
        ("Dernière mise à jour le 3 mars 2025", ("last_updated", "2025-03-03")),
        ("Stand: 01.02.2024", ("last_updated", "2024-02-01")),
        ("Gültig ab 1. Mai 2024", ("effective", "2024-05-01")),
        ("Última actualización: 4 de abril de 2023", ("last_updated", "2023-04-04")),
        ("更新日期：2024年5月1日", ("last_updated", "2024-05-01")),
        ("2024年5月1日 施行", ("effective", "2024-05-01")),
        ("Published on 2 May 2020.", ("published", "2020-05-02")),
        ("February 14, 2025", ("published", "2025-02-14")),
        ("Privacy Notice (25 May 2018)", ("published", "2018-05-25")),
        ("Updated 5/14", ("last_updated", "2014-05")),
    ],
)
def test_a_date_is_what_its_label_says(text: str, expected: tuple[str, str]) -> None:
    assert claims(text) == [expected]


def test_one_date_may_have_two_labels() -> None:
    assert claims("Last updated and effective: June 23, 2020") == [
        ("last_updated", "2020-06-23"),
        ("effective", "2020-06-23"),
    ]


def test_each_date_has_its_own_label() -> None:
    assert claims("Effective October 15, 2020. Last Revised September 15, 2020") == [
        ("effective", "2020-10-15"),
        ("last_updated", "2020-09-15"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}Under a law effective January 1, 2020, if you live there, you have more rights.",
        f"{LONG}Offers that were made in May 2019 stay as they are.",
        f"{LONG}The brochures of our partners were last updated in November 2019.",
    ],
)
def test_dates_of_other_things_are_not_claimed(text: str) -> None:
    assert claims(*[LONG] * 20, text, *[LONG] * 20) == []


def test_the_document_may_speak_of_itself_anywhere() -> None:
    text = f"{LONG}This policy was last updated on 4 January 2021."

    assert claims(*[LONG] * 20, text, *[LONG] * 20) == [("last_updated", "2021-01-04")]


def test_other_dates_settle_which_number_is_the_month() -> None:
    assert claims("Last updated 03/04/2025", "From 12/31/2024 on.")[0] == (
        "last_updated",
        "2025-03-04",
    )


def test_the_language_settles_which_number_is_the_month() -> None:
    assert claims("Mis à jour le 03/04/2025", language="fr") == [("last_updated", "2025-04-03")]


def test_what_cannot_be_settled_is_told_with_both_readings() -> None:
    claim = find_claimed_dates([Block(BlockKind.PARAGRAPH, "Last updated 03/04/2025")], "en")[0]

    assert (claim.date, claim.other_reading) == ("2025-03-04", "2025-04-03")


def test_mark_up_states_dates_that_no_reader_sees() -> None:
    document = read(
        '<script type="application/ld+json">{"dateModified": "2024-02-03T10:00:00Z"}</script>'
        f'<meta property="article:published_time" content="2023-01-02"><h1>Terms</h1>{CLAUSES}'
    )

    assert [(c.kind, c.date, c.block) for c in document.claimed_dates] == [
        ("last_updated", "2024-02-03", None),
        ("published", "2023-01-02", None),
    ]


def test_a_time_element_states_the_date_of_its_words() -> None:
    document = read(
        f"<h1>Terms</h1><p>Updated <time datetime=2024-03-02>last spring</time></p>{CLAUSES}"
    )

    assert [(c.kind, c.date, c.text) for c in document.claimed_dates] == [
        ("last_updated", "2024-03-02", "Updated last spring")
    ]


def test_a_claim_names_its_words_and_its_block() -> None:
    document = read(f"<h1>Terms</h1><p>Last updated: 8 July 2026</p>{CLAUSES}")

    assert [(c.text, c.block) for c in document.claimed_dates] == [("Last updated: 8 July 2026", 1)]


@pytest.mark.parametrize(
    "text", ["February 29, 2025", "31 April 2024", "2023-02-30", "30.02.2024", "29/02/2023"]
)
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert days_in(f"Last updated: {text}") == []


UPDATED = {
    "bg": "Последно обновено: 12 март 2024 г.", "el": "Τελευταία ενημέρωση: 12 Μαρτίου 2024",
    "hr": "Posljednja izmjena: 12. ožujka 2024.", "sl": "Zadnja posodobitev: 12. marec 2024",
    "et": "Viimati uuendatud: 12. märts 2024", "lv": "Pēdējo reizi atjaunināts: 2024. gada 12. marts",
    "lt": "Paskutinį kartą atnaujinta: 2024 m. kovo 12 d.", "uk": "Останнє оновлення: 12 березня 2024 р.",
    "ar": "آخر تحديث: ١٢ مارس ٢٠٢٤", "he": "עודכן לאחרונה: 12 במרץ 2024", "hi": "अंतिम अपडेट: 12 मार्च 2024",
    "vi": "Cập nhật lần cuối: ngày 12 tháng 3 năm 2024", "th": "อัปเดตล่าสุด: 12 มีนาคม 2024",
    "id": "Terakhir diperbarui: 12 Maret 2024", "hu": "Utolsó módosítás: 2024. március 12.",
    "mt": "Aġġornat: 12 ta’ Marzu 2024", "ga": "Nuashonraithe: 12 Márta 2024", "tr": "Son güncelleme: 12 Mart 2024",
}  # fmt: skip


@pytest.mark.parametrize("text", UPDATED.values(), ids=UPDATED)
def test_an_update_is_claimed_in_many_languages(text: str) -> None:
    blocks = [Block(BlockKind.HEADING, "Quillmark", 1), Block(BlockKind.PARAGRAPH, text)]

    assert [(c.kind, c.date) for c in find_claimed_dates(blocks, None)] == [
        (DateKind.LAST_UPDATED, "2024-03-12")
    ]
