import pytest

from policytrail.language.detect import detect_language
from policytrail.model import Block, BlockKind

SAID = {
    "en": "We use the data that you give us in order to run the service and to keep it safe for all.",
    "fr": "Nous utilisons les données que vous nous donnez pour assurer le service et sa sécurité.",
    "de": "Wir nutzen die Daten, die Sie uns geben, um den Dienst zu betreiben und zu sichern.",
    "es": "Usamos los datos que usted nos da para prestar el servicio y para que sea seguro.",
    "it": "Usiamo i dati che ci fornisci per offrire il servizio e per renderlo sicuro a tutti.",
    "pt": "Usamos os dados que você nos fornece para prestar o serviço e para mantê-lo seguro.",
    "nl": "Wij gebruiken de gegevens die u ons geeft om de dienst te leveren en veilig te houden.",
    "sv": "Vi använder de uppgifter som du ger oss för att driva tjänsten och hålla den säker.",
    "pl": "Używamy danych, które nam podajesz, aby świadczyć usługę i dbać o jej bezpieczeństwo.",
    "cs": "Údaje, které nám poskytnete, používáme k tomu, aby služba fungovala a byla bezpečná.",
    "ru": "Мы используем данные, которые вы нам даёте, чтобы сервис работал и был безопасным.",
    "uk": "Ми використовуємо дані, які ви нам надаєте, щоб сервіс працював і був безпечним.",
    "tr": "Bize verdiğiniz verileri hizmeti sunmak ve güvenli tutmak için kullanıyoruz ve bu çok.",
    "el": "Χρησιμοποιούμε τα δεδομένα που μας δίνετε για να λειτουργεί η υπηρεσία με ασφάλεια.",
    "ja": "お客様からいただいた情報は、サービスの提供と安全のために利用します。",
    "zh": "我们使用您提供的信息来运营服务并保障其安全。",
    "ko": "귀하가 제공한 정보를 서비스 제공과 안전을 위해 사용합니다.",
    "ar": "نستخدم البيانات التي تقدمها لنا لتشغيل الخدمة والحفاظ على أمانها.",
    "he": "אנו משתמשים בנתונים שאתה נותן לנו כדי להפעיל את השירות ולשמור עליו.",
    "th": "เราใช้ข้อมูลที่คุณให้ไว้เพื่อให้บริการและรักษาความปลอดภัย",
}


@pytest.mark.parametrize(("language", "text"), SAID.items(), ids=SAID)
def test_a_sentence_or_two_tell_their_language(language: str, text: str) -> None:
    assert detect_language([Block(BlockKind.PARAGRAPH, f"{text} {text}")]) == language


def test_the_text_is_believed_before_the_template() -> None:
    assert detect_language([Block(BlockKind.PARAGRAPH, SAID["fr"] * 3)], "en") == "fr"


def test_the_template_decides_where_the_text_is_too_short() -> None:
    assert detect_language([Block(BlockKind.PARAGRAPH, "Quillmark 2026")], "de") == "de"


def test_without_either_the_language_is_unknown() -> None:
    assert detect_language([Block(BlockKind.PARAGRAPH, "Quillmark 2026")]) is None
