package extract

import (
	"strings"
	"sync"
)

// monthNames holds the names of the twelve months as dates are written, with their inflected and short
// forms, parted by "|", one language a line. Where two languages give one name to two months (listopad is
// October in Zagreb and November in Warsaw) the first line to name it wins unless the text's language is known.
var monthNames = [...]struct{ language, names string }{
	{"en", "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec"},
	{"fr", "janvier|janv février|févr|fevrier|fév mars avril|avr mai juin juillet|juil août|aout septembre octobre novembre décembre|déc|decembre"},
	{"es", "enero|ene febrero|febr marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic"},
	{"pt", "janeiro fevereiro|fev março|marco abril maio|mai junho julho agosto setembro outubro|out novembro dezembro|dez"},
	{"it", "gennaio|gen febbraio|febb marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett ottobre|ott novembre dicembre"},
	{"de", "januar|jänner|jän februar|feber märz|mär|maerz april mai juni juli august september oktober|okt november dezember"},
	{"nl", "januari februari maart|mrt april mei juni juli augustus september oktober november december"},
	{"sv", "januari februari mars april maj juni juli augusti september oktober november december"},
	{"da", "januar februar marts april maj juni juli august september oktober november december"},
	{"no", "januar februar mars april mai juni juli august september oktober november desember|des"},
	{"is", "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"},
	{"fi", "tammikuuta|tammikuu|tammi helmikuuta|helmikuu|helmi maaliskuuta|maaliskuu|maalis huhtikuuta|huhtikuu|huhti toukokuuta|toukokuu|touko kesäkuuta|kesäkuu|kesä heinäkuuta|heinäkuu|heinä elokuuta|elokuu|elo syyskuuta|syyskuu|syys lokakuuta|lokakuu|loka marraskuuta|marraskuu|marras joulukuuta|joulukuu|joulu"},
	{"et", "jaanuar veebruar|veebr märts aprill mai juuni juuli august september oktoober november detsember|dets"},
	{"pl", "stycznia|styczeń|sty lutego|luty|lut marca|marzec kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź listopada|listopad|lis grudnia|grudzień|gru"},
	{"cs", "ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu|listopad prosince|prosinec"},
	{"sk", "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august septembra|september októbra|október novembra|november decembra|december"},
	{"sl", "januar|januarja februar|februarja marec|marca april|aprila maj|maja junij|junija julij|julija avgust|avgusta september|septembra oktober|oktobra november|novembra december|decembra"},
	{"hr", "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj kolovoza|kolovoz rujna|rujan listopada|listopad studenoga|studenog|studeni prosinca|prosinac"},
	{"sr", "јануара|јануар|januara|januar фебруара|фебруар|februara|februar марта|март|marta|mart априла|април|aprila|april маја|мај|maja|maj јуна|јун|juna|jun јула|јул|jula|jul августа|август|avgusta|avgust септембра|септембар|septembra|septembar октобра|октобар|oktobra|oktobar новембра|новембар|novembra|novembar децембра|децембар|decembra|decembar"},
	{"bs", "januara|januar februara|februar marta|mart aprila|april maja|maj juna|juni|jun jula|juli|jul augusta|august|avgusta|avgust septembra|septembar oktobra|oktobar novembra|novembar decembra|decembar"},
	{"ro", "ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie|noi decembrie"},
	{"hu", "január február|febr március|márc április|ápr május|máj június|jún július|júl augusztus szeptember|szept október november december"},
	{"tr", "ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara"},
	{"az", "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"},
	{"lt", "sausio|saus vasario|vas kovo|kov balandžio|bal gegužės|geg birželio|birž liepos|liep rugpjūčio|rugp rugsėjo|rugs spalio|spal lapkričio|lapkr gruodžio|gruod"},
	{"lv", "janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī"},
	{"sq", "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor"},
	{"el", "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μάιος|μαϊ|μαΐ ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ"},
	{"ru", "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт ноября|ноябрь|ноя|нояб декабря|декабрь|дек"},
	{"uk", "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт травня|травень|трав червня|червень|черв липня|липень|лип серпня|серпень|серп вересня|вересень|вер жовтня|жовтень|жовт листопада|листопад|лист грудня|грудень|груд"},
	{"be", "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня"},
	{"bg", "януари|ян февруари март април май юни юли август септември октомври ноември декември"},
	{"mk", "јануари февруари март април мај јуни јули август септември октомври ноември декември"},
	{"kk", "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"},
	{"ka", "იანვარი|იან თებერვალი|თებ მარტი|მარ აპრილი|აპრ მაისი|მაი ივნისი|ივნ ივლისი|ივლ აგვისტო|აგვ სექტემბერი|სექ ოქტომბერი|ოქტ ნოემბერი|ნოე დეკემბერი|დეკ"},
	{"hy", "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի"},
	{"ar", "يناير|جانفي فبراير|فيفري مارس أبريل|ابريل|إبريل|أفريل مايو|ماي يونيو|يونيه|جوان يوليو|يوليه|جويلية أغسطس|اغسطس|أوت|غشت سبتمبر|شتنبر أكتوبر|اكتوبر نوفمبر|نونبر ديسمبر|دجنبر"},
	{"fa", "ژانویه فوریه|فوریهٔ مارس آوریل مه|می ژوئن ژوئیه|جولای|ژوئیهٔ اوت|آگوست سپتامبر اکتبر نوامبر دسامبر"},
	{"ur", "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"},
	{"he", "ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר"},
	{"hi", "जनवरी|जन फ़रवरी|फरवरी|फ़र मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर"},
	{"mr", "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर"},
	{"bn", "জানুয়ারি|জানুয়ারী|জানুয়ারি ফেব্রুয়ারি|ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"},
	{"ta", "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்"},
	{"te", "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్"},
	{"th", "มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค"},
	{"id", "januari februari|peb maret april mei juni juli agustus|agu|agt september oktober november|nopember|nop desember"},
	{"ms", "januari februari mac april mei jun julai ogos september oktober november disember"},
	{"fil", "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre"},
	{"sw", "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba"},
	{"af", "januarie februarie maart april mei junie julie augustus september oktober november desember"},
	{"ca", "gener febrer|febr març abril maig juny juliol agost setembre octubre novembre desembre"},
	{"gl", "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro"},
	{"eu", "urtarrilaren|urtarrila otsailaren|otsaila martxoaren|martxoa apirilaren|apirila maiatzaren|maiatza ekainaren|ekaina uztailaren|uztaila abuztuaren|abuztua irailaren|iraila urriaren|urria azaroaren|azaroa abenduaren|abendua"},
	{"ga", "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meánfómhair deireadh|deireadhfómhair samhain nollaig"},
	{"cy", "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"},
	{"uz", "yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr"},
	{"gu", "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર ઑક્ટોબર|ઓક્ટોબર નવેમ્બર ડિસેમ્બર"},
	{"pa", "ਜਨਵਰੀ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ"},
	{"kn", "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್"},
	{"ml", "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ|സെപ്തംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ"},
	{"si", "ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්"},
	{"ne", "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर"},
	{"km", "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ"},
	{"lo", "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ"},
	{"my", "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ"},
	{"am", "ጃንዋሪ|ጃንዩወሪ ፌብሩዋሪ|ፌብሩወሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት|ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር"},
	{"so", "janaayo febraayo maarso abriil maajo juun luuliyo agoosto sebtembar oktoobar nofembar diseembar"},
	{"ha", "janairu faburairu maris afirilu mayu yuni yuli agusta satumba oktoba nuwamba disamba"},
	{"vi", "giêng hai ba tư năm sáu bảy tám chín mười"},
}

// monthsOnce gives the months by name: of all languages under "", of one language under its tag.
var monthsOnce = sync.OnceValue(func() map[string]map[string]int {
	all := map[string]int{}
	byLanguage := map[string]map[string]int{"": all}
	for _, line := range monthNames {
		own := map[string]int{}
		byLanguage[line.language] = own
		for i, forms := range strings.Fields(line.names) {
			for form := range strings.SplitSeq(forms, "|") {
				own[form] = i + 1
				if _, taken := all[form]; !taken && line.language != "vi" {
					all[form] = i + 1
				}
			}
		}
	}
	return byLanguage
})

// monthByName is the month, 1 to 12, that a word in lower case names, 0 for any other word.
func monthByName(word, language string) int {
	language, _, _ = strings.Cut(language, "-")
	if own, ok := monthsOnce()[language]; ok && language != "" {
		if m := own[word]; m > 0 {
			return m
		}
	}
	return monthsOnce()[""][word]
}
