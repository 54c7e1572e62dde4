"""Walls against programs: challenges, captchas, blocks by firewalls and by country."""

import re
from typing import Final

from policytrail.extract.guard import error, not_found, phrases
from policytrail.extract.guard.seen import SeenPage

# Signs of scripts and forms; normal pages behind the same firewall have some of them too, so they
# count only if there is hardly any text.
_SIGNATURES: Final = (
    ("Cloudflare", r"_cf_chl_opt|cf-browser-verification|jschl[_-]vc|cf-challenge|cf_chl_prog"
                   r"|cf-error-details|cdn-cgi/l/chk_|id=\"challenge-form\"|/cdn-cgi/bm/cv/"),
    ("PerimeterX", r"px-captcha|_pxappid|captcha\.px-cdn|perimeterx"),
    ("DataDome", r"captcha-delivery\.com|geo\.captcha|datadome captcha"),
    ("Imperva", r"_incapsula_resource|incapsula incident"),
    ("Sucuri", r"sucuri_cloudproxy|sucuri website firewall|cloudproxy"),
    ("Akamai", r"sec-if-cpt|/_sec/cp_challenge|bm-verify|errors\.edgesuite\.net"),
    ("AWS WAF", r"awswaf|aws-waf-token"),
    ("Kasada", r"kpsdk|/149e9513-01fa-4fb0-aad4-566afd725d1b/"),
    ("a captcha", r"class=\"(?:g-recaptcha|h-captcha|cf-turnstile)\""),
)  # fmt: skip
_KNOWN: Final = tuple((name, re.compile(pattern)) for name, pattern in _SIGNATURES)
SAID: Final = re.compile(
    r"checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot)"
    r"|are you a (?:human|robot)|not a robot|prove (?:that )?you(?:'re| are) (?:a )?human"
    r"|complete the (?:captcha|security check)|security check to access"
    r"|unusual (?:traffic|activity) from|automated (?:access|requests|queries|tools)"
    r"|using automation tools|enable cookies\.? error 1\d{3}|attention required! \| cloudflare"
    r"|ddos protection by|just a moment\.\.\.|one more step please complete|one small step"
    r"|pardon our interruption|request unsuccessful\. incapsula|you(?:'ve| have) been blocked"
    r"|access to this (?:page|website|site) has been (?:denied|blocked)|website firewall"
    r"|your (?:ip|access|request) (?:address )?has been (?:blocked|denied|restricted)"
    r"|(?:unauthorized|unauthorised) request blocked|request blocked|bot detect"
    r"|waiting room|due to high (?:volume|traffic|demand)|you are now in line|queue-it"
    r"|too many requests|rate limit exceeded"
    r"|not available (?:to|for) (?:customers|users|visitors|people)[^.]{0,60}(?:outside|in your)"
    r"|(?:not available|unavailable|blocked) in your (?:country|region|location)"
    r"|outside of the (?:united states|european)[^.]{0,80}(?:not available|unavailable)"
    r"|unavailable for legal reasons|451: unavailable"
    r"|v[ée]rifi(?:ez|ons|cation)[^.]{0,40}(?:humain|navigateur|robot)"
    r"|(?:best[äa]tig|verifizier)[^.]{0,60}(?:mensch|roboter)|sicherheits[üu]berpr[üu]fung"
    r"|potvr[ďd]te,? že jste člověk|ověřte se|проверка браузера|подтвердите,? что вы не робот"
    r"|no soy un robot|verifica que eres humano|não sou um rob[ôo]|non sono un robot"
    r"|请完成(?:安全)?验证|安全验证|人机验证|ロボットではありません|로봇이 아닙니다"
)
DENIED: Final = re.compile(
    r"access (?:is )?denied|you don't have permission to access|403 forbidden|\bforbidden\b"
    r"|acc[èe]s (?:refus[ée]|interdit)|zugriff verweigert|acceso denegado|accesso negato"
    r"|acesso negado|доступ (?:запрещ|ограничен)|访问被拒绝|blocked site error|permission denied"
)
_SOME_WORDS = 250
_FEW_WORDS = 120
_NEXT_TO_NOTHING = 40


def describe_challenge(seen: SeenPage) -> str | None:
    """Return which wall blocks the page, or None."""
    if seen.words > _SOME_WORDS:
        return None
    phrase = SAID.search(seen.said)
    if phrase is None and seen.is_doubtful and not _names_other_cause(seen):
        phrase = phrases.BLOCKED.search(seen.said)
    if phrase:
        return f"the page says: {phrase[0][:80]!r}"
    if seen.words > _FEW_WORDS:
        return None
    denied = DENIED.search(seen.said)
    if denied:
        return f"the page says: {denied[0]!r}"
    return script_detail_of(seen)


def _names_other_cause(seen: SeenPage) -> bool:
    """Return whether the page says outright that it is missing or broken; menus name rate limits."""
    return bool(not_found.SAID.search(seen.text) or error.SAID.search(seen.text))


def script_detail_of(seen: SeenPage) -> str | None:
    """Return whose challenge the scripts of a page without text are, or None."""
    if seen.words > _NEXT_TO_NOTHING:
        return None
    by = next((name for name, pattern in _KNOWN if pattern.search(seen.scripts)), None)
    return f"a challenge of {by}" if by is not None else None
