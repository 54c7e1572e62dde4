"""Pages that want a log-in or a consent before they show anything."""

import re
from typing import Final

from policytrail.extract.guard.seen import Seen

_LOGIN: Final = re.compile(
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
)
_COOKIES: Final = re.compile(r"cookie|traceur|tracker|consent|einwilligung|同意")
_FEW_WORDS = 120
_CONSENT_WORDS = 350
_LEAST_MENTIONS = 3


def login_detail_of(seen: Seen) -> str | None:
    """Return what asks for a log-in, or None."""
    if seen.words > _FEW_WORDS:
        return None
    said = _LOGIN.search(seen.whole)
    if said and (seen.asks_password or _LOGIN.search(seen.text) or seen.words < _FEW_WORDS // 4):
        return f"the page says: {said[0][:80]!r}"
    return None


def consent_detail_of(seen: Seen) -> str | None:
    """Return what asks for a consent where the policy should stand, or None."""
    if seen.words > _CONSENT_WORDS or _COOKIES.search(seen.title):
        return None
    asked = _CONSENT.search(seen.text if seen.words else seen.whole)
    mentions = len(_COOKIES.findall(seen.text if seen.words else seen.whole))
    if asked and mentions >= _LEAST_MENTIONS and mentions * 40 >= seen.words:
        return f"the page only asks: {asked[0]!r}"
    return None
