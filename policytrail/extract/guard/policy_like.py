"""Whether a short page states rules besides what failed pages say."""

import re
from typing import Final

from policytrail.extract.guard import challenge, error, not_found, phrases, shell, walls
from policytrail.extract.guard.binding import is_policy_name, is_weighty
from policytrail.extract.guard.seen import SeenPage
from policytrail.language import split_sentences
from policytrail.model import BlockKind
from policytrail.text import fold_for_comparison

_RETRY: Final = re.compile(
    r"try (?:it )?again|reload|refresh (?:the|this|your)|does not (?:load|redirect)|ad.?block|\byour browser"
)
# Reasons for a failed page, and what is done about it.
_EXPLAINS: Final = re.compile(
    r"technical (?:error|issue|problem|difficult|fault)|\bwork(?:ing)? (?:hard )?(?:to|on) (?:fix|resolv|restor|bring|get)\w*"
    r"|temporar\w+ (?:unavailable|down|offline|out of)|\b(?:may|might|could) (?:have been|be) (?:moved|removed|deleted|renamed|because|due|expired|broken|private|outdated|down)"
    r"|\blink (?:you (?:followed|clicked|used) )?(?:may|might|could|is|has) (?:be |been )?(?:broken|old|wrong|expired|changed)|mistyped|misspelled|inconvenience|(?:come|check) back (?:later|soon)"
    r"|technische[rnms]? (?:fehler|problem|störung|schwierigkeit)\w*|vorübergehend nicht|(?:erreur|problème|difficulté|incident)s? techniques?|momentanément|temporairement"
    r"|(?:error|problema|fallo)s? técnicos?|temporalmente|(?:errore|problema|problemi) tecnic[oi]|temporaneamente|problemas? técnicos?|temporariamente|technische (?:fout|storing)|tijdelijk niet"
)
# Speaks of the visit that failed, whatever stopped it: of waiting, of the way to the page.
_OF_VISIT: Final = re.compile(
    r"please wait(?! (?:up to |at least )?\d)|thanks? (?:you )?for (?:waiting|your patience)|may take (?:a few|some|several|up to \d+) (?:seconds|moments|minutes)"
    r"|to avoid seeing this|\bon this server\b|network administrator|across the network|chrome web store"
    r"|bitte (?:kurz )?(?:warten|gedulden)|einen (?:augenblick|moment) (?:bitte|noch)|netzwerkadministrator|veuillez (?:patienter|attendre)|administrateur r[ée]seau"
    r"|por favor,? (?:espere|aguarde)|attendere prego|si prega di attendere|even geduld|proszę (?:czekać|zaczekać)"
    r"|vänligen vänta|vent (?:venligst|litt)|vyčkejte|počkejte|kérjük,? várjon|așteptați|odota hetki|παρακαλώ περιμένετε"
    r"|подождите|зачекайте|lütfen bekleyin|请稍[候等]|請稍[候等]|お待ちください|기다려 ?주세요|잠시만"
    r"|يرجى الانتظار|אנא המתן|प्रतीक्षा करें|(?:mohon|harap) tunggu|vui lòng (?:đợi|chờ)|(?:กรุณา|โปรด)รอ"
)
# What banners say of cookies on every page of a site.
_OF_BANNER: Final = re.compile(
    r"(?:we|this (?:web)?site) uses? cookies (?:(?:and|&) [\w ]{3,30} )?(?:to|for|so that|in order to)\b.{0,80}\b(?:experience|better|improve|enhance|personali[sz]e|traffic)"
    r"|(?:wir (?:verwenden|nutzen)|diese (?:web)?seite (?:verwendet|nutzt)) cookies,? um\b.{0,80}\b(?:verbessern|erlebnis|bestmöglich)"
    r"|nous utilisons des cookies (?:pour|afin)\b.{0,80}\b(?:améliorer|expérience)|(?:utilizamos|usamos) cookies para\b.{0,80}\b(?:mejorar|melhorar|experi[eê]ncia)"
    r"|(?:utilizziamo|usiamo) (?:i )?cookie per\b.{0,80}\b(?:migliorare|esperienza)|wij gebruiken cookies om\b.{0,80}\b(?:verbeteren|ervaring)"
)
FAILED: Final = (
    _RETRY,
    _EXPLAINS,
    _OF_VISIT,
    _OF_BANNER,
    challenge.SAID,
    challenge.DENIED,
    error.SAID,
    not_found.SAID,
    walls.LOGIN,
    shell.SCRIPTED,
    shell.REDIRECT,
    phrases.NOT_FOUND,
    phrases.ERROR,
    phrases.BLOCKED,
    phrases.LOGIN,
    phrases.CHOICE,
    phrases.SCRIPTED,
)
# Begins a sentence that says what can be read elsewhere, and states no rule.
_INVITES: Final = re.compile(
    r"(?:here you|learn (?:how|more|about)|find (?:out|our|all|the)|browse|explore|discover|read (?:about|how)|everything (?:about|you)"
    r"|all (?:of )?(?:our|the) (?:terms|policies)|information (?:about|related)|welcome to|this is where|hier finden|erfahren sie|alles über"
    r"|retrouvez|découvrez|consultez|vous trouverez|aquí (?:encontrar|puede)|encuentr|descubr|qui trov|scopri|aqui (?:você|encontra)|hier vind)"
)
# Refers its reader to the text that should be here.
_POINTS: Final = re.compile(
    r"https?://|\b(?:download|open (?:the|this|it|as)|read|see|view|visit|click|tap|choose|select|which|go to|loading|fetching|table of contents|on this page)\b"
    r"|\b(?:herunterladen|öffnen|lesen|hier|télécharg\w+|lire|cliquez|descarg\w+|leer|haz clic|scarica|leggi|baixar|ler|pobierz)\b"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LINE_WORDS: Final = 5
_ENOUGH_WORDS: Final = 5
_FIRST_BLOCKS: Final = 3


def states_rules(seen: SeenPage) -> bool:
    """Return whether a page has the name of a policy and states a rule.

    A policy may mention log-ins, robots and maintenance; a failed page says little else, but often
    keeps the policy's title. So the title alone does not count if a heading says something else.
    """
    if not (seen.shows_name or _is_named_by_title(seen)):
        return False
    return count_rules(seen) > 0 or any(map(is_weighty, seen.binding))


def _is_named_by_title(seen: SeenPage) -> bool:
    """Return whether the title is a policy's, and nothing at the start of the text contradicts it."""
    first = seen.own_blocks[:_FIRST_BLOCKS]
    if not seen.names_policy or any(block.kind is BlockKind.HEADING for block in first):
        return False
    return not any(_says_failed(fold_for_comparison(block.text)) for block in first[:1])


def count_rules(seen: SeenPage) -> int:
    """Return how many sentences state a rule, and are not typical of failed pages or lists of policies."""
    return sum(not (_says_failed(each) or _INVITES.match(each)) for each in seen.binding)


def says_something(seen: SeenPage) -> bool:
    """Return whether a page with the name of a policy has words besides its name and a link to the text."""
    texts = (block.text for block in seen.own_blocks if not is_policy_name(block.text))
    lines = (fold_for_comparison(part) for text in texts for part in split_sentences(text))
    kept = [line for line in lines if not _says_failed(line) and not _POINTS.search(line)]
    counts = [len(_LETTERS.findall(line)) for line in kept]
    return sum(count for count in counts if count >= _LINE_WORDS) >= _ENOUGH_WORDS


def _says_failed(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in FAILED)
