"""Pages that want a log-in or a consent before they show anything."""

import re
from typing import Final

from policytrail.extract.guard import phrases
from policytrail.extract.guard.seen import SeenPage

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


def describe_login(seen: SeenPage) -> str | None:
    """Return what asks for a log-in, or None."""
    if seen.words > _FEW_WORDS:
        return None
    said = _LOGIN.search(seen.whole)
    if said and (seen.asks_password or _LOGIN.search(seen.text) or seen.words < _FEW_WORDS // 4):
        return f"the page says: {said[0][:80]!r}"
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
    """Return what asks for a consent where the policy should stand, or None."""
    if seen.words > _CONSENT_WORDS or _COOKIES.search(seen.title):
        return None
    if seen.is_named and not seen.is_doubtful:
        return None
    said = seen.text if seen.words > _FEW_WORDS else seen.whole  # its buttons are furniture
    asked = _CONSENT.search(said)
    mentions = len(_COOKIES.findall(said))
    least = _LEAST_MENTIONS - 1 if seen.is_doubtful else _LEAST_MENTIONS
    if asked and mentions >= least and mentions * 40 >= seen.words:
        return f"the page only asks: {asked[0]!r}"
    return None
