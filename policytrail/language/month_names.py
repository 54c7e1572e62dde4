"""The names of the months in 36 languages, from Unicode's CLDR (2025) by way of Babel.

`tests/language/month_names.py` generates the table, and a test compares it with Babel. A space
within a name is written as `_`.
"""

from typing import Final

CLDR: Final = (
    "de_gen de_gener ean eanáir ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janeiro jannar januar januari january január januára janv janvier janvāris led leden ledna oca ocak saus sausio sausis sij siječanj siječnja sty styczeń stycznia tammi tammikuu tammikuuta ιαν ιανουάριος ιανουαρίου січ січень січня янв январь января яну януари ינואר ינו׳ كانون_الثاني يناير ژانویه ژانویهٔ जनवरी जन॰ ม.ค มกราคม",
    "de_febr de_febrer feabh feabhra feb febbraio febr febrer febrero februar februari februarie february február februára februāris fev fevereiro fra frar févr février helmi helmikuu helmikuuta lut lutego luty vas vasario vasaris veebr veebruar velj veljača veljače úno únor února şub şubat φεβ φεβρουάριος φεβρουαρίου лют лютий лютого фев февр февраль февраля февруари פברואר פבר׳ شباط فبراير فوریه فوریهٔ फ़रवरी फ़र॰ ก.พ กุมภาพันธ์",
    "bře březen března de_març kov kovas kovo maalis maaliskuu maaliskuuta maart mac mar marca march marec maret mars mart martie marts marzec marzo marzu març março mrt márc március márta mär märts märz ožu ožujak ožujka μάρ μάρτιος μαρ μαρτίου бер березень березня мар март марта מרץ آذار مارس मार्च มี.ค มีนาคม",
    "abr abril aib aibreán apr april aprile aprilie aprill apríl apríla aprīlis avr avril bal balandis balandžio dub duben dubna d’abr d’abril huhti huhtikuu huhtikuuta kwi kwiecień kwietnia nis nisan tra travanj travnja ápr április απρ απρίλιος απριλίου апр апрель апреля април квіт квітень квітня אפריל אפר׳ آوریل أبريل نيسان अप्रैल เม.ย เมษายน",
    "beal bealtaine de_maig geg gegužė gegužės kvě květen května mag maggio mai maig maijs maio maj maja may mayo mayıs mei mej mejju máj mája május svi svibanj svibnja touko toukokuu toukokuuta μάι μάιος μαΐ μαΐου май мая трав травень травня מאי أيار مايو مهٔ พ.ค พฤษภาคม",
    "birž birželio birželis cze czerwca czerwiec de_juny giu giugno haz haziran iun iunie juin jun june junho juni junij junio juny juuni jún júna június jūn jūnijs kesä kesäkuu kesäkuuta lip lipanj lipnja meith meitheamh červen června čvn ġun ġunju ιουν ιουνίου ιούν ιούνιος июн июнь июня черв червень червня юни יוני حزيران يونيو ژوئن जून มิ.ย มิถุนายน",
    "de_jul de_juliol heinä heinäkuu heinäkuuta iul iulie iúil juil juillet jul julai julho juli julij julio juliol july juuli júl júla július jūl jūlijs liep liepa liepos lip lipca lipiec lug luglio lul lulju srp srpanj srpnja tem temmuz července červenec čvc ιουλ ιουλίου ιούλ ιούλιος июл июль июля лип липень липня юли יולי تموز يوليو ژوئیه ژوئیهٔ जुलाई जुल॰ ก.ค กรกฎาคม",
    "ago agost agosto agu agustus août aug august augusta augusti augusts augustus augusztus avg avgust aww awwissu ağu ağustos d’ag d’agost elo elokuu elokuuta kol kolovoz kolovoza lún lúnasa ogo ogos rugp rugpjūtis rugpjūčio sie sierpień sierpnia srp srpen srpna αυγ αυγούστου αύγ αύγουστος авг август августа серп серпень серпня אוגוסט אוג׳ أغسطس اوت अगस्त अग॰ ส.ค สิงหาคม",
    "de_set de_setembre eyl eylül meán_fómhair mfómh rugs rugsėjis rugsėjo ruj rujan rujna sep sept september septembra septembre septembrie septembris septiembre set setembre setembro settembre settembru syys syyskuu syyskuuta szept szeptember wrz wrzesień września zář září σεπ σεπτέμβριος σεπτεμβρίου вер вересень вересня сент сентябрь сентября сеп септември ספטמבר ספט׳ أيلول سبتمبر سپتامبر सितंबर सित॰ ก.ย กันยายน",
    "deireadh_fómhair dfómh d’oct d’octubre eki ekim lis listopad listopada loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktober oktobris oktoober október októbra ott ottobre ottubru out outubro paź październik października spal spalio spalis říj říjen října οκτ οκτωβρίου οκτώβριος жовт жовтень жовтня окт октомври октябрь октября אוקטובר אוק׳ أكتوبر اکتبر تشرين_الأول अक्टूबर अक्टू॰ ต.ค ตุลาคม",
    "de_nov de_novembre kas kasım lapkr lapkritis lapkričio lis listopad listopada listopadu marras marraskuu marraskuuta noiembrie nov november novembra novembre novembris novembro novembru noviembre samh samhain stu studeni studenoga νοέ νοέμβριος νοε νοεμβρίου лист листопад листопада ное ноември нояб ноябрь ноября נובמבר נוב׳ تشرين_الثاني نوامبر نوفمبر नवंबर नव॰ พ.ย พฤศจิกายน",
    "ara aralık de_des de_desembre dec december decembra decembrie decembris des desember desembre dets detsember dez dezember dezembro dic dicembre diciembre dis disember diċ diċembru déc décembre gru grudnia grudzień gruod gruodis gruodžio joulu joulukuu joulukuuta noll nollaig pro prosinac prosinca prosince prosinec δεκ δεκέμβριος δεκεμβρίου груд грудень грудня дек декабрь декабря декември דצמבר דצמ׳ دسامبر ديسمبر كانون_الأول दिसंबर दिस॰ ธ.ค ธันวาคม",
)  # fmt: skip
FURTHER: Final = (
    "januarie",
    "fév",
    "",
    "",
    "",
    "",
    "",
    "aou",
    "",
    "",
    "",
    "",
)  # fmt: skip
"""Forms that policies use and CLDR lacks."""
