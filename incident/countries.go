package incident

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryNames calls yield with the names of countries in a language, and with the names of their people where those aren't the country's
// with another ending. A name that isn't inflected stands for itself alone.
func countryNames(lang string, yield func(country, name string, inflected bool)) {
	tag, err := language.Parse(lang)
	if err != nil {
		return
	}
	namer := display.Regions(tag)
	if namer == nil {
		return
	}
	taken := map[string]bool{}
	for name := range strings.FieldsSeq(commonWords[lang]) {
		taken[name] = true
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.String() != code || region.Canonicalize() != region {
				continue
			}
			name := namer.Name(region)
			if name == code || taken[name] {
				continue
			}
			yield(code, name, true)
			for _, end := range countryCuts[lang] {
				if stem, ok := strings.CutSuffix(fold(name), end); ok && len([]rune(stem)) >= shortestStem && !strings.Contains(stem, " ") {
					yield(code, stem, true)
				}
			}
		}
	}
	for spec := range strings.FieldsSeq(peoples[lang]) {
		country, names, _ := strings.Cut(spec, ":")
		for name := range strings.SplitSeq(names, ",") {
			name, whole := strings.CutSuffix(name, ".")
			yield(country, strings.ReplaceAll(name, "_", " "), !whole)
		}
	}
}

// givenNames are countries' and cities' names that are people's as well.
var givenNames = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq("jordan chad georgia israel guinea cyprus malta kenya") {
		m[name] = true
	}
	return m
}()

// commonWords are CLDR's names of countries that are common words of the language.
var commonWords = map[string]string{
	"ar": "مالي بنين عمان غانا", "fa": "مالی بنین چاد پرو عمان", "es": "Omán Reunión", "pt": "Reunião", "ca": "Reunió", "it": "Riunione", "he": "מאלי פרו מלי אומן", "ur": "مالی", "tr": "Çad Umman Man", "id": "Mali",
	"hi": "माली चाड पेरू", "fr": "Man", "ko": "말리 차드 가나 오만 이란 통가",
}

// peoples are names that CLDR's short names of countries leave out: those of peoples, adjectives, short and former names. A name takes the
// endings of its language unless a point follows it; "_" is a space.
var peoples = map[string]string{
	"en": "US:U.S.,USA.,America,US. GB:UK.,U.K.,Britain,British.,Briton FR:French.,Frenchman. NL:Dutch.,Holland CH:Swiss. GR:Greek PL:Polish.,Poles. ES:Spanish.,Spaniard " +
		"DK:Danish.,Danes. TR:Turkey,Turkish.,Turk CZ:Czech,Czechia DE:German SE:Swedish.,Swede NO:Norwegian PT:Portuguese. IE:Irish. FI:Finnish.,Finn HU:Hungarian " +
		"BE:Belgian UA:Ukrainian RU:Russian IQ:Iraqi IL:Israeli AE:UAE.,Emirati,Emirates. SA:Saudi AF:Afghan PK:Pakistani TH:Thai PH:Filipino,Philippine PE:Peruvian " +
		"CA:Canadian NZ:Kiwi IS:Icelandic. KP:North_Korean KR:South_Korean,Korean MM:Burma,Burmese. VE:Venezuelan RS:Serb,Serbian HR:Croat,Croatian SK:Slovak SI:Slovene " +
		"CI:Ivory_Coast,Ivorian CD:Congolese,DR_Congo SZ:Swaziland MK:Macedonia PS:Palestine,Palestinian,Gaza HK:Hong_Kong NE:Nigerien TW:Taiwan KZ:Kazakh BR:Brazilian AR:Argentine",
	"fr": "US:américain,américaine,USA. GB:britannique,Grande-Bretagne,anglais,anglaise,Angleterre DE:allemand,allemande FR:français,française,France ES:espagnol,espagnole " +
		"CN:chinois,chinoise RU:russe GR:grec,grecque TR:turc,turque PT:portugais,portugaise CH:suisse,helvétique BE:belge SE:suédois,suédoise NO:norvégien,norvégienne " +
		"PL:polonais,polonaise HU:hongrois,hongroise DK:danois,danoise FI:finlandais IE:irlandais CZ:tchèque AR:argentin,argentine BR:brésilien,brésilienne MX:mexicain,mexicaine " +
		"PS:palestinien,palestinienne,Palestine,Gaza JP:japonais,japonaise IN:indien,indienne UA:ukrainien,ukrainienne SA:saoudien,saoudienne AF:afghan,afghane KP:nord-coréen " +
		"KR:sud-coréen MA:marocain,marocaine DZ:algérien,algérienne TN:tunisien,tunisienne LB:libanais,libanaise RS:serbe CA:canadien IT:italien,italienne AE:émirati",
	"de": "US:USA.,Amerika,amerikanisch,US. GB:Großbritannien,britisch,Brite,England,englisch FR:französisch,Franzose,Franzosen ES:spanisch,Spanier IT:italienisch,Italiener " +
		"PL:polnisch,Pole. CN:chinesisch,Chinese RU:russisch,Russe DE:deutsch,Deutsche GR:griechisch,Grieche TR:türkisch,Türke,Türken JP:japanisch SE:schwedisch,Schwede " +
		"DK:dänisch,Däne NO:norwegisch IE:irisch NL:niederländisch,Holland CH:schweizerisch,Schweizer AT:österreichisch PT:portugiesisch CZ:tschechisch,Tschechien HU:ungarisch " +
		"PS:palästinensisch,Palästinenser,Gaza IL:israelisch UA:ukrainisch BR:brasilianisch IN:indisch,Inder SA:saudisch AF:afghanisch KP:nordkoreanisch KR:südkoreanisch " +
		"SY:syrisch,Syrer IR:iranisch BE:belgisch FI:finnisch RS:serbisch HR:kroatisch CA:kanadisch MX:mexikanisch EG:ägyptisch",
	"es": "US:EEUU.,EE_UU.,USA.,estadounidense,norteamericano GB:británico,británica,Gran_Bretaña,inglés,inglesa,Inglaterra DE:alemán,alemana FR:francés,francesa ES:español,española " +
		"CN:chino.,chinos.,china. RU:ruso.,rusos.,rusa.,rusas. GR:griego.,griega. TR:turco.,turca.,turcos. PL:polaco,polaca CH:suizo.,suiza. SE:sueco.,sueca. DK:danés,danesa NO:noruego,noruega " +
		"IN:indio.,india. UA:ucraniano,ucraniana PS:palestino,palestina,Gaza AR:argentino,argentina BR:brasileño,brasileña,Brasil JP:japonés,japonesa IL:israelí SA:saudí,saudita " +
		"AF:afgano,afgana IQ:iraquí SY:sirio.,siria.,sirios. NL:holandés,holandesa,Holanda KP:norcoreano,norcoreana KR:surcoreano,surcoreana CZ:checo.,checa. PE:peruano CL:chileno CO:colombiano VE:venezolano IT:italiano,italiana",
	"pt": "US:EUA.,americano,americana,norte-americano,USA. GB:britânico,britânica,Grã-Bretanha,inglês,inglesa,Inglaterra DE:alemão,alemã,alemães FR:francês,francesa ES:espanhol,espanhola " +
		"CN:chinês,chinesa RU:russo.,russa.,russos. PT:português,portuguesa BR:brasileiro,brasileira GR:grego.,grega. TR:turco.,turca. PL:polaco,polaca,polonês CH:suíço.,suíça. " +
		"SE:sueco.,sueca. IN:indiano,indiana UA:ucraniano,ucraniana PS:palestiniano,palestino,palestina,Gaza AR:argentino,argentina JP:japonês,japonesa IL:israelita,israelense SA:saudita AF:afegão NL:holandês,Holanda KP:norte-coreano KR:sul-coreano IT:italiano,italiana",
	"it": "US:USA.,americano,americana,americani,statunitense GB:Gran_Bretagna,britannico,britannica,inglese,Inghilterra DE:tedesco.,tedesca.,tedeschi. FR:francese,francesi ES:spagnolo,spagnola " +
		"CN:cinese,cinesi RU:russo.,russa.,russi. IT:italiano,italiana,italiani GR:greco.,greca. TR:turco.,turca.,turchi. PL:polacco CH:svizzero,svizzera SE:svedese IN:indiano JP:giapponese UA:ucraino,ucraina PS:palestinese,Gaza IL:israeliano,israeliana NL:olandese,Olanda AT:austriaco",
	"ca": "US:EUA.,americà,americana,estatunidenc GB:britànic,britànica,Gran_Bretanya,anglès FR:francès,francesa DE:alemany,alemanya RU:rus.,russa.,russos. CN:xinès,xinesa ES:espanyol,espanyola IT:italià JP:japonès PS:palestí,palestina,Gaza UA:ucraïnès",
	"ro": "US:SUA.,american,americană,america GB:britanic,Marea_Britanie,Anglia FR:francez DE:german,germană RU:rus.,rusă.,ruși.,rusesc CN:chinez IT:italian ES:spaniol PL:polonez TR:turc.,turcă. RO:român,românesc UA:ucrainean HU:maghiar IL:israelian JP:japonez PS:palestinian,Gaza",
	"nl": "US:VS.,Amerika,Amerikaans GB:Brits,Britse.,Groot-Brittannië,Engeland,Engels FR:Frans.,Franse.,Fransen. DE:Duits,Duitse. RU:Russisch,Rus.,Russen. CN:Chinees,Chinese. ES:Spaans,Spaanse. IT:Italiaans,Italiaanse. BE:Belgisch,Belg. PL:Pools.,Poolse. TR:Turks.,Turkse. NL:Nederlands,Nederlandse. " +
		"GR:Grieks,Griekse. JP:Japans,Japanse. SE:Zweeds,Zweedse. UA:Oekraïens,Oekraïense. PS:Palestijns,Palestijnse.,Gaza IL:Israëlisch CH:Zwitsers IN:Indiaas",
	"sv": "US:USA.,Amerika,amerikan,amerikansk GB:brittisk,Storbritannien,brittiska,engelsk,England FR:fransk DE:tysk RU:rysk,ryska CN:kinesisk ES:spansk IT:italiensk SE:svensk,svenska PL:polsk TR:turkisk GR:grekisk NO:norsk DK:dansk FI:finsk,finländsk JP:japansk UA:ukrainsk PS:palestinsk,Gaza",
	"da": "US:USA.,amerikansk GB:britisk,Storbritannien,engelsk FR:fransk DE:tysk RU:russisk CN:kinesisk ES:spansk SE:svensk DK:dansk NO:norsk PL:polsk TR:tyrkisk",
	"nb": "US:USA.,amerikansk GB:britisk,Storbritannia,engelsk FR:fransk DE:tysk RU:russisk CN:kinesisk ES:spansk SE:svensk DK:dansk NO:norsk PL:polsk TR:tyrkisk",
	"is": "US:Bandarík,bandarísk,Bandaríkj GB:bresk,Bret,Bretland FR:fransk,Frakk DE:þýsk,Þjóðverj RU:rússnesk,Rúss CN:kínversk,Kínverj ES:spænsk,Spánverj SE:sænsk,Sví DK:dansk,Dan NO:norsk,Norðm IS:íslensk,Íslending IT:ítalsk,Ítal PL:pólsk,Pólverj JP:japansk,Japan",
	"ru": "US:США.,Америк,американ,американск GB:британ,британск,Британи,Англи,английск,англичан FR:француз,французск DE:немец,немецк,германск,немц RU:российск,русск,россиян,РФ. CN:китайск,Кита,китайц ES:испанск,испан IT:итальянск,итальян " +
		"PL:польск,поляк UA:украинск,Украин BY:белорусск,Белорусси JP:японск GR:греческ,грек TR:турецк,турк CH:швейцарск SE:шведск NO:норвежск NL:голландск,нидерландск,Голланди IL:израильск IN:индийск SY:сирийск IR:иранск KR:южнокорейск,корейск KP:северокорейск,КНДР. AE:ОАЭ. " +
		"PS:палестинск,палестин,Газа KZ:казахстанск DK:датск FI:финск HU:венгерск CZ:чешск,Чехи PT:португальск AT:австрийск BE:бельгийск SA:саудовск RS:сербск BR:бразильск CA:канадск EG:египетск CG:Конго.",
	"uk": "US:США.,Америк,американ,американськ GB:британськ,Британі,Англі,англійськ FR:француз,французьк DE:німецьк,німц RU:російськ,росіян,рф.,РФ. CN:китайськ,Кита ES:іспанськ IT:італійськ PL:польськ,поляк UA:українськ,україн BY:білоруськ JP:японськ GR:грецьк TR:турецьк IL:ізраїльськ KR:південнокорейськ KP:північнокорейськ,КНДР. AE:ОАЕ. PS:палестинськ,Газ",
	"bg": "US:САЩ.,америк,американск GB:британск,Великобритания FR:френск DE:германск,немск RU:руск CN:китайск BG:българск GR:гръцк TR:турск",
	"pl": "US:USA.,Ameryk,amerykańsk,amerykan GB:brytyjsk,brytyjczyk,Angli,angielsk FR:francusk,Francuz DE:niemieck,Niemiec,Niemc RU:rosyjsk,Rosjan,Rosj CN:chińsk,Chin ES:hiszpańsk IT:włosk,Włoch PL:polsk,Polak,Polsc UA:ukraińsk JP:japońsk GR:greck TR:tureck BY:białorusk IL:izraelsk CZ:czesk,Czech IN:indyjsk HU:węgiersk,Węgier SE:szwedzk PS:palestyńsk,Gaz",
	"cs": "US:USA.,Amerik,americk,američan GB:britsk,Británi,anglick,Angli FR:francouzsk,Francouz DE:německ,Němc RU:rusk,ruští.,Rus. CN:čínsk ES:španělsk IT:italsk PL:polsk,polšt CZ:česk,čeští.,Čech UA:ukrajinsk JP:japonsk TR:tureck AT:rakousk SK:slovensk IL:izraelsk HU:maďarsk",
	"sk": "US:USA.,Amerik,americk GB:britsk,Británi FR:francúzsk DE:nemeck RU:rusk CN:čínsk CZ:česk SK:slovensk",
	"sl": "US:ZDA.,Amerik,ameriš,amerišk GB:britansk FR:francosk DE:nemšk,nemc RU:rusk CN:kitajsk SI:slovensk,Slovenc IT:italijansk JP:japonsk ES:špansk",
	"hr": "US:SAD.,Amerik,američk GB:britansk FR:francusk DE:njemačk RU:rusk CN:kinesk HR:hrvatsk RS:srpsk",
	"sr": "US:САД.,Америк,америчк,SAD.,Amerik,američk GB:британск,britansk RU:руск,rusk DE:немачк,nemačk FR:француск,francusk RS:српск,srpsk",
	"hu": "US:USA.,Amerika,amerikai GB:brit,Nagy-Britannia,angol,Anglia FR:francia,franciá DE:német RU:orosz CN:kínai,Kína ES:spanyol IT:olasz PL:lengyel HU:magyar UA:ukrán JP:japán GR:görög TR:török RO:román AT:osztrák IL:izraeli CZ:cseh PS:palesztin SE:svéd",
	"fi": "US:USA.,Yhdysvalt,amerikk,yhdysvaltalai GB:britti,brit,Britanni,englanti FR:Ransk,ransk DE:saksalai,Saks RU:venäläi,Venäj CN:kiinalai,Kiin SE:ruotsalai,Ruots FI:suomalai,Suome",
	"tr": "US:ABD.,Amerika,Amerikan,Amerikalı GB:İngiltere,İngiliz,Britanya FR:Fransız DE:Alman RU:Rus,Rusya CN:Çin,Çinli ES:İspanyol IT:İtalyan PL:Polonyalı TR:Türk,Türkiye GR:Yunan JP:Japon IL:İsrail SY:Suriye UA:Ukrayna BG:Bulgar PS:Filistin,Gazze",
	"el": "US:ΗΠΑ.,αμερικαν,Αμερικ GB:βρεταν,Βρετανί,βρετανικ,Αγγλί,αγγλικ FR:γαλλ,γαλλικ DE:γερμαν,γερμανικ RU:ρωσ,ρωσικ,Ρωσί CN:κινεζ,κινεζικ,κινέζ ES:ισπαν,ισπανικ IT:ιταλ,ιταλικ GR:ελλην,ελληνικ,Έλλην,Ελλάδ TR:τουρκ,τουρκικ,Τούρκ CY:κυπρ,κυπριακ,Κύπρ UA:ουκραν,ουκρανικ IL:ισραηλιν,Ισραήλ PS:παλαιστιν,Γάζ",
	"ar": "US:أمريكا,الأمريكي,أمريكي,أميركا,أميركي,اميركا,امريكا,امريكي,واشنطن. GB:بريطانيا,بريطاني,إنجلترا,انجلترا,إنجليزي FR:فرنسي DE:ألماني,الماني RU:روسي CN:صيني ES:إسباني IT:إيطالي EG:مصري SA:السعودية,سعودي IQ:عراقي SY:سوري,سورية IR:إيراني,ايراني,ايران IL:إسرائيلي,اسرائيلي,اسرائيل " +
		"PS:فلسطين,فلسطيني,غزة. TR:تركي.,تركية.,تركيا JP:ياباني IN:هندي. AE:الإمارات,إماراتي KP:كوريا_الشمالية KR:كوريا_الجنوبية OM:سلطنة_عمان",
	"he": "US:ארהב.,ארה,אמריקה,אמריקאי,אמריקני GB:בריטניה,בריטי,אנגליה,אנגלי FR:צרפתי DE:גרמני RU:רוסי CN:סיני ES:ספרדי IT:איטלקי IL:ישראלי TR:טורקי,תורכי,טורקיה,תורכיה JP:יפני SY:סורי. IR:איראני,אירן PS:פלסטיני,עזה. UA:אוקראיני EG:מצרי. JO:ירדני. LB:לבנוני KP:צפון_קוריאה,צפון_קוריאני KR:דרום_קוריאה,דרום_קוריאני",
	"fa": "US:آمریکا,امریکا,آمریکایی,ایالات_متحده GB:بریتانیا,انگلیس,بریتانیایی,انگلستان FR:فرانسوی DE:آلمانی RU:روسی. CN:چینی. ES:اسپانیایی IR:ایرانی SA:سعودی. IL:اسرائیلی,اسراییل AF:افغان.,افغانی IQ:عراقی SY:سوری. KP:کره_شمالی KR:کره_جنوبی PS:فلسطینی,غزه.",
	"hi": "US:अमेरिका,अमेरिकी,अमरीका,अमरीकी GB:ब्रिटेन,ब्रिटिश,इंग्लैंड FR:फ्रांस,फ्रांसीसी DE:जर्मन RU:रूसी CN:चीनी IN:भारतीय PK:पाकिस्तानी JP:जापानी IL:इज़राइल,इजरायल,इज़रायल,इजरायली PS:फिलिस्तीनी,गाजा RU:रूस KP:उत्तर_कोरिया KR:दक्षिण_कोरिया",
	"ja": "US:米国,アメリカ,米軍,米大統領,米政府,米紙,訪米 GB:英国,英政府,英紙,イングランド DE:ドイツ,独政府 FR:仏政府 CN:中国,訪中 JP:日本,訪日 KR:韓国 KP:北朝鮮 RU:ロシア IT:伊政府 AU:豪州,豪政府 PS:ガザ,パレスチナ",
	"zh": "US:美国,美國,美军,美方,赴美,访美,在美 GB:英国,英國,英军,英格兰 CN:中國,中方 DE:德国,德國 FR:法国,法國 RU:俄罗斯,俄羅斯,俄方,俄军 JP:日本,日方 KR:韩国,韓國,韩方,南韩 KP:朝鲜,朝鮮,北韓,朝方 IN:印度 TW:台湾,臺灣,台灣 PS:巴勒斯坦,加沙 IL:以色列,以军 IR:伊朗 UA:乌克兰,烏克蘭 AU:澳大利亚,澳洲 NZ:新西兰 TH:泰国,泰國 SA:沙特,沙特阿拉伯 HK:香港 MO:澳门 ID:印尼 SG:新加坡 MY:马来西亚 AE:阿联酋 IT:意大利 ES:西班牙 TR:土耳其",
	"ko": "US:미국,미군 GB:영국,잉글랜드 KR:한국,우리나라. KP:북한 CN:중국 JP:일본 DE:독일 RU:러시아 AU:호주 PS:팔레스타인,가자 NL:네덜란드 IL:이스라엘 TW:대만",
	"id": "US:AS.,Amerika,Amerika_Serikat GB:Inggris,Britania FR:Prancis DE:Jerman CN:Tiongkok,Cina,China RU:Rusia NL:Belanda KR:Korea_Selatan,Korsel. KP:Korea_Utara,Korut. JP:Jepang SA:Arab_Saudi ES:Spanyol PS:Palestina,Gaza EG:Mesir GR:Yunani",
	"vi": "US:Mỹ.,Hoa_Kỳ GB:Anh. FR:Pháp. DE:Đức. RU:Nga. CN:Trung_Quốc JP:Nhật_Bản KR:Hàn_Quốc KP:Triều_Tiên IT:Ý. AU:Úc. TH:Thái_Lan",
	"th": "US:สหรัฐ,อเมริกา GB:อังกฤษ CN:จีน JP:ญี่ปุ่น KR:เกาหลีใต้ KP:เกาหลีเหนือ DE:เยอรมัน",
}
