"""The words that delimit the parts of a clause, as patterns on folded text."""

import re
from typing import Final

_ADVERBS = (
    r"(?:also|hereby|further|expressly|only|always|never|not|nt|ever|currently|generally|sometimes|typically|"
    r"automatically|knowingly|intentionally|directly|indirectly|solely|then|still|therefore|either|neither|"
    r"immediately|promptly|occasionally|otherwise|merely|additionally|permanently|temporarily|and will|themselves)"
)
READER: Final = (
    r"(?:you(?! have (?:shared|provided))|(?:the |any |each |all |our |registered |your )?"
    r"(?:end )?(?:users?|customers?|members?|subscribers?|licensees?|developers?|account holders?|visitors?|"
    r"consumers?|buyers?|sellers?|creators?|participants?|organi[sz]ations?|employees))"
)
SERVICE: Final = (
    r"(?:neither we nor (?:our|any) [\w-]+|we|our (?:team|company|staff|services?|platform|app|systems?|employees)|"
    r"the (?:company|service|provider|platform|app|website|site|operator|controller))"
)
OTHER: Final = (
    r"(?:they|it|he|she|who|which|that|nobody|no one|anyone|others|(?:the |any |our |these |such |your |all |no |some )?"
    r"(?:[\w-]+ ){0,3}?(?:third.part(?:y|ies)|part(?:y|ies)|partners?|providers?|vendors?|advertisers?|brokers?|courts?|"
    r"arbitrators?|parents?|guardians?|authorit(?:y|ies)|processors?|subprocessors?|affiliates?|insurers?|employers?|"
    r"children|minors|transmission|method|systems?|services?|products?|fees?|payments?|terms?|polic(?:y|ies)|"
    r"agreements?|cookies?|accounts?|subscriptions?|credits?|disputes?|claims?|licen[cs]es?|rights?))"
)
DATA: Final = (
    r"(?:no |any |all |some |such |this |that |these |the |your )?(?:[\w-]+ ){0,3}?"
    r"(?:data|information|content|messages|conversations|prompts|inputs?|outputs?|files|photos|recordings|"
    r"transcripts?|e-?mails?|addresses|location|history|records|details)"
)
MODALS: Final[dict[str, str]] = {
    # What follows a subject, longest first, and the force that it gives the act.
    r"(?:are|is) (?:not|nt) (?:required|obliged|obligated) to": "need_not",
    r"(?:do|does) (?:not|nt) (?:have|need) to": "need_not",
    r"need not": "need_not",
    r"(?:are|is) under no obligation to": "need_not",
    r"(?:are|is) (?:required|obliged|obligated) to": "must",
    r"(?:have|has|need|needs) to": "must",
    r"(?:are|is) responsible for": "must",
    r"undertakes? (?:not )?to|agrees? (?:not )?to|agrees? that (?:you|we|they) will (?:not )?|promises? (?:not )?to|commits? (?:not )?to": "will",
    r"(?:are|is) (?:not |nt )?(?:allowed|permitted|entitled|free|welcome|able|authori[sz]ed) to": "may",
    r"(?:have|has) (?:the|a|no) right to": "may",
    r"reserves? the right (?:not )?to": "may",
    r"(?:are|is) (?:strictly |expressly )?(?:prohibited|forbidden|barred|restricted) from": "forbidden",
    r"(?:must|shall)": "must",
    r"(?:will|would|'ll)": "will",
    r"(?:may|might|can|could)": "may",
    r"cannot": "may",
    r"should": "must",
    r"(?:do|does|did)": "does",
    r"(?:have|has|had)(?= (?:not |nt |never )?\w+(?:ed|n)\b)": "does",
    r"(?:are|is|were|was|be)": "does",
}
MODAL: Final = "|".join(MODALS)
ADVERB: Final = _ADVERBS
NEGATION: Final = re.compile(
    r"\b(?:not|nt|never|cannot|neither|no longer|under no circumstances|in no event|no right)\b"
    r"(?!\W*(?:only|just|merely|solely|limited to|necessarily)\b)"
)
CONDITIONS: Final = re.compile(
    r"(?P<only>\bonly (?:if|when|where|with|after|once|for|to the extent|as|in|on|to)\b|\bsolely (?:to|for|if|when|with)\b"
    r"|\bprovided that\b|\bsubject to\b|\bas long as\b)"
    r"|(?P<unless>\bunless\b)"
    r"|(?P<except>\bexcept(?: (?:as|where|when|if|for|to|in|with|that))*\b|\bother than\b|\bwith the exception of\b)"
    r"|(?P<without>\bwithout\b)"
    r"|(?P<until>\buntil\b)"
    r"|(?P<if>\bif\b|\bwhen(?:ever)?\b(?= (?:you|we|the|your|a|an|they|it)\b)|\bin case\b|\bwhere\b(?= (?:you|we|the|your|required|permitted|allowed)\b))"
)
ENDS_CONDITION: Final = re.compile(
    r"[;]|,(?= (?:we|you|they|our|your|the|this|no)\b)|[.](?:\s|$)|$"
)
ENDS_MANNER: Final = re.compile(r"[;,.]|$")
_FIGURE = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|thirty|forty-five|sixty|ninety|a|an)"
_UNIT = (
    r"(?:(?:business|calendar|working) )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
)
WHEN: Final = re.compile(
    rf"\b(?:within|for|after|at least|up to|no later than|every|for up to|more than|upon|on)\s+(?:the )?(?:next |first |last )?"
    rf"{_FIGURE}(?: \(\d+\))?[ -]{_UNIT}(?:['’]? (?:prior |written )*notice)?"
    rf"|\b{_FIGURE}(?: \(\d+\))?[ -]{_UNIT}(?:['’]? (?:prior |written )*notice| in advance| (?:before|after) [\w ]{{1,40}})"
    r"|\bat any time\b|\bfrom time to time\b|\bimmediately\b|\bpromptly\b|\bindefinitely\b|\bwithout delay\b"
    r"|\bas long as [\w ]{1,40}|\bonce a (?:year|month|week|day)\b"
)
RECIPIENT: Final = re.compile(
    r"\s(?:to|with|among|on to) (?P<whom>(?!(?:[a-z]+ )?(?:use|help|provide|improve|make|be|do|the extent|train|comply|protect|deliver|personali[sz]e|show|send|keep|prevent|detect|enforce|respond|process|develop|understand|analy[sz]e|operate|your consent|your permission|notice|or without)\b)[\w' -]{2,80})"
)
