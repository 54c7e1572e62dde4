"""Consent prompts, recognised by their text and buttons, whatever they are called."""

import re
from collections.abc import Iterator
from typing import Final

from policytrail.extract.tree import Element

# Labels of a prompt's buttons. A policy only mentions such buttons, in sentences.
_ACCEPTS: Final = re.compile(
    r"(?:(?:i |yes,? i )?(?:accept|agree|allow|consent|got it|ok(?:ay)?)|reject|decline|refuse|deny|necessary only"
    r"|(?:accept|reject|allow|decline|refuse|deny)(?: to)? (?:all|cookies|all cookies|and close|& close|and continue|selected"
    r"|(?:only )?(?:necessary|essential|required|optional|additional|non-essential)(?: cookies| only)?)"
    r"|(?:only|use) (?:necessary|essential|required)(?: cookies)?(?: only)?|continue without (?:accepting|agreeing)|do not (?:accept|consent)"
    r"|(?:tout |j')?accepte[rz]?(?: tout| et (?:fermer|continuer)| les cookies)?|(?:tout )?refuse[rz]?(?: tout)?|continuer sans accepter|d'accord"
    r"|(?:alle |alles )?(?:cookies )?(?:akzeptieren|ablehnen|zulassen|annehmen|erlauben)(?: und (?:schließen|weiter))?|nur (?:notwendige|erforderliche|essenzielle)(?: cookies)?.{0,20}|zustimmen|einverstanden"
    r"|acept(?:ar|o)(?: tod[oa]s?(?: las cookies)?| y (?:cerrar|continuar)| cookies)?|rechaz(?:ar|o)(?: tod[oa]s?(?: las cookies)?)?"
    r"|accett(?:a|o)(?: tutt[oi]| e (?:chiudi|continua)| i cookie)?|rifiut(?:a|o)(?: tutt[oi])?|continua senza accettare"
    r"|aceit(?:ar|o)(?: tudo| todos| os cookies| cookies)?|rejeitar(?: tudo| todos)?|recusar(?: tudo| todos)?"
    r"|(?:alle(?:s)? )?(?:cookies )?(?:accepteren|weigeren|toestaan|afwijzen)|akkoord|(?:alles )?accepteer(?: alle)?(?: cookies)?"
    r"|(?:acceptera|godkänn|avvisa|neka|tillåt)(?: alla)?(?: cookies| kakor)?|(?:accepter|godkend|afvis|tillad)(?: alle)?(?: cookies)?"
    r"|(?:godta|aksepter|avvis|tillat)(?: alle)?(?: informasjonskapsler| cookies)?|(?:hyväksy|hylkää|salli)(?: kaikki)?(?: evästeet)?"
    r"|(?:zaakceptuj|akceptuję|akceptuj|odrzuć|zezwól)(?: wszystkie| wszystko)?(?: na wszystkie)?|(?:přijmout|odmítnout|souhlasím|povolit)(?: vše(?:chny)?| vše)?"
    r"|(?:prijať|odmietnuť|súhlasím|povoliť)(?: všetk[oy])?|(?:összes )?(?:elfogadom|elutasítom|elfogadás|elutasítás)(?:a)?(?: mindet)?"
    r"|(?:accept|acceptă|accepta|respinge|refuz)(?:ați)?(?: toate| tot)?|(?:приемам|отказвам|приемане|отхвърляне)(?: всички)?|(?:на )?всички"
    r"|(?:αποδοχή|απόρριψη|αποδέχομαι|συμφωνώ)(?: όλων)?|(?:prihvati|prihvaćam|odbij|odbaci|slažem se)(?: sve)?|(?:sprejmi|sprejmem|zavrni|dovoli)(?: vse)?"
    r"|(?:nõustun|keeldun|luba|keela)(?: kõigi(?:ga)?| kõik)?|(?:piekrītu|pieņemt|noraidīt|atļaut)(?: visus?| visas)?|(?:sutinku|priimti|atmesti|leisti)(?: visus| su visais)?"
    r"|(?:tümünü )?(?:kabul (?:et|ediyorum)|reddet)|(?:прийняти|відхилити|погоджуюсь)(?: всі| усі)?|(?:принять|отклонить|согласен|соглас[а-я]+)(?: все| всё)?"
    r"|(?:terima|tolak|setuju)(?: semua)?|(?:chấp nhận|từ chối|đồng ý)(?: tất cả)?|ยอมรับ(?:ทั้งหมด)?|ปฏิเสธ(?:ทั้งหมด)?"
    r"|(?:قبول|رفض|أوافق|موافق)(?: الكل| الجميع)?|(?:אישור|קבל|דחה|אני מסכים|מאשר)(?: הכל| הכול)?|(?:सभी )?(?:स्वीकार|अस्वीकार)(?: करें)?"
    r"|(?:全部)?(?:接受|同意|拒绝|拒絕|允许)(?:全部|所有)?(?:cookie)?|(?:すべて)?(?:同意する|許可する|拒否する|受け入れる|承認する|同意|拒否)|(?:모두 |전체 )?(?:동의|수락|허용|거부|거절)(?:합니다|함|하기)?)"
    r"[\s!.✓✕×]*",
    re.IGNORECASE,
)
ABOUT_CONSENT: Final = re.compile(
    r"cookie|kakor|informasjonskapsler|eväste|ciasteczk|küpsi|sīkdat|slapuk|piškotk|kolačić|бисквитк|куки|файли?в? cookie|çerez|"
    r"(?:personal|personenbezogene|personnelles|personales|personali) (?:data|daten|données|datos|dati)|données personnelles|dados pessoais"
    r"|\bconsent|einwilligung|consentement|consentimiento|consenso|\btracking|your (?:device|privacy|choices)|partners|partenaires|partner\b"
    r"|คุกกี้|ملفات تعريف|עוגיות|कुकी|クッキー|쿠키",
    re.IGNORECASE,
)
_PRESSED: Final = frozenset({"button", "a", "span", "div", "label"})
_LONGEST_LABEL: Final = 45
_LEAST_TEXT: Final = 50
_LONGEST_PROMPT: Final = 1_500
_BESIDE: Final = 60
"""Most characters that a wrapper may add and still be the prompt: a title, a close button."""
_ROOTS: Final = frozenset({"html", "body", "main", "article"})
_LEAST_LEFT: Final = 100


def consent_prompts(root: Element) -> list[Element]:
    """Return the consent prompts of a measured page, each as a whole."""
    prompts: dict[int, Element] = {}
    for button in _consent_buttons(root):
        prompt = _prompt_around(button)
        if prompt is not None and root.prose - prompt.prose >= _LEAST_LEFT:
            prompts[id(prompt)] = prompt
    return list(prompts.values())


def _consent_buttons(root: Element) -> Iterator[Element]:
    for element in root.descendants():
        if element.tag not in _PRESSED or not 0 < element.size <= _LONGEST_LABEL:
            continue
        is_button = element.tag == "button" or element.attribute("role") == "button"
        if not is_button and element.tag != "a" and "onclick" not in element.attributes:
            continue
        if _ACCEPTS.fullmatch(element.inner_text()):
            yield element


def _prompt_around(button: Element) -> Element | None:
    """Return the smallest element around a button that contains the question, with its title."""
    prompt = None
    for above in button.ancestors():
        if above.tag in _ROOTS or above.size > _LONGEST_PROMPT:
            break
        if prompt is not None and above.size - prompt.size > _BESIDE:
            break
        if prompt is not None or (
            above.size >= _LEAST_TEXT and ABOUT_CONSENT.search(above.inner_text())
        ):
            if any(below.tag == "h1" for below in above.descendants()):
                break
            prompt = above
    return prompt
