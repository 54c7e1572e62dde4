"""Pages that report an error or maintenance."""

import re
from typing import Final

from policytrail.extract.guard import phrases
from policytrail.extract.guard.seen import SeenPage

SAID: Final = re.compile(
    r"(?:internal|unexpected) (?:server )?error|an (?:internal |unexpected )?error (?:has )?occurred"
    r"|\b50[0234] (?:internal|bad gateway|service|gateway)|\b50[0234]: |bad gateway|gateway time-?out"
    r"|service (?:is )?(?:temporarily )?unavailable|temporarily (?:unavailable|down|offline)"
    r"|something went wrong(?! while submitting)|something's gone wrong|we're (?:aware of the problem|offline|sorry, but something)"
    r"|(?:down for|under|undergoing|scheduled|site) maintenance|down for a tune-?up|be back (?:soon|shortly|online)"
    r"|(?:server|site|page) (?:is )?(?:currently )?(?:unavailable|down)\b|try (?:again|reloading)[^.]{0,40}later"
    r"|this page contains the following errors|application error|fatal error|uncaught exception"
    r"|database (?:connection )?error|error establishing a database|stack trace|traceback (?:\(|switch)|\b(?:type|syntax|reference|attribute|nullpointer)(?:error|exception)\b|\bruntimeioexception\b"
    r"|<\?xml version|nosuchkey|accessdenied</code>|this xml file does not appear"
    r"|en maintenance|maintenance en cours|une erreur (?:est survenue|s'est produite)|service indisponible"
    r"|ein (?:unerwarteter )?fehler ist aufgetreten|wartungsarbeiten|vor[üu]bergehend nicht (?:verf[üu]gbar|erreichbar)"
    r"|ha ocurrido un error|se ha producido un error|en mantenimiento|si [èe] verificato un errore|in manutenzione"
    r"|ocorreu um erro|em manuten[çc][ãa]o|er is (?:een fout|iets mis)|wyst[ąa]pi[łl] b[łl][ąa]d|произошла ошибка"
    r"|технические работы|ett fel (?:har )?intr[äa]ffa|服务器错误|系统繁忙|系统维护|出错了|エラーが発生|メンテナンス中|오류가 발생"
    r"|bad, bad panda|domain (?:is |may be )?for sale|buy this domain|this domain (?:has expired|is parked)"
    r"|default web page|apache2? (?:\w+ )?default page|welcome to nginx|index of /"
)
# Exclamations with which sites excuse a failure; no policy begins with one.
_EXCUSES: Final = re.compile(
    r"^\W{0,3}(?:o+ps(?:ie)?|wh?oops(?:ie)?|uh[ -]?oh|oh no|oh dear|yikes|d'oh|hmm+|ups+|upsi|oups|hoppla|huch|hups(?:is)?|hoppsan|¡?vaya|¡?uy|ojej|ojoj|hopla|jejda|ой|упс|ωχ|おっと|あれ|哎呀|糟糕|이런)\b"
)
_FEW_WORDS = 140


def describe_error(seen: SeenPage) -> str | None:
    """Return what the page reports, or None."""
    if seen.words > _FEW_WORDS:
        return None
    phrase = SAID.search(seen.said) or _EXCUSES.match(seen.first_line)
    if phrase is None and seen.is_doubtful:
        phrase = phrases.ERROR.search(seen.said)
    return f"the page says: {phrase[0][:80]!r}" if phrase else None
