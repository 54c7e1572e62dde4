"""The dates that a policy states about itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from policytrail.language import YEAR, Day, days_in
from policytrail.model import Block, BlockKind, ClaimedDate, DateKind

_LABELS: Final = (
    (
        DateKind.LAST_UPDATED,
        r"(?:last|latest|most recently|recently|date|page) (?:updated?|revis(?:ed|ion)|modified|modification|amended|changed?|reviewed|edited|refreshed)"
        r"|\b(?:updated?|revised|revision(?: date)?|modified|amended|update date|rev\.?)\b"
        r"|mis(?:e)?s? [àa] jour|modifi[ée]e?s?|actualis[ée]e?|r[ée]vis[ée]e?"
        r"|zuletzt (?:aktualisiert|ge[äa]ndert|bearbeitet|[üu]berarbeitet)|\bstand\b|letzte (?:aktualisierung|[äa]nderung)|aktualisiert(?: am)?"
        r"|(?:[úu]ltima|fecha de) (?:actualizaci[óo]n|modificaci[óo]n|revisi[óo]n)|actualizad[oa]s?"
        r"|ultim[oa] (?:aggiornamento|modifica|revisione)|aggiornat[oa]|[úu]ltima (?:atualiza[çc][ãa]o|modifica[çc][ãa]o|revis[ãa]o)|atualizad[oa]"
        r"|laatst (?:bijgewerkt|gewijzigd|aangepast)|laatste (?:update|wijziging)|senast (?:uppdaterad|[äa]ndrad|reviderad)|sid?st (?:opdateret|oppdatert|endret|[æa]ndret)"
        r"|ostatni[ao] (?:aktualizacja|zmiana)|zaktualizowano|posledn[íi] (?:aktualizace|[zú]m[ěe]na|[úu]prava)|aktualizov[áa]no|viimeksi p[äa]ivitetty|utols[óo] (?:m[óo]dos[íi]t[áa]s|friss[íi]t[ée]s)|ultima actualizare"
        r"|(?:последнее|дата) (?:обновлени[ея]|изменени[ея])|обновлен[оа]|редакци[ия] от|son g[üu]ncelleme|terakhir (?:diperbarui|dikemas kini)|τελευταία ενημέρωση"
        r"|последн[оа] (?:обновен|актуализ|изменен)\w*|актуализиран[оа]|останн(?:є|я|і) (?:оновлення|зміни|редакція)|оновлено|zadnj[ae] (?:posodobitev|sprememba|ažuriranje|izmjena)|posljednj[ae] (?:ažuriranje|izmjena)|posodobljeno|ažurirano|viimati (?:uuendatud|muudetud)|viimane uuendus|(?:pēdējo reizi |pēdējās )?(?:atjaunināt[sai]|izmaiņas|grozīt[sai])|(?:paskutinį kartą |paskutinis )?(?:atnaujint[ai]s?|atnaujinimas|pakeitim\w*)|aġġornat\w*|nuashonraithe|an nuashonrú (?:is )?déanaí"
        r"|ενημερώθηκε|τελευταία (?:τροποποίηση|αναθεώρηση)|آخر (?:تحديث|تعديل)|تاريخ (?:التحديث|التعديل)|تم التحديث|עודכן(?: לאחרונה)?|עדכון אחרון|(?:अंतिम|पिछला) (?:अपडेट|अद्यतन|संशोधन)|अपडेट किया|(?:cập nhật|sửa đổi|chỉnh sửa)(?: lần cuối| gần nhất| mới nhất)?|(?:อัปเดต|อัพเดท|ปรับปรุง|แก้ไข)(?:ล่าสุด|ครั้งล่าสุด|เมื่อ)?|diperbarui|tarihinde güncellen\w+|güncellenme tarihi"
        r"|(?:最近|最后|最後|上次|本版)?(?:更新|修订|修改|修訂)(?:日期|时间|時間|于|於)?|最終(?:更新|改定)日?|改[定訂]日?|최종 ?(?:수정|업데이트|개정)일?|개정일?",
    ),
    (
        DateKind.EFFECTIVE,
        r"\beffective(?: date| as of| from| on| starting| beginning| since| immediately)?|\bin (?:force|effect)\b|takes? effect|(?:comes?|came|enters?|entered) into (?:force|effect)|valid (?:from|as of)|applicable (?:from|as of)|applies from|\bas of\b|starting (?:on|from)"
        r"|en vigueur|applicable(?:s)? (?:[àa] (?:compter|partir) du|depuis|d[èe]s)|prennent effet|date d'effet|[àa] compter du"
        r"|g[üu]ltig (?:ab|seit)|in kraft|wirksam (?:ab|seit)|tritt am|mit wirkung (?:vom|zum)"
        r"|en vigor|vigencia|vigente (?:desde|a partir)|efectiv[oa]|in vigore|valid[oa] dal|efficace dal|em vigor|vig[êe]ncia|v[áa]lido a partir"
        r"|ingangsdatum|geldig vanaf|van kracht|ikrafttr[äa]dande|g[äa]ller fr[åa]n|tr[æa]der i kraft|obowi[ąa]zuje od|wchodzi w [żz]ycie|[úu][čc]inn[áaéeýo](?:st)? od|[úu][čc]innosti|voimassa|hat[áa]lyos|вступает в силу|действует с|y[üu]r[üu]rl[üu]k|berlaku|hi[ệe]u l[ựu]c"
        r"|в сила (?:от|на)|влиза в сила|набира(?:є|ють) чинності|чинн[аі] з|stupa(?:ju)? na snagu|na snazi od|velja(?:jo)? od|začne(?:jo)? veljati|jõustu\w+|kehti[bv]\w* alates|stājas spēkā|spēkā no|įsigalioj\w+|galioja nuo|fis-seħħ|i bhfeidhm|ισχύει από|σε ισχύ από|έναρξη ισχύος|ساري\w* (?:المفعول|اعتبار\w*)|تاريخ السريان|يسري|בתוקף מ\S*|תאריך תחילה|प्रभावी (?:तिथि|तारीख)|से प्रभावी|มีผล(?:บังคับ)?(?:ใช้)?(?:ตั้งแต่|เมื่อ)?(?:วันที่)?"
        r"|生效(?:日期|时间|時間|于|於)?|施行日?|発効日?|適用開始日?|시행일?(?:자)?|발효일?",
    ),
    (
        DateKind.PUBLISHED,
        r"\b(?:published|posted|issued|released|created|adopted|date of (?:issue|publication)|publication date|dated?)\b|publi[ée]e?s?(?: le)?|ver[öo]ffentlicht|publicad[oa]|pubblicat[oa]|gepubliceerd|opublikowano|публикац|опубликован|(?:发布|發布|公布|制定)(?:日期|时间|日)?|게시일|制定日",
    ),
    (DateKind.VERSION, r"\bversion\b|\bversi[óo]n\b|\bversione\b|\bvers[ãa]o\b|\bfassung\b|\bversie\b|\bwersja\b|\bverze\b|\bверсия\b|版本|バージョン|\bv\.? ?\d+(?:\.\d+)*"),
)  # fmt: skip
_LABEL: Final = re.compile(
    "|".join(f"(?P<{kind.value}>{words})" for kind, words in _LABELS), re.IGNORECASE
)
# Labels that add nothing to another one: "Version date", "Effective date of version 2".
_IDLE: Final = re.compile(r"date|v(?:er|\W?\s?\d).*|fassung", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"\b(?:this|these|the present|polic(?:y|ies)|notice|terms|statement|document|agreement|page|conditions|version|cette|ces|ce|politique|diese[rs]?|datenschutz|erkl[äa]rung|est[ae]s?|pol[íi]tica|questa|informativa|aviso)\b|本|隐私|规约|規約|ポリシー",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?。]\s|\n| \| ")
_AFTER: Final = re.compile(r"^\W{0,3}\s?(?:[(（]?)(?P<label>.{0,30})", re.DOTALL)
_ENDS: Final = re.compile(r"\s*(?:[.)\]|:;–—|-]|,? (?:\d{1,2}:\d\d|at \d)|$)")
_BARE_REST: Final = re.compile(
    r"[\s\W\d]*(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|date)?(?:day)?[\s\W\d]*",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"polic|terms|notice|statement|agreement|conditions|privacy|cookie|politique|datenschutz|politica|pol[íi]tica|conditions",
    re.IGNORECASE,
)
_IMPRECISE: Final = re.compile(
    rf"(?P<year>{YEAR.pattern})|(?<![\d/])(?P<m>1[0-2]|0?[1-9])/(?P<yy>[012]\d)(?![\d/])"
)
_DIGIT: Final = re.compile(r"\d")
_REACH = 70
"""Characters before a date within which its label must stand."""
_SENTENCE_REACH = 500
_SHORT = 200
_EDGE_BLOCKS = 12
_BARE_BLOCKS = 8
_BARE_AT_END = 3
_MOST_CLAIMS = 12


Spot = tuple[int, int, str]
"""Start and end of the words of a date, and the date."""


@dataclass(frozen=True, slots=True)
class MarkupDates:
    """The dates that mark-up states besides the text."""

    hidden: Sequence[tuple[DateKind, str]] = ()
    """Dates that no reader sees: the kind, and the date as written."""
    times: Mapping[int, Sequence[Spot]] = field(default_factory=dict[int, Sequence[Spot]])
    """Dates of words such as `three days ago`, by the position of their block."""

    def stated_days(self, position: int) -> list[Day]:
        """Return the dates that the mark-up states for words of a block."""
        return [
            Day(start, end, day.date)
            for start, end, text in self.times.get(position, ())
            for day in days_in(text)[:1]
        ]


NOTHING_STATED: Final = MarkupDates()


def find_claimed_dates(
    blocks: Sequence[Block], language: str | None, stated: MarkupDates = NOTHING_STATED
) -> tuple[ClaimedDate, ...]:
    """Return the dates that the blocks state about their document, in order."""
    claimed: list[tuple[ClaimedDate, Day]] = []
    proofs: set[bool] = set()
    for position, block in enumerate(blocks):
        days = stated.stated_days(position)
        if _DIGIT.search(block.text):
            days = days_in(block.text) or days
        elif not days:
            continue
        proofs |= {day.month_first for day in days if day.month_first is not None}
        from_end = len(blocks) - 1 - position
        if block.kind is not BlockKind.ROW or min(position, from_end) < _EDGE_BLOCKS:
            claimed += _claims_in_block(_ClaimPlace(block.text, position, from_end), days)
    claims = [_settle_ambiguity(claim, day, proofs, language) for claim, day in claimed]
    claims += [
        ClaimedDate(kind, day.date, text, None)
        for kind, text in stated.hidden
        for day in days_in(text)[:1]
    ]
    return tuple(dict.fromkeys(claims))[:_MOST_CLAIMS]


@dataclass(frozen=True, slots=True)
class _ClaimPlace:
    """A block's text, and the number of blocks before and after it."""

    text: str
    position: int
    from_end: int


def _settle_ambiguity(
    claim: ClaimedDate, day: Day, proofs: set[bool], language: str | None
) -> ClaimedDate:
    """Decide the order of day and month: by the other dates, else by the language; else both are reported."""
    if day.other is None:
        return claim
    if proofs == {True}:
        return replace(claim, date=day.other)
    if proofs == {False} or language not in {"en", None}:
        return claim
    return replace(claim, date=day.other, other_reading=day.date)


def _claims_in_block(place: _ClaimPlace, days: list[Day]) -> Iterator[tuple[ClaimedDate, Day]]:
    text = place.text
    floor = 0
    for day in days or list(_imprecise_days_in(text)):
        labelled = _label_before(text, floor, day) or _label_after(text, day)
        if labelled is not None:
            kinds, start, end = labelled
            if _speaks_of_itself(place, start, day, kinds):
                for kind in kinds:
                    yield ClaimedDate(kind, day.date, text[start:end], place.position), day
        elif _stands_alone(place, day):
            words = text[day.start : day.end]
            yield ClaimedDate(DateKind.PUBLISHED, day.date, words, place.position), day
        floor = day.end


def _imprecise_days_in(text: str) -> Iterator[Day]:
    """Yield what is a date only with a label: `Version 2026`, `Updated 5/14`."""
    if len(text) <= _REACH:
        for match in _IMPRECISE.finditer(text):
            year = f"20{match['yy']}" if match["yy"] else match["year"]
            month = f"-{int(match['m']):02}" if match["yy"] else ""
            yield Day(*match.span(), f"{year}{month}")


_Labelled = tuple[tuple[DateKind, ...], int, int]
"""The kinds, and the span of the words that state the date."""


def _label_before(text: str, floor: int, day: Day) -> _Labelled | None:
    start = max(floor, day.start - _REACH)
    breaks = [match.end() for match in _SENTENCE.finditer(text, start, day.start)]
    between = text[start : day.start]
    labels = list(_LABEL.finditer(between))
    if not labels:
        return None
    last = labels[-1]
    if any(line_break - start > last.end() + 3 for line_break in breaks):
        return None
    near = [label for label in labels if last.start() - label.end() <= len(" and last ")]
    telling = [label for label in near if not _IDLE.fullmatch(label[0])]
    kinds = dict.fromkeys(_kind_from_label(label) for label in telling or near[-1:])
    return tuple(kinds), start + near[0].start(), day.end


def _label_after(text: str, day: Day) -> _Labelled | None:
    """Return the label directly after a date: `8 July 2026 (effective)`, `2024年5月1日改定`."""
    if len(text) > _SHORT:
        return None
    after = _AFTER.match(text[day.end : day.end + 40])
    label = _LABEL.match(after["label"]) if after else None
    if after is None or label is None:
        return None
    return (_kind_from_label(label),), day.start, day.end + after.start("label") + label.end()


def _kind_from_label(label: re.Match[str]) -> DateKind:
    return DateKind(label.lastgroup or DateKind.VERSION)


def _speaks_of_itself(
    place: _ClaimPlace, start: int, day: Day, kinds: tuple[DateKind, ...]
) -> bool:
    """Return whether a labelled date is the policy's own, not that of a law or an offer in it."""
    text = place.text
    is_top = place.position < _EDGE_BLOCKS // 2 and start < _SHORT
    if len(text) <= _SHORT // 2 or (is_top and len(text) <= 2 * _SHORT):
        return True
    reach = max(0, start - _SENTENCE_REACH)
    begin = max((m.end() for m in _SENTENCE.finditer(text, reach, start)), default=reach)
    prefix = text[begin:start]
    if DateKind.LAST_UPDATED in kinds:
        return len(prefix) < len("(It was most ") or _SUBJECT.search(prefix) is not None
    ends = is_top or _ENDS.match(text, day.end) is not None
    return ends and (len(prefix) < len("(It is ") or _SUBJECT.search(prefix) is not None)


def _stands_alone(place: _ClaimPlace, day: Day) -> bool:
    """Return whether a date needs no label: alone at either end, or next to the policy's name."""
    text, is_top = place.text, place.position < _BARE_BLOCKS
    if not (is_top or place.from_end < _BARE_AT_END):
        return False
    before, after = text[: day.start], text[day.end :]
    if _BARE_REST.fullmatch(before) and _BARE_REST.fullmatch(after):
        return True
    if not is_top:
        return not after.strip(" .") and before.rstrip().endswith((".", "。"))
    if not before.strip() and after[:2].strip()[:1].isupper():
        return True
    named = len(text) < _SHORT // 2 and _NAMED.search(before) is not None
    return named and (before.rstrip().endswith("(") or _ENDS.match(after) is not None)
