"""Whether a text is English: the light check that keeps English patterns off other languages."""

import re
from collections.abc import Iterable

from policytrail.text import fold

_WORDS = {
    "en": "the of and to or you your we our is are not may any for that this with by on in will as be",
    "de": "der die das und oder nicht wir sie ihre unsere ist sind mit von zu für auf dem den ein eine werden",
    "fr": "le la les des et ou vous votre nous nos est sont ne pas pour sur avec une un du de par dans",
    "es": "el la los las y o usted su nuestro es son no para con por una un del de que en se",
    "it": "il lo la i gli le e o che non per con una un del della di si è sono nostro",
    "pt": "o a os as e ou você seu nosso é são não para com por uma um do da de que em",
    "nl": "de het een en of niet wij u uw onze is zijn met van voor op te door dat bij",
    "pl": "i w na z do nie się jest są oraz lub przez dla od że które może",
    "sv": "och att det som en på är av för med den till inte du vi om",
    "da": "og at det som en på er af for med den til ikke du vi om",
    "cs": "a v na se je že do pro nebo jsou které které nesmí",
    "tr": "ve bir bu için ile veya olarak olan da de",
    "fi": "ja on ei se että tai voi sekä ovat",
}
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _language)
_ENOUGH = 12
"""Words below which a text is too short to tell."""
_LEAD = 1.3
"""How many times as many function words as English another language must have."""
_SCRIPTS = tuple(
    (language, re.compile(f"[{signs}]"))
    for language, signs in {
        "ja": "\u3040-\u30ff",
        "zh": "\u4e00-\u9fff",
        "ko": "\uac00-\ud7af",
        "ru": "\u0400-\u04ff",
        "ar": "\u0600-\u06ff",
        "el": "\u0370-\u03ff",
        "he": "\u0590-\u05ff",
        "th": "\u0e00-\u0e7f",
        "hi": "\u0900-\u097f",
    }.items()
)
_BEYOND_LATIN = re.compile("[\u0370-\u1fff\u3040-\ud7af]")
_SAMPLE = 40_000
_A_THIRD = 3


def language_of(texts: Iterable[str]) -> str | None:
    """Return the ISO 639-1 code of the language that the texts are in, None if too short to tell."""
    text = fold(_sample(texts))
    script = _script_of(text)
    if script:
        return script
    words = text.split()
    if len(words) < _ENOUGH:
        return None
    counts = dict.fromkeys(_WORDS, 0)
    for word in words:
        for language in _OF_WORD.get(word, ()):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    if best == "en" or counts[best] < max(_ENOUGH / 4, _LEAD * counts["en"]):
        return "en" if counts["en"] else None
    return best


def _sample(texts: Iterable[str]) -> str:
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text)
        if length > _SAMPLE:
            break
    return " ".join(parts)[:_SAMPLE]


def _script_of(text: str) -> str | None:
    """Return the language of a script that English does not use, if a third of the text is in it."""
    if text.isascii() or len(_BEYOND_LATIN.findall(text)) * _A_THIRD <= len(text):
        return None
    for language, signs in _SCRIPTS:
        if len(signs.findall(text)) * _A_THIRD * 2 > len(text):
            return language
    return None
