"""How severe a substantive change is for those whom the policy binds."""

import re
from collections.abc import Iterator, Sequence

from policytrail.model import Document, Reason, Severity
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh.adverse_edit import AdverseEdit
from policytrail.significance.weigh.clause_subjects import burdens_more
from policytrail.significance.weigh.grave_words import find_grave_words
from policytrail.significance.weigh.learning_choices import lost_choices
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

# Read from 69 real changes: of 26 with fewer than 40 edited words, 21 were labelled low and none
# high; from 100 words on, 3 of 34 were low; 8 of the 11 high ones had more than 1,000.
_SHORT = 40
_LONG = 100
_REWRITE = 1_500
_SIGNS_OF_REWRITE = 3
_ORDER = (Severity.NONE, Severity.LOW, Severity.MEDIUM, Severity.HIGH)
_COMPANY = re.compile(
    r"\b(?:inc|llc|l\.l\.c|ltd|limited|gmbh|ag|ab|oü|uab|corp|corporation|plc|pty|s\.?a\.?s?|b\.?v|s\.?r\.?l|oy|kk|co)\b"
)
_COMPANY_WORDS = 3
"""Words of a company's name, counted from its end, by which it is looked for in the other text."""
_BAN = re.compile(r"\b(?:not|never|prohibited|forbidden|refrain|ban(?:ned)?)\b")
# A short edit of such a clause adds one more thing that is kept or disclosed.
_TAKES_DATA = re.compile(
    r"\bwe (?:\w+ )?(?:collect|store|share|use|retain|disclose)\b|\bcustomer data\b|\buser content\b"
)
_READER_LEAD = re.compile(r"\b(?:you|users?|customers?|members?)\b")
_TAKES_NOTHING = re.compile(r"https?:|\b(?:not|never|prohibit\w*|forbid\w*)\b")
_DUTY = re.compile(r"\b(?:must|shall|required|oblig\w+)\b")
# "Except" and "other than" also sort what is no rule: "each day except Sundays".
_EXCEPTION = re.compile(
    r"\bunless\b|\bà moins qu['’e]|\bsauf si\b|\bes sei denn\b|\ba menos que\b|\ba meno che\b|\btenzij\b"
)
_GRANT = re.compile(r"\byou grant\b|\blicen[cs]e to use\b|\bright to (?:use|identify)\b")
_AGE = re.compile(r"\d{1,2}")
_ADULT = 18
_CLAUSE = 8


def judge_severity(
    material: Sequence[SubstantiveHunk],
    turns: Sequence[AdverseEdit],
    old: Document,
    new: Document,
    clauses: int,
) -> tuple[Severity, tuple[Reason, ...]]:
    """Return the severity of a change, with the words that show it.

    `clauses` says how many typed clauses came or went.
    """
    texts = _folded_text(old), _folded_text(new)
    turn_reasons = tuple(turn.reason for turn in turns)
    grave = find_grave_words(material, old) or _grave_rewrite(material)
    severity = Severity.HIGH if grave else _of_small_words(material, texts, clauses)
    if severity is Severity.LOW and burdens_more(material, old, new):
        severity = Severity.MEDIUM
    choices = tuple(
        reason
        for hunk in material
        for reason in (*lost_choices(hunk, texts[1]), *_ages_lowered(hunk))
    )
    if choices:
        severity, grave = Severity.HIGH, (*choices, *grave)
    return max((severity, *(turn.severity for turn in turns)), key=_ORDER.index), (
        *turn_reasons,
        *grave,
    )


def _folded_text(document: Document) -> str:
    return fold_for_comparison(" ".join(block.text for block in document.blocks))


def _grave_rewrite(material: Sequence[SubstantiveHunk]) -> tuple[Reason, ...]:
    """Return the reason for which a long rewrite is grave: it touches several sensitive subjects."""
    signs = sorted(_signs_of_rewrite(material))
    if _size(material) < _REWRITE or len(signs) < _SIGNS_OF_REWRITE:
        return ()
    return (Reason("grave_rewrite", ", ".join(signs[:6])),)


def _of_small_words(
    material: Sequence[SubstantiveHunk], texts: tuple[str, str], clauses: int
) -> Severity:
    """Return the severity of a change without grave words, by its length and what its words name."""
    size = _size(material)
    if size >= _LONG or (size >= _SHORT and clauses):
        return Severity.MEDIUM
    if any(_is_of_company(each, texts) or _is_ban(each) for each in material):
        return Severity.MEDIUM
    return Severity.MEDIUM if _is_weighty(material, size) else Severity.LOW


def _size(material: Sequence[SubstantiveHunk]) -> int:
    return sum(substantive.size for substantive in material)


def _ages_lowered(substantive: SubstantiveHunk) -> Iterator[Reason]:
    """Yield lowered ages of use, which mean that children's data is collected."""
    for fact in substantive.facts:
        ages = [_AGE.search(words or "") for words in (fact.old, fact.new)]
        if fact.what == "age_limit" and ages[0] and ages[1]:
            old, new = (int(age.group()) for age in ages if age)
            if new < old and new < _ADULT:
                yield Reason("age_lowered", f"{fact.old} -> {fact.new}", substantive.place)


def _is_of_company(substantive: SubstantiveHunk, texts: tuple[str, str]) -> bool:
    """Return whether an edit replaces a company, or names one that the other text does not."""
    if any(fact.what == "party" and fact.old and fact.new for fact in substantive.facts):
        return True
    return any(
        " ".join(words[: company.end()].split()[-_COMPANY_WORDS:]) not in other
        for words, other in zip((substantive.gone, substantive.come), texts[::-1], strict=True)
        for company in _COMPANY.finditer(words)
    )


def _is_ban(substantive: SubstantiveHunk) -> bool:
    """Return whether a whole prohibition was added or removed."""
    return any(
        len(words.split()) >= _CLAUSE and _BAN.search(words) is not None
        for words in (substantive.gone, substantive.come)
    )


def _is_weighty(material: Sequence[SubstantiveHunk], size: int) -> bool:
    """Return whether a short edit is worth knowing."""
    if size < _LONG and any(map(_binds_more, material)):
        return True
    if size < _SHORT:
        pattern = list_pattern("severity", "medium_if_short")
        texts = (
            f"{substantive.heading} {substantive.lead} {substantive.kept} {substantive.gone} {substantive.come}".casefold()
            for substantive in material
        )
    else:
        pattern = list_pattern("severity", "medium")
        texts = (f"{substantive.gone} {substantive.come}" for substantive in material)
    return any(pattern.search(text) for text in texts)


def _binds_more(substantive: SubstantiveHunk) -> bool:
    """Return whether a short edit adds collected data, shortens a list of what is not done, grants a right or alters a duty.

    A rule to which an exception comes, or that loses one, is altered too.
    """
    if bool(_EXCEPTION.search(substantive.gone)) != bool(_EXCEPTION.search(substantive.come)):
        return True
    if _BAN.search(substantive.lead) and not _READER_LEAD.search(substantive.lead):
        return substantive.gone.strip() != "" and not substantive.come.strip()
    if (
        substantive.size < _SHORT
        and substantive.come.strip()
        and not _TAKES_NOTHING.search(substantive.come)
    ):
        adds = len(substantive.come.split()) > len(substantive.gone.split())
        if adds and _TAKES_DATA.search(f"{substantive.lead} {substantive.kept} {substantive.come}"):
            return True
        if substantive.gone.strip() and bool(_DUTY.search(substantive.gone)) != bool(
            _DUTY.search(substantive.come)
        ):
            return True
    return _GRANT.search(substantive.come) is not None


def _signs_of_rewrite(material: Sequence[SubstantiveHunk]) -> set[str]:
    pattern = list_pattern("severity", "high_if_long")
    return {
        match.group() for substantive in material for match in pattern.finditer(substantive.come)
    }
