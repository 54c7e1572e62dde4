"""Dates in a policy's text: stamps, which say when the policy was written, and all other dates.

A stamp is a date in a position where stamps occur: next to a label such as "Last updated", in a
sentence about the policy itself, or alone in its block. A number that is not a date is never a
stamp, and neither is a date by which a reader must act.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from policytrail.language import days_in
from policytrail.significance.classify.short_rules import states_rule
from policytrail.text import fold_for_comparison


class DateSpan(NamedTuple):
    """A range of a text, as start and end offset."""

    start: int
    end: int


# Labels that always mean the day on which a text was written or revised.
_REVISED = (
    r"(?:last|latest|most recent(?:ly)?|recently|date of (?:last |latest )?|page |date )\s*(?:updated?|revis(?:ed|ion)|modified|modification|amend(?:ed|ment)|changed?|review(?:ed)?|edited|published|posted)"
    r"|(?:revision|update|publication|modification|release) date|date of (?:issue|publication)|copyright"
    r"|(?:zuletzt|letztmals) (?:aktualisiert|geändert|bearbeitet|überarbeitet)|letzte[rn]? (?:aktualisierung|änderung|überarbeitung|bearbeitung)|stand der (?:information|datenschutzerklärung|agb)|aktualisiert am"
    r"|(?:date de )?(?:la )?dernières? (?:mises? à jour|modifications?|versions?|révisions?|actualisations?)|mise?s? à jour(?= (?:le|en|:))|date d[e'] ?(?:mise à jour|révision|publication)"
    r"|(?:fecha de )?(?:la )?última (?:actualización|modificación|revisión|versión)|fecha de (?:actualización|revisión|publicación)|actualizad[oa] (?:el|en|a)"
    r"|(?:data d[ae] )?última (?:atualização|modificação|revisão|alteração|versão)|atualizad[oa] em"
    r"|ultim[oa] (?:aggiornamento|modifica|revisione|versione)|aggiornat[oa] (?:al|il)|data di (?:aggiornamento|pubblicazione)"
    r"|(?:voor het )?laatst(?:e)? (?:bijgewerkt|gewijzigd|aangepast|herzien|update|wijziging|versie)|bijgewerkt op"
    r"|ostatni[ao] (?:aktualizacja|zmiana|modyfikacja)|data (?:ostatniej )?(?:aktualizacji|publikacji)|zaktualizowano"
    r"|(?:senas?t|sidst|sist) (?:uppdaterad|opdateret|oppdatert|ändrad|ændret|endret|reviderad|revideret|revidert)"
    r"|viimeksi (?:päivitetty|muokattu)|posledn[íá] (?:aktualizace|aktualizácia|změna|zmena|úprava)|utols[óo] (?:módosítás|frissítés)|ultima actualizare"
    r"|(?:последн\w+|дата) (?:обновлени\w+|редакци\w+|изменени\w+|актуализаци\w+|промяна|промени)|останн\w+ (?:оновлення|зміни)|обновлено|оновлено|редакция от"
    r"|son güncelle\w*|güncelle(?:me|nme) tarihi|τελευταία (?:ενημέρωση|τροποποίηση|αναθεώρηση)|ημερομηνία (?:τελευταίας )?(?:ενημέρωσης|αναθεώρησης)"
    r"|(?:pembaruan|perubahan|revisi) terakhir|terakhir (?:diperbarui|diubah|direvisi|dikemas ?kini)|tanggal (?:pembaruan|revisi)|cập nhật(?: lần)? (?:cuối|gần nhất)"
)
# Labels that also occur in clauses: a date next to them is a stamp only if nothing else is said.
_LABELS = (
    r"updated?|modified|revised|revision|amended|effective|version|published|posted|released?|issued|dated?|as of|in (?:effect|force)|valid from|rev|v|copyright"
    r"|stand|fassung|gültig (?:ab|seit|vom)|in kraft|inkrafttreten|aktualisiert|veröffentlicht|datum"
    r"|en vigueur|mise? à jour|publiée?|actualisée?|en vigor|vigencia|vigente|actualizad[oa]|fecha|publicad[oa]|versión|em vigor|vigência|atualizad[oa]|data|versão"
    r"|in vigore|aggiornat[oa]|versione|pubblicat[oa]|efficace|bijgewerkt|versie|ingangsdatum|van kracht|geldig vanaf|gepubliceerd|obowiązuje od|wersja|wejścia w życie"
    r"|uppdaterad|opdateret|oppdatert|gäller från|ikraftträdande|gældende fra|päivitetty|voimassa|účinn(?:é|ý|ost)\w*|platn(?:é|ý|ost)\w*|verze|hatályos\w*|în vigoare|actualizat"
    r"|редакция|версия|вступает в силу|действует с|дата|публикации|yürürlük\w*|ισχύει|έκδοση|berlaku|versi|tanggal|diperbarui|có hiệu lực|cập nhật|ngày"
)
# Scripts written without spaces, and those whose words take prefixes.
_UNSPACED = (
    r"更新|修订|修訂|修改|生效|发布|發布|发表|公布|施行|版本|日期|改定|改訂|制定|発効|最終|최종|시행|개정|업데이트|수정|게시|적용"
    r"|อัปเดต|อัพเดต|ปรับปรุง|แก้ไข|มีผล|วันที่|تحديث|تاريخ|سريان|נכון ל|עדכון|עודכן|©"
)
_FIXED = rf"(?:(?<!\w)(?:{_REVISED})(?!\w))|(?:{_UNSPACED})"
_ANY = rf"(?:(?<!\w)(?:{_REVISED}|{_LABELS})(?!\w))|(?:{_UNSPACED})"
# What may stand between a label and its date.
_BETWEEN = r"(?:[\s:;,.()\[\]*_/|\"'-]|(?<!\w)(?:on|as|of|from|since|at|in|the|is|was|date|time|and|am|vom|ab|seit|den|der|dem|zum|le|la|du|depuis|dès|à|a|compter|partir|et|el|de|del|desde|en|al|il|dal|lo|op|per|van|vanaf|om|den|fra|från|od|dnia|dne|c|с|от|г|на|em|pada|sejak|ngày|date:?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)(?!\w)|日|期|时间|時間|于|於|自|起|：)"
_LABEL_BEFORE = re.compile(rf"(?:{_ANY}){_BETWEEN}*\Z")
_FIXED_BEFORE = re.compile(rf"(?:{_FIXED}){_BETWEEN}*\Z")
# A bare year is a date only after these: "clients as of 2024" counts clients.
_YEAR_BEFORE = re.compile(
    rf"(?:{_FIXED}|(?<!\w)(?:version|edition|édition|ausgabe|stand|fassung)(?!\w)){_BETWEEN}*\Z"
)
_LABEL_BEHIND = re.compile(rf"{_BETWEEN}*(?:{_ANY})")
_LABEL = re.compile(_ANY)
# A date in a calendar that we cannot read: a label, at most a few words, and a year.
_UNREAD = re.compile(
    rf"(?:{_FIXED})[\s:.,-]*(?:[^\s.:;|]+[\s:,.]+){{0,4}}?(?P<date>(?:[^\s.:;|]+[\s:,.]+){{0,3}}?(?<!\d)(?:1[34]|19|20|25)\d\d(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-,/]\s?(?:(?:19|20)?\d\d)(?!\d))*")
_NUMBERED = re.compile(
    r"(?<!\w)(?:version|v|rev|versión|versione|versão|fassung|versie|wersja|版本|バージョン)[\s.:#]*\d+(?:\.\d+){0,3}(?![\d%])"
)
_CLOCK = re.compile(
    r"[\s,;]*(?:at|um|à|a las|alle|om)?\s*\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|uhr)?\s*(?:utc|gmt|[cepm]e?[sd]?t)?(?!\w)"
)
# A deadline for the reader or a due date: such a date is no stamp.
_DUE = re.compile(
    r"(?<!\w)(?:you(?:r|rs)?|must|shall|may|will|can|until|before|by|within|unless|if|no later|deadline|fees?|prices?|pay\w*|paid|kept|keep|retain\w*|delet\w*|cancel\w*|object\w*|opt|expir\w*|end(?:s|ed|ing)?|due|born|accept\w*|registered|purchas\w*|order\w*|subscri\w*"
    r"|sie|ihre?\w*|müssen|bis|spätestens|frist|werden|kündig\w*|widerspr\w*|vous|vos|votre|avant|jusqu\w*|plus tard|devez|usted|sus?|debe\w*|antes|hasta|plazo|você|deve\w*|até|prazo|entro|deve|dovete|scadenza|moet\w*|uiterlijk|tot)(?!\w)"
)
_POLICY = re.compile(
    r"(?<!\w)(?:this|these|our|the|current|present|diese[rs]?|unsere|die|cette|ces|ce|la|présente?s?|notre|est[ae]s?|nuestra|el|questa|la presente|nostra|esta|nossa|deze|dit|ons)\s(?:[\w/&-]+\s){0,4}?"
    r"(?:polic(?:y|ies)|notice|statement|terms|conditions|agreement|document|guidelines|version|page|addendum|erklärung|datenschutz\w*|nutzungsbedingungen|bedingungen|agb|richtlinie\w*|fassung|politique|charte|conditions|document|política|aviso|términos|condiciones|informativa|termini|condizioni|termos|beleid|verklaring|voorwaarden|privacybeleid)(?!\w)"
)  # fmt: skip
_SENTENCE_BEGIN = re.compile(r"[.!?。]\s+|\n|\s\|\s")
_WORDS = re.compile(r"[^\W_]+")
# A figure that is no date, no version and no number of a clause: "As of May 2026: 4,000 users".
_AMOUNT = re.compile(r"\d[.,]?\d{3}(?!\d)|\d ?%|[$€£] ?\d|\d ?(?:€|eur|usd|million|users)\b")
_STAMP_WORDS = 14
_NEAR = 90


def dates_in(text: str) -> list[str]:
    """Return the dates in a text, as written."""
    return [text[day.start : day.end] for day in days_in(text)]


def is_stamp(text: str) -> bool:
    """Return whether a block says little besides when the policy was written.

    >>> is_stamp("Last updated: 3 March 2026"), is_stamp("You have until 3 March 2026 to pay us.")
    (True, False)
    >>> is_stamp("Payment data: 30 days"), is_stamp("Brindle Privacy Policy, version of 3 March 2026")
    (False, True)
    """
    folded = fold_for_comparison(text)
    if not any(map(str.isdigit, folded)):
        return False
    spans = _date_spans(folded)
    if not spans:
        return False
    rest = _without_spans(folded, spans)
    words = _WORDS.findall(rest)
    if len(words) > _STAMP_WORDS:
        return False
    if not words:
        return True
    if _AMOUNT.search(rest) or _DUE.search(rest) or states_rule(_LABEL.sub(" ", rest)):
        return False
    return any(_is_labelled(folded, span) for span in spans)


@lru_cache(maxsize=512)
def stamps_in(text: str) -> tuple[DateSpan, ...]:
    """Return the spans that say when the policy was written: labels with their dates, merged.

    >>> text = "Last updated 3 March 2026. Pay by 4 May 2026."
    >>> [text[span.start : span.end] for span in stamps_in(text)]
    ['Last updated 3 March 2026']
    """
    folded = fold_for_comparison(text)
    if len(folded) != len(text) or not any(map(str.isdigit, folded)):
        return (DateSpan(0, len(text)),) if is_stamp(text) else ()
    spans: list[DateSpan] = []
    start = 0
    for line in text.split("\n"):
        spans += [
            DateSpan(start + stamp.start, start + stamp.end) for stamp in _stamps_of_block(line)
        ]
        start += len(line) + 1
    return tuple(spans)


def _stamps_of_block(text: str) -> list[DateSpan]:
    if is_stamp(text):
        return [DateSpan(0, len(text))]
    folded = fold_for_comparison(text)
    stamps: list[DateSpan] = []
    for span in _date_spans(folded):
        before = folded[max(0, span.start - _NEAR) : span.start]
        label = _FIXED_BEFORE.search(before) or _of_policy(folded, span)
        if label:
            stamps.append(DateSpan(span.start - len(label.group()), span.end))
    return stamps


def _of_policy(text: str, span: DateSpan) -> re.Match[str] | None:
    """Return the label of a date in a sentence that dates the policy itself."""
    begins = [match.end() for match in _SENTENCE_BEGIN.finditer(text, 0, span.start)]
    before = text[begins[-1] if begins else 0 : span.start]
    subject = _POLICY.match(before.lstrip(" *\"'(["))
    if subject is None or _DUE.search(before):
        return None
    return _LABEL_BEFORE.search(before[-_NEAR:])


def _is_labelled(text: str, span: DateSpan) -> bool:
    return (
        _LABEL_BEFORE.search(text[max(0, span.start - _NEAR) : span.start]) is not None
        or _LABEL_BEHIND.match(text[span.end : span.end + _NEAR]) is not None
        or _LABEL.match(text[span.start : span.end]) is not None
    )


def _date_spans(text: str) -> list[DateSpan]:
    """Return the spans of the dates in a folded text, in order, without overlaps."""
    spans = [DateSpan(day.start, day.end) for day in days_in(text)]
    for pattern in (_UNREAD, _NUMBERED):
        spans += [
            DateSpan(*match.span("date" if pattern is _UNREAD else 0))
            for match in pattern.finditer(text)
        ]
    spans += [
        DateSpan(*match.span())
        for match in _YEAR.finditer(text)
        if _YEAR_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()])
    ]
    apart: list[DateSpan] = []
    for span in sorted(spans, key=lambda candidate: (candidate.start, -candidate.end)):
        if apart and span.start < apart[-1].end:
            continue
        clock = _CLOCK.match(text, span.end)
        apart.append(DateSpan(span.start, clock.end() if clock else span.end))
    return apart


def is_same_date(old: str, new: str) -> bool:
    """Return whether two stamps state the same date with different labels.

    >>> is_same_date("January 5, 2026", "Effective January 5, 2026")
    True
    >>> is_same_date("Effective in the EEA: 30 April 2024", "Effective in the EEA and UK: 30 April 2024")
    False
    """
    dates = dates_in(old)
    return bool(dates) and dates == dates_in(new) and _is_bare_stamp(old) and _is_bare_stamp(new)


def is_date_respelt(old: str, new: str) -> bool:
    """Return whether two stamps are the same but for the order of day and month.

    >>> is_date_respelt("Updated: December 1, 2025", "Updated: 1 December 2025")
    True
    """
    days = [days_in(text) for text in (old, new)]
    if not days[0] or [day.date for day in days[0]] != [day.date for day in days[1]]:
        return False
    rests = [
        _WORDS.findall(
            fold_for_comparison(
                _without_spans(text, [DateSpan(day.start, day.end) for day in days_stated])
            )
        )
        for text, days_stated in zip((old, new), days, strict=True)
    ]
    words = [sorted(_WORDS.findall(text)) for text in map(fold_for_comparison, (old, new))]
    return rests[0] == rests[1] and words[0] == words[1] and dates_in(old) != dates_in(new)


def _is_bare_stamp(text: str) -> bool:
    folded = fold_for_comparison(text)
    left = _WORDS.findall(_LABEL.sub(" ", _without_spans(folded, _date_spans(folded))))
    return set(left) <= {"from", "on", "since", "is", "the", "of", "was", "last", "this", "policy"}


def _without_spans(text: str, spans: list[DateSpan]) -> str:
    rest, end = "", 0
    for span in spans:
        rest += f"{text[end : span.start]} "
        end = span.end
    return rest + text[end:]
