"""Pages that require a log-in or a consent before they show anything."""

import re
from typing import Final

from policytrail.extract.guard import phrases
from policytrail.extract.guard.seen import SeenPage

LOGIN: Final = re.compile(
    r"(?:sign|log) ?in to (?:continue|view|access|your)|please (?:sign|log) ?in\b|you must (?:be logged|log|sign) in"
    r"|login required|to join [^.\n]{1,40}, sign up|join (?:now|linkedin)|forgot(?:ten)? (?:your )?password"
    r"|create (?:an|your) account to|members only|connectez-vous pour|identifiez-vous|mot de passe oubli[ée]"
    r"|(?:bitte )?(?:melden sie sich an|einloggen|anmelden um)|passwort vergessen|inicia(?:r)? sesi[óo]n para|contrase[ñn]a olvidada"
    r"|accedi per|password dimenticata|fa[çc]a login|войдите,? чтобы|забыли пароль|请先?登录|登录后|ログインして(?:ください)?|로그인(?:이 필요|하세요)"
)
_CONSENT: Final = re.compile(
    r"accept (?:all )?(?:cookies|& continue|and continue)|accept all|reject all|manage (?:cookies|preferences|options|choices)"
    r"|cookie (?:settings|preferences)|allow (?:all|the use of) cookies|tout accepter|accepter (?:et|&) (?:continuer|fermer)"
    r"|alle (?:cookies )?akzeptieren|aceptar (?:todo|todas)|accetta tutti|aceitar (?:tudo|todos)|alles accepteren|同意して続行"
    r"|(?:accept|refuse|reject)(?:,| or) (?:refuse|reject|subscribe)|accepter[^.]{0,12} refuser|(?:puoi|puedes) (?:accettare|aceptar) o \w+|manage consent|confirm my choices"
    r"|privacy (?:preference|choices)|zustimmen|(?:kliknij|klik op) (?:zgadzam|akkoord)|godkänn|save and (?:enter|continue)|more options"
)
_COOKIES: Final = re.compile(
    r"cookie|traceur|tracker|consent|einwilligung|同意|partner|personali[sz]ed (?:ads|content)|publicités? personnalisée|anuncios personalizados|annunci personalizzati|personalisierte"
)
_FEW_WORDS = 120
_FEWEST_WORDS = 12
_CONSENT_WORDS = 350
_LEAST_MENTIONS = 3


def describe_login(seen: SeenPage) -> str | None:
    """Return what asks for a log-in, or None."""
    if seen.words > _FEW_WORDS:
        return None
    phrase = LOGIN.search(seen.whole)
    if phrase and (seen.asks_password or LOGIN.search(seen.text) or seen.words < _FEW_WORDS // 4):
        return f"the page says: {phrase[0][:80]!r}"
    asked = phrases.LOGIN.search(seen.whole) if seen.is_doubtful else None
    if asked and (seen.asks_password or phrases.LOGIN.search(seen.text)):
        return f"the page says: {asked[0][:80]!r}"
    return None


def describe_choice(seen: SeenPage) -> str | None:
    """Return what the page wants chosen or confirmed before it shows anything, or None."""
    if not seen.is_doubtful:
        return None
    asked = phrases.CHOICE.search(f"{seen.title}\n{seen.text}")
    return f"the page asks: {asked[0][:80]!r}" if asked else None


def describe_consent(seen: SeenPage) -> str | None:
    """Return what asks for consent in place of the policy, or None."""
    if seen.words > _CONSENT_WORDS or _COOKIES.search(seen.title):
        return None
    if seen.lists_names:
        return None
    if seen.names_policy and (seen.binding or not seen.is_doubtful):
        return None
    is_asking = _COOKIES.search(seen.text) or (seen.own_words < _FEWEST_WORDS and not seen.binding)
    text = seen.whole if seen.words <= _FEW_WORDS and is_asking else seen.text
    asked = _CONSENT.search(text)
    mentions = len(_COOKIES.findall(text))
    least = _LEAST_MENTIONS - 1 if seen.is_doubtful else _LEAST_MENTIONS
    if asked and mentions >= least and mentions * 40 >= seen.words:
        return f"the page only asks: {asked[0]!r}"
    return None
