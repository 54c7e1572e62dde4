"""Pages that say that the page does not exist."""

import re
from typing import Final

from policytrail.extract.guard import phrases
from policytrail.extract.guard.seen import SeenPage

SAID: Final = re.compile(
    r"\b(?:error|http|erreur|fehler|errore|erro)[ :-]{0,3}(?:404|410)\b|^404\b|\b404 (?:error|not found|page)"
    r"|\b(?:page|seite|p[áa]gina|file|document|resource|site) (?:was |were |is |has )?(?:not|cannot be|could not be|wurde nicht|no) (?:be )?(?:found|gefunden|encontrada|exist)"
    r"|not found\b.{0,60}(?:requested url|this server)|the requested url was not found"
    r"|(?:page|content|post|article|link|site)(?: that)? (?:you(?:'re| are| were|'ve)? [^.\n]{0,40})?"
    r"(?:isn't available|is not available|doesn't exist|does not exist|no longer exists?|can't be found|cannot be found|couldn't be found|could not be found|is no longer available|has been (?:removed|deleted|moved|retired))"
    r"|(?:document|article|page|file) (?:can't|cannot|could not|does not|doesn't) (?:be (?:displayed|shown|loaded|opened)|exist)"
    r"|this (?:specific )?page is being retired|page deleted or gone|nothing (?:was )?found here"
    r"|we (?:can't|cannot|couldn't|could not) find (?:the|that|this) page|oops[!.,]* (?:that|this) page"
    r"|page (?:non |in)trouv(?:[ée]e|able)|cette page n'existe (?:pas|plus)|page introuvable"
    r"|seite (?:ist )?(?:momentan |derzeit |leider )?nicht (?:gefunden|verf[üu]gbar|vorhanden)|diese seite existiert nicht"
    r"|p[áa]gina no (?:encontrada|existe|disponible)|pagina non (?:trovata|disponibile)|p[áa]gina n[ãa]o (?:encontrada|existe)"
    r"|pagina niet gevonden|strona nie (?:zosta[łl]a znaleziona|istnieje)|str[áa]nka nenalezena|sidan (?:kunde inte hittas|finns inte)"
    r"|страница не найдена|页面不存在|找不到(?:该|此|您)?(?:页面|网页)|页面未找到|ページが見つかりません|페이지를 찾을 수 없습니다"
)
_TITLED: Final = re.compile(
    r"\b404\b|not found|page (?:introuvable|non trouv[ée]e)|nicht gefunden|no encontrada|non trovata"
    r"|n[ãa]o encontrada|niet gevonden|не найдена|未找到|見つかりません"
)
_FEW_WORDS = 160
_SOME_WORDS = 600


def describe_not_found(seen: SeenPage) -> str | None:
    """Return the words that say so, or None."""
    if seen.words <= _FEW_WORDS:
        phrase = SAID.search(seen.said)
        if phrase is None and seen.is_doubtful:
            phrase = phrases.NOT_FOUND.search(seen.said)
        return f"the page says: {phrase[0][:80]!r}" if phrase else None
    titled = _TITLED.search(seen.title) if seen.words <= _SOME_WORDS else None
    return f"the title says: {titled[0]!r}" if titled else None
