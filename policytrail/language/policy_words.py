"""Typical words of policies, in the languages of services.

Each entry is the beginning of a word, folded as `policytrail.text.fold_for_comparison` does;
compiled for this project. They show that a text may be a policy, never what it says.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_STEMS: Final = {
    "en": "terms condition polic privac personal data cookie agreement agree liab shall must consent right copyright trademark legal law licen intellectual warrant responsib prohibit permit refund subscri gdpr complian comply guideline rule process processor subprocess subcontract disclos collect accessib limit subject vulnerab secur provision statement notice imprint disclaim retain retention delet transfer jurisdict govern terminat indemn account content access restrict usage obligat recipient advertis share sharing store",
    "fr": "condition politique confidential personnel donnee donnée cookie accord contrat responsab doit doivent consentement droit copyright marque légal legal mention loi licence propriété intellectuel garanti interdit autoris rembours abonne rgpd conform règle traitement collect access limit sécurit utilisat utiliser éditeur hébergeur conserv supprim tribunal juridict résili vie",
    "de": "nutzungs bedingung agb datenschutz personenbezogen daten cookie vertrag vereinbarung haft muss müssen einwilligung recht urheber marke impressum gesetz lizenz geistig gewährleist verantwort verbot untersagt gestatt erstatt abonn dsgvo vorschrift regel verarbeit erheb barriere beschränk sicher richtlinie anbieter kündig löschen speicher gericht widerruf betroffen angaben gemäß",
    "es": "término condicion política privacidad personal dato cookie acuerdo contrato responsab debe deberá consentimiento derecho copyright marca legal aviso ley licencia propiedad intelectual garantía prohib permit reembols suscri rgpd cumpl norma tratamiento recop accesib límite limitaci segur usuario jurisdic tribunal conserv elimin rescis obligaci",
    "it": "termin condizion privacy informativa personal dati cookie accordo contratt responsab deve devono consenso diritt copyright march legal note legge licenza proprietà intellettual garanzi vietat proibit permess rimbors abbona gdpr conform regol trattament raccol accessib limit sicur utente foro giurisdiz conserv cancell recesso obblig titolare",
    "pt": "termo condiç condic política privacidade pessoa dados cookie acordo contrato responsab deve consentimento direito copyright marca legal aviso lei licença propriedade intelectual garantia proib permit reembols assina lgpd rgpd cumpr norma tratamento colet acessib limit segur utilizador usuário foro jurisdi tribunal conserv elimin rescis obriga",
    "nl": "voorwaard beleid privacy persoon gegevens cookie overeenkomst aansprakelijk moet moeten toestemming recht auteurs merk juridisch wet licentie eigendom garantie verboden toegestaan terugbetal abonne avg naleving regel verwerk verzamel toegankelijk beperk beveilig gebruiker bewaar verwijder rechtbank beëindig opzeg verplicht verklaring",
    "sv": "villkor polic integritet person uppgift cookie kakor avtal ansvar måste skall samtycke rätt upphovs varumärk juridisk lag licens immateriell garanti förbjud tillåt återbetal prenumer gdpr regel behandl samla tillgänglig begräns säker användar lagra radera domstol uppsäg skyldig",
    "da": "vilkår betingelse politik privatliv person oplysning data cookie aftale ansvar skal samtykke ret rettighed ophavs varemærk juridisk loven lovgiv licens immateriel garanti forbud tillad refus abonne gdpr regel behandl indsaml tilgængelig begræns sikker bruger opbevar slette domstol opsig forpligt",
    "nb": "vilkår betingelse retningslinj personvern personopplys opplysning informasjonskapsl avtale ansvar skal må samtykke rett opphavs varemerk juridisk loven lovgiv lisens garanti forbud tillat refusjon abonnement gdpr regel behandl saml tilgjengelig begrens sikker bruker lagre slett domstol oppsig forplikt",
    "fi": "ehdot ehtoj käyttöeh tietosuoj yksityis henkilö tieto evästee eväste sopimus vastuu täytyy tulee suostumu oikeu tekijän tavaramerk lakia laki lisenssi takuu kielle salli palautu tilau gdpr sääntö käsitel kerä saavutett raja turva käyttäj säily poista tuomioistui irtisano velvol",
    "pl": "warunk regulamin polityk prywatno osobow danych dane cookie ciastecz umow odpowiedzialno musi zgod praw autorsk znak ustaw licencj własno gwarancj zabron zakaz dozwol zwrot subskryp rodo zasad przetwarz zbiera dostępno ogranicz bezpiecz użytkowni przechow usun sąd wypowied obowiązk administrator",
    "cs": "podmínk zásad ochran soukrom osobní údaj cookie smlouv dohod odpovědn musí souhlas práv autorsk ochrann zákon licenc vlastnict záruk zakáz povol vrácen předplat gdpr pravid zpracov shromažď přístupn omez bezpeč uživatel uchov smaz soud výpově povinn správce",
    "sk": "podmienk zásad ochran súkrom osobn údaj cookie zmluv dohod zodpovedn musí súhlas práv autorsk zákon licenc vlastníct záruk zakáz povol vráten predplat gdpr pravid spracúv zhromažď prístupn obmedz bezpeč používateľ uchov vymaz súd výpove povinn prevádzkovateľ",
    "hu": "feltétel szabályzat irányelv adatvédel adatkezel személyes adat süti cookie szerződés megállapod felelős kell hozzájárul jog szerzői védjegy törvény licenc tulajdon jótáll tilos megenged visszatérít előfizet gdpr szabály gyűjt akadálymentes korlát biztonság felhasznál megőr töröl bíróság felmond köteles",
    "ro": "termen condiți conditi politic confidențial confidential personal date cookie acord contract răspunde trebuie consimțăm drept copyright marc legal lege licenț propriet intelectual garanți interzi permis ramburs abona gdpr regul prelucr colect accesib limit secur utilizator păstr șterg instanț rezili obliga protecț",
    "bg": "услови политик поверителн лични данн бисквит договор споразум отговорн трябва съгласи прав авторск марк правн закон лиценз собствен гаранци забран разреш възстанов абонам правил обработ събира достъпн огранич сигурн потребител съхран изтри съд прекрат задължен защита",
    "el": "όροι όρων πολιτικ απορρήτ προσωπικ δεδομέν cookie συμφων σύμβασ ευθύν πρέπει συγκατάθε συναίνε δικαίωμ δικαιωμ πνευματικ σήμα νομικ νόμο άδεια ιδιοκτησ εγγύησ απαγορε επιτρέπ επιστροφ συνδρομ κανόν επεξεργασ συλλογ συλλέγ προσβασιμ περιορισμ ασφάλει χρήστ διατήρ διαγραφ δικαστήρ καταγγελ υποχρέωσ",
    "hr": "uvjet pravil politik privatnost osobn podat podac kolačić ugovor sporazum odgovorn mora suglasnost privol prava pravo autorsk žig zakon licenc vlasništ jamst zabran dozvolj povrat pretplat gdpr obrad prikuplj pristupačn ograniče sigurnost korisni čuva briš sud raskid obvez zaštit",
    "sl": "pogoj pravil politik zasebnost osebn podatk piškotk pogodb dogovor odgovorn mora privolit soglas pravic avtorsk znamk zakon licenc lastnin garancij jamst prepoved dovolj vračil naročn gdpr obdel zbira dostopnost omejit varnost uporabnik hran izbris sodišč odpoved obvezn varstv",
    "et": "tingimus poliitika privaatsus isiku andme küpsis leping kokkulep vastutus peab peate nõusolek õigus autori kaubamär seadus litsents omand garantii keela luba tagasi tellimus isikuandmete reegl töötle kogu juurdepääs piira turvali kasutaja säilita kustuta kohus lõpeta kohustu",
    "lv": "noteikum nosacījum politik privātum person dati datu sīkdat līgum vienošan atbildīb jāievēro piekrišan tiesīb autor preču likum licenc īpašum garantij aizlieg atļau atmaks abonement vdar apstrād vāk vākt pieejam ierobežo drošīb lietotāj glabā dzēst tiesa izbeig pienākum",
    "lt": "sąlyg taisykl politik privatum asmen duomen slapuk sutart susitar atsakomyb privalo sutikim teis autor prekių įstatym licencij nuosavyb garantij draudž leidž grąžin prenumer bdar tvark rink renk prieinam ribo saug naudotoj saugo ištrin teism nutrauk pareig",
    "mt": "termini kundizzjoni privatezza personali data cookie ftehim responsab għandu kunsens dritt awtur liġi liċenzja garanzija projbit permess rifużjoni regol ipproċess ġbir aċċess limit sigurtà utent",
    "ga": "téarma coinníoll polasaí príobháid pearsanta sonra fianán comhaontú dliteana ní mór toiliú ceart cóipcheart dlí ceadúnas baránta cosc rial próiseáil rochtain teorainn slándáil úsáideoir",
    "tr": "koşul şart politika gizlilik kişisel veri çerez sözleşme anlaşma sorumlu zorunda rıza onay hak telif marka yasal kanun lisans fikri garanti yasak izin iade abonelik kvkk kural işle topla erişilebil sınır güven kullanıcı sakla sil mahkeme fesih yükümlü",
    "uk": "умов політик конфіденц приватн персональн дан cookie договір договор угод відповідальн повин згод прав авторськ знак закон ліценз власн гарант заборон дозвол поверн підписк правил оброб збир доступн обмеж безпек користувач зберіг видал суд розірв обов'яз",
    "ru": "услови политик конфиденц приватн персональн данн cookie договор соглаш ответственн обязан должн соглас прав авторск знак закон лиценз собствен гарант запрещ разреш возврат подписк правил обработ сбор собира доступн огранич безопасн пользовател хран удал суд расторж оферт",
    "id": "syarat ketentuan kebijakan privasi pribadi data cookie perjanjian tanggung wajib harus persetujuan hak cipta merek hukum undang lisensi kekayaan jaminan dilarang diizinkan pengembalian langganan aturan pemrosesan pengumpulan mengumpulkan akses batas keamanan pengguna simpan hapus pengadilan kewajiban",
    "vi": "điều khoản kiện chính sách riêng tư nhân dữ liệu cookie thỏa thuận trách nhiệm phải đồng quyền bản pháp luật giấy phép hữu bảo cấm được hoàn tiền đăng quy định xử thu thập truy giới hạn người dùng lưu xóa tòa nghĩa vụ",
    "ar": "شروط الشروط أحكام الأحكام سياسة خصوصية الخصوصية شخصية الشخصية بيانات البيانات ملفات اتفاق الاتفاق مسؤول المسؤول يجب موافقة الموافقة حقوق الحقوق قانون القانون القانونية ترخيص الملكية ضمان يحظر يسمح استرداد اشتراك قواعد معالجة جمع نجمع المستخدم محكمة",
    "he": "תנאי תנאים מדיניות פרטיות הפרטיות אישי אישיים נתונים מידע המידע עוגיות הסכם אחריות חייב הסכמה זכויות זכות סימן משפטי חוק החוק רישיון קניין אסור רשאי מותר החזר מנוי כללים עיבוד איסוף נגישות הגבל אבטח משתמש שמירה מחיקה",
    "hi": "शर्त शर्तें शर्तों नियम नीति गोपनीयता व्यक्तिगत डेटा जानकारी कुकी समझौत दायित्व जिम्मेद चाहिए सहमति अधिकार कॉपीराइट ट्रेडमार्क कानून लाइसेंस संपदा वारंटी निषिद्ध अनुमति धनवापसी सदस्यता प्रसंस्करण एकत्र सुरक्षा उपयोगकर्ता",
}  # fmt: skip
_UNSPACED: Final = re.compile(
    r"条款|條款|条件|政策|隐私|隱私|个人信息|個人資料|个人数据|协议|協議|责任|責任|应当|應當|不得|同意|权利|權利|版权|版權|商标|法律|许可|授权|知识产权|保证|禁止|退款|订阅|规则|处理|收集|限制|安全|用户|用戶|删除|管辖|义务"
    r"|規約|利用規約|プライバシ|個人情報|個人データ|クッキー|契約|負い|しなければ|ものとし|権利|著作権|商標|法令|法律|ライセンス|知的財産|保証|返金|購読|規則|取扱|取得|制限|利用者|ユーザー|削除|管轄|義務|方針"
    r"|약관|조건|정책|개인정보|개인 정보|쿠키|계약|책임|하여야|해야 합니다|동의|권리|저작권|상표|법률|법령|라이선스|지식재산|지적재산|보증|금지|환불|구독|규칙|처리|수집|제한|보안|이용자|사용자|삭제|관할|의무|방침"
    r"|ข้อกำหนด|เงื่อนไข|นโยบาย|ความเป็นส่วนตัว|ส่วนบุคคล|ข้อมูล|คุกกี้|ข้อตกลง|สัญญา|รับผิด|ต้อง|ยินยอม|สิทธิ|ลิขสิทธิ์|เครื่องหมายการค้า|กฎหมาย|อนุญาต|ทรัพย์สินทางปัญญา|รับประกัน|ห้าม|คืนเงิน|สมาชิก|กฎ|ประมวลผล|เก็บรวบรวม|จำกัด|ปลอดภัย|ผู้ใช้|ลบ|ศาล"
)
POLICY_LANGUAGES: Final = frozenset({*_STEMS, "no", "zh", "ja", "ko", "th"})
"""Languages whose words we have."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MARKS: Final = re.compile(r"[\u0900-\u0dff]")
_SHORTEST: Final = 3
"""Letters up to which an entry is a whole word and not a beginning."""


@lru_cache(maxsize=1)
def _known_stems() -> tuple[frozenset[str], tuple[int, ...]]:
    stems = frozenset(stem for words in _STEMS.values() for stem in words.split())
    return stems, tuple(sorted({len(stem) for stem in stems}))


def policy_words_in(folded: str) -> list[str]:
    """Return the entries that begin words of a folded text, in order.

    >>> policy_words_in("we collect personal data; nous conservons vos données")
    ['collect', 'personal', 'data', 'conserv', 'donnée']
    """
    stems, lengths = _known_stems()
    stems_in_text = [
        stem for word in _split_words(folded) if (stem := _find_stem(word, stems, lengths))
    ]
    if not folded.isascii():
        stems_in_text += _UNSPACED.findall(folded)
    return stems_in_text


def _split_words(folded: str) -> Iterable[str]:
    if _MARKS.search(folded):  # vowel signs of Indic scripts are no letters to `re`
        return (word.strip(".,;:!?()\"'।") for word in folded.split())
    return (match[0] for match in _WORD.finditer(folded))


def _find_stem(word: str, stems: frozenset[str], lengths: tuple[int, ...]) -> str:
    for length in reversed(lengths):
        is_long = length > _SHORTEST or len(word) == length
        if length <= len(word) and is_long and word[:length] in stems:
            return word[:length]
    return ""
