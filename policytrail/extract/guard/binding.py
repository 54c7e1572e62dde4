"""Sentences that bind or promise something, as even the shortest policy has."""

import re
from collections.abc import Iterable
from typing import Final

from policytrail.language import policy_words_in, split_sentences
from policytrail.text import fold_for_comparison


def _split_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of policies that menus, error pages and challenges use as well.
EVERYWHERE: Final = frozenset([
    "access", "accessib", "account", "content", "secur", "restrict", "usage", "process", "share",
    "sharing", "limit", "right", "advertis", "subscri", "recipient", "rule", "store", "cookie",
])  # fmt: skip
# Beginnings of words that only name documents: every footer has them.
NAMES: Final = _split_words(
    "terms condition polic privac cookie agreement legal statement notice imprint guideline disclaim content "
    "politique confidential mention cookie nutzungs bedingung agb datenschutz impressum richtlinie término "
    "condicion política privacidad aviso condizion informativa termin note termo condiç condic voorwaard beleid "
    "privacy villkor integritet vilkår betingelse politik personvern retningslinj ehdot ehtoj warunk regulamin "
    "polityk prywatno podmínk zásad podmienk feltétel szabályzat adatvédel termen condiți conditi politic услови "
    "политик όροι όρων πολιτικ uvjet pogoj tingimus poliitika noteikum sąlyg koşul şart politika gizlilik умов "
    "syarat ketentuan kebijakan privasi chính sách điều khoản شروط الشروط سياسة תנאי תנאים מדיניות नीति शर्तें 条款 "
    "條款 政策 协议 協議 規約 利用規約 プライバシ 方針 약관 정책 방침 นโยบาย ข้อกำหนด เงื่อนไข"
)
# Who may, must or will do what; refusals and prices too. In folded form.
_BINDS: Final = re.compile(
    r"\b(?:may|must|shall|cannot|can't|don't|do not|does not|doesn't|will|won't|never|nobody|prohibited|forbidden|allowed|permitted"
    r"|agree|liable|entitled|no (?:warranty|liability|cookies|right|refunds?)|without|at your own risk|belongs? to|expires?|refunds?"
    r"|opt (?:in|out)|only if|unless|subject to|free of charge|as is|ban|remove|blame|yearly|renews?|cancel)\b"
    r"|\b(?:müssen|muss|dürfen|darf|können|haften|haftet|werden|wird|nicht|kein\w*|gilt|gelten|verboten|untersagt|gesperrt|binnen)\b"
    r"|\b(?:doit|doivent|pouvez|peut|peuvent|ne|n'|sont|interdit\w*|aucun\w*|s'engage|supprimons|conserv\w+)\b"
    r"|\b(?:debe\w*|puede\w*|podrá\w*|no|nunca|prohibid\w*|eliminamos)\b|\b(?:deve|devono|può|possono|non|vietat\w*)\b"
    r"|\b(?:deve\w*|pode\w*|não|proibid\w*|nenhum\w*)\b|\b(?:moet\w*|mag|mogen|kunnen|geen|niet|niets|verboden)\b"
    r"|\b(?:får|måste|ska|skal|inte|ikke|kan|inga|ingen)\b|\b(?:ei|eivät|emme|saa|voi|täytyy|tulee)\b"
    r"|\b(?:musi\w*|może\w*|nie|żadnych|wolno)\b|\b(?:musí\w*|může\w*|ne\w+|žádn\w+|nie|môže\w*)\b|\b(?:nem|kell|lehet|tilos)\b"
    r"|\b(?:nu|trebuie|poate|puteți)\b|(?:не|должн\w+|мож\w+|вправе|обязан\w*|запрещ\w+|блокируем|повин\w+|може\w*|забороне\w+|трябва)\b"
    r"|δεν|πρέπει|μπορεί|απαγορ|\b\w{1,40}(?:maz|mez|malı|meli|abilir|ebilir|mayız|meyiz)\b|\bhiçbir\b"
    r"|\b(?:tidak|harus|wajib|boleh|dapat|dilarang)\b|\b(?:không|phải|có thể|được)\b"
    r"|لا|يجب|يمكن|يجوز|يحظر|אין|חייב|רשאי|אסור|नहीं|चाहिए|सकते|ห้าม|ต้อง|ไม่|สามารถ"
    r"|不得|不会|不向|应当|應當|可以|禁止|将被|必须|ません|できます|ものとし|禁止|ください|してはな|않습니다|하여야|해야|수 있|금지"
)
_PARTY: Final = re.compile(
    r"\b(?:we|us|our|you|your|yours|users?|customers?|providers?|processors?|anbieter|prestataire|proveedor|fornitore|members?|guests|hosts|buyers?|sellers?|app|site|website|service)\b"
    r"|\b(?:wir|uns|unser\w*|sie|ihr\w*|nutzer\w*|kunde\w*|nous|notre|nos|vous|votre|vos|utilisateur\w*|nosotros|nuestr\w+|usted\w*|usuari\w+|aplicación)\b"
    r"|\b(?:noi|nostr\w+|utent\w+|app|nós|noss\w+|usuári\w+|aplicativo|wij|we|onze|u|uw|je|jij|vi|oss|vår\w*|vores|du|din|dig)\b"
    r"|\b(?:my|nasz\w*|państw\w*|użytkown\w*|aplikac\w+|мы|нас|наш\w*|вы|вас|ваш\w*|пользовател\w+|ми|користувач\w+|приложение)\b"
    r"|我们|我們|您|用户|用戶|本应用|当社|弊社|本アプリ|お客様|利用者|당사|회원|이용자|본 앱|chúng tôi|bạn|kami|anda|biz|siz\w*|نحن|التطبيق"
)
# The publisher speaking of itself, or a quantity; walls and errors of servers speak of the reader alone.
_OWN_WORDS: Final = re.compile(
    r"\b(?:we|us|our|wir|uns|unser\w*|nous|notre|nos|nosotros|nuestr\w+|noi|nostr\w+|nós|noss\w+|wij|onze|vi|oss|vår\w*|vores"
    r"|my|nasz\w*|мы|нас|наш\w*|ми|kami|chúng tôi|biz)\b|我们|我們|当社|弊社|당사|نحن"
    r"|\d ?(?:%|hours?|days?|months?|years?|stunden?|tagen?|monat|jahr|heures?|jours?|mois|ans\b|horas?|días?|meses|años?|giorni|mesi|anni|dni\b|dagar|dage)"
)
_LEAST_WORDS: Final = 4
"""Fewest words of a line without final punctuation: names of chapters are shorter."""
# Words that name a document by themselves, and words that do so in a short title.
_DOCUMENTS: Final = _split_words(
    "terms polic agreement guideline disclaim imprint notice statement rule licen licence licens licenza licença "
    "refund subprocess politique nutzungs bedingung agb datenschutz impressum richtlinie término termin política "
    "informativa termo voorwaard beleid villkor vilkår betingelse politik personvern retningslinj ehdot ehtoj "
    "regulamin polityk podmínk zásad podmienk szabályzat feltétel adatvédel termen politic услови политик правил "
    "όροι όρων πολιτικ uvjet pravil pogoj tingimus poliitika noteikum politika taisykl koşul politika умов syarat "
    "ketentuan kebijakan chính điều شروط الشروط سياسة תנאי מדיניות नीति शर्तें règle regel widerruf 条款 條款 政策 协议 "
    "協議 規約 利用規約 プライバシ 方針 약관 정책 방침 规则 規則 นโยบาย ข้อกำหนด เงื่อนไข"
)
_SUBJECTS: Final = _split_words(
    "privac privacy cookie condition legal copyright gdpr retention accessib warrant indemn vulnerab confidential "
    "mention privacidad privacidade prywatno soukrom integritet confidențial gizlilik персональн конфиденц "
    "condicion condizion condiç condic conditi licence trademark haft privatliv adatkezel 法律 版权 著作権"
)
_MOST_MODAL: Final = 2
_NAME_WORDS: Final = 9
_NAMED: Final = re.compile(
    r"(?:acceptable|fair) use|do not sell|code of conduct|community standards|service level|sub-?processors|data processing|tietosuoja"
    r"|\w(?:regeln|bedingungen|richtlinien?|ordnung|erklärung|belehrung|hinweise|vereinbarung|voorwaarden|villkor|vilkår|ehdot)\b"
)
# Names of policies on a single subject; in short titles only.
_TITLED: Final = re.compile(
    r"^(?:(?:our|your|how we|the|we|nos?|nos|notre|unsere?) )?(?:security|moderat\w+|children|minors|trackers?|uptime|availability|returns?"
    r"|refunds?|cancell?ations?|complaints?|appeals?|warrant\w+|guarantee|shipping|delivery|fees|retention|safety|eligibility|arbitration"
    r"|kündigung|widerruf|garantie|gewährleistung|rückgabe|versand|haftung|jugendschutz|moderation|verfügbarkeit|sicherheit"
    r"|résiliation|retours?|remboursements?|livraison|réclamations?|disponibilité|sécurité|garantía|devoluciones|reembolsos?|envíos"
    r"|reclamaciones|seguridad|garanzia|resi|rimborsi|spedizioni|reclami|recesso|sicurezza|devoluções|reembolsos|segurança"
    r"|reklamacje|zwroty|gwarancja|dostawa|reklamace|vrácení|záruka|garanti|retur\w*|ångerrätt|palautu\w+|takuu|возврат|гарантия|iade)"
    r"(?: (?:and|&|und|et|y|e|i) \w+| we use| commitment| by country| notice| statement)?$|返品|返金|保証|특정상거래|환불|退货|退款|保修"
)
_NO_NAME: Final = re.compile(
    r"search|results?\b|suche|recherche|resultados|risultati|blog|forum|preference|choices|\bgate\b|\btua\b|not found|\bfaq\b|help cent"
)
# Titles of pages that list the policies of a site: they name policies and are none themselves.
_GATHERS: Final = re.compile(
    r"\b(?:legal|trust|privacy|policy|safety|compliance|help|support)\b.{0,20}\b(?:cent(?:er|re)s?|hub|portal|overview|library|documents)$"
    r"|^(?:centre|espace|portail) (?:juridique|légal|de confiance|de confidentialité)|^rechtliches$|^(?:centro|portal) (?:legal|legale|jurídico|de privacidad)"
)
_SUBJECT_WORDS: Final = 3
_NAME_PARTS: Final = re.compile(r"\s[-|–—·:»]\s|[|»]")
ADDRESS: Final = re.compile(r"https?://[^\s\"'<>]+")
"""Its words say where something stands, not what."""
_ENDS: Final = re.compile(r"[.!?。！？]\W{0,20}$")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def binding_sentences(texts: Iterable[str], *, is_named: bool) -> list[str]:
    """Return the sentences, folded, that state a rule, a right, a promise or a practice.

    On a page whose title or heading names a policy, less is required of each.
    """
    spoken = (ADDRESS.sub(" ", text) for text in texts)
    sentences = (fold_for_comparison(part) for text in spoken for part in split_sentences(text))
    return [sentence for sentence in sentences if _binds(sentence, is_named=is_named)]


def is_policy_name(title: str) -> bool:
    """Return whether a title, without the name of the site, is the name of a policy.

    >>> is_policy_name("Privacy Policy | Quillmark"), is_policy_name("We value your privacy")
    (True, False)
    """
    if _NO_NAME.search(fold_for_comparison(title)):
        return False
    return any(map(_names_document, _NAME_PARTS.split(title)))


def gathers_policies(title: str) -> bool:
    """Return whether a title is that of a site's list of policies.

    >>> gathers_policies("Legal Center"), gathers_policies("Terms of the Legal Center Ltd")
    (True, False)
    """
    return _GATHERS.search(fold_for_comparison(title).strip()) is not None


def _names_document(part: str) -> bool:
    words = len(part.split())
    if words > _NAME_WORDS or _ENDS.search(part):
        return False
    if gathers_policies(part):
        return False
    folded = fold_for_comparison(part)
    stems = set(policy_words_in(folded))
    return bool(stems & _DOCUMENTS or _NAMED.search(folded) or _TITLED.search(folded)) or (
        words <= _SUBJECT_WORDS and bool(stems & _SUBJECTS)
    )


def _binds(sentence: str, *, is_named: bool) -> bool:
    is_short = len(_LETTERS.findall(sentence)) < _LEAST_WORDS
    if is_short and sentence.isascii() and not _ENDS.search(sentence):
        return False
    telling = set(policy_words_in(sentence)) - NAMES
    if not is_named and not _OWN_WORDS.search(sentence):
        telling -= EVERYWHERE
    modal = {match[0] for match in _BINDS.finditer(sentence)}
    signs = len(telling) + min(len(modal), _MOST_MODAL) + bool(_PARTY.search(sentence))
    return signs >= (2 if is_named else 3)


def is_weighty(sentence: str) -> bool:
    """Return whether a folded sentence says what someone may, must or will do about a subject of policies."""
    telling = set(policy_words_in(sentence)) - NAMES - EVERYWHERE
    return bool(telling and _BINDS.search(sentence) and _PARTY.search(sentence))
