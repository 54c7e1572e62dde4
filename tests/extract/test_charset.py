import codecs

import pytest

from policytrail.extract.charset import decode_text

FRENCH = "Données personnelles : été, noël, français. " * 5
RUSSIAN = "Политика конфиденциальности и условия использования сервиса. " * 5
JAPANESE = "利用規約をお読みください。個人情報の取り扱いについて説明します。" * 5
CHINESE = "请您仔细阅读本隐私政策，了解我们如何收集和使用您的个人信息。" * 5


@pytest.mark.parametrize(
    ("text", "encoding", "media_type"),
    [
        (FRENCH, "utf-8", ""),
        (FRENCH, "utf-8", "text/html; charset=iso-8859-1"),
        (FRENCH, "cp1252", "text/html; charset=ISO-8859-1"),
        (FRENCH, "cp1252", "text/html; charset=utf-8"),
        (RUSSIAN, "cp1251", "text/html; charset=windows-1251"),
        (RUSSIAN, "cp1251", ""),
        (JAPANESE, "cp932", "text/html; charset=Shift_JIS"),
        (JAPANESE, "cp932", ""),
        (JAPANESE, "iso2022_jp", ""),
        (CHINESE, "gb18030", "text/html; charset=gb2312"),
        (CHINESE, "gb18030", ""),
        (FRENCH, "utf-16-le", ""),
        (FRENCH, "utf-16-be", "text/html; charset=utf-8"),
    ],
)
def test_text_survives_its_encoding(text: str, encoding: str, media_type: str) -> None:
    assert decode_text(text.encode(encoding), media_type) == text


def test_a_byte_order_mark_wins_over_the_header() -> None:
    body = codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le")

    assert decode_text(body, "text/html; charset=utf-8") == FRENCH


def test_the_mark_up_says_what_the_header_does_not() -> None:
    text = f'<meta charset="windows-1251">{RUSSIAN}'

    assert decode_text(text.encode("cp1251"), "text/html") == text


def test_one_bad_byte_condemns_no_page() -> None:
    body = FRENCH.encode() + b"\xff" + FRENCH.encode()

    assert decode_text(body, "text/html; charset=utf-8") == f"{FRENCH}\ufffd{FRENCH}"


def test_an_unknown_character_set_is_passed_over() -> None:
    assert decode_text(FRENCH.encode("cp1252"), "text/html; charset=x-nonsense") == FRENCH
