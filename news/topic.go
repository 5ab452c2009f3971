package news

import (
	"net/url"
	"strings"
	"unicode"
)

// Topics are what incidents can be about, by the sections that outlets put their articles in. They are codes, not words for
// people.
var Topics = []string{
	TopicPolitics, TopicBusiness, TopicJustice, TopicSport, TopicCulture, TopicScience, TopicHealth, TopicEnvironment, TopicSociety,
}

// The topics, roughly the upper level of the IPTC Media Topics.
const (
	TopicPolitics    = "politics"
	TopicBusiness    = "business"
	TopicJustice     = "justice" // crime, police, courts
	TopicSport       = "sport"
	TopicCulture     = "culture" // arts, entertainment, media
	TopicScience     = "science" // and technology
	TopicHealth      = "health"
	TopicEnvironment = "environment" // climate, weather
	TopicSociety     = "society"     // education, religion, work, ways of living
)

// sectionNames are how outlets call the sections of each topic, in lower case. What stands in addresses has no accents.
var sectionNames = map[string]string{
	TopicPolitics: `politics political elections election parliament government politique politik innenpolitik politica política politikk
		polityka политика політика politiikka politika πολιτική سياسة السياسة سیاست سیاسی פוליטיקה राजनीति রাজনীতি 政治 時政 时政 정치
		การเมือง siyaset`,
	TopicBusiness: `business economy economics finance markets money companies economie économie entreprises argent bourse wirtschaft
		finanzen börse boerse unternehmen economia economía negocios empresas finanzas finanças financas mercados geld bedrijven
		gospodarka biznes pieniądze finanse экономика бизнес финансы деньги економіка бізнес фінанси ekonomi näringsliv
		naringsliv børs bors erhverv talous οικονομία اقتصاد الاقتصاد اقتصادی مال أعمال כלכלה עסקים व्यापार कारोबार बिज़नेस
		बिजनेस अर्थव्यवस्था অর্থনীতি 経済 ビジネス 财经 經濟 经济 財經 경제 เศรษฐกิจ`,
	TopicJustice: `crime police courts court law justice police-justice faits-divers faitsdivers panorama-crime kriminalität kriminalitaet
		justiz polizei blaulicht sucesos tribunales justicia policial policiales giustizia cronaca-nera polícia policia justiça
		justica segurança prawo kryminalne происшествия криминал право суд кримінал надзвичайні brott rikos αστυνομικό حوادث
		الحوادث قضاء حوادث-القضايا حقوقی משפט פלילים अपराध জাতীয়-অপরাধ 事件 社会-事件 犯罪 法治 법원 อาชญากรรม asayiş`,
	TopicSport: `sport sports football soccer cricket tennis basketball rugby cycling olympics motorsport deportes deporte fútbol futbol
		fußball fussball calcio esportes esporte desporto futebol voetbal piłka sportowe спорт футбол хоккей futis urheilu
		fotboll fotball αθλητικά ποδόσφαιρο رياضة الرياضة كرة-القدم ورزش ورزشی فوتبال ספורט खेल क्रिकेट খেলা スポーツ 野球 サッカー 体育 體育
		足球 스포츠 축구 กีฬา spor`,
	TopicCulture: `culture arts art books film films movies music theatre theater television tv media entertainment celebrity showbiz
		cinema cinéma livres musique spectacles médias medias kultur feuilleton medien unterhaltung cultura espectáculos
		espectaculos cine libros música musica gente televisión spettacoli libri entretenimento ilustrada kultura muzyka
		rozrywka культура кино музыка книги шоу-бизнес кіно nöje noje kultuuri kulttuuri viihde πολιτισμός ثقافة الثقافة فن فنون
		منوعات فرهنگ فرهنگی هنر תרבות בידור मनोरंजन सिनेमा संस्कृति বিনোদন 文化 エンタメ 芸能 娱乐 娛樂 문화 연예 บันเทิง kültür sanat `,
	TopicScience: `science sciences technology tech digital internet space ai computing gadgets pixels numérique numerique technologie
		high-tech espace wissenschaft wissen technik netzwelt digitales weltraum ciencia tecnología tecnologia ciência scienza
		scienze wetenschap nauka technologia наука технологии техника интернет космос технології vetenskap teknik teknologi
		videnskab tiede teknologia επιστήμη τεχνολογία علوم العلوم تكنولوجيا تقنية فناوری دانش علم מדע טכנולוגיה विज्ञान तकनीक
		टेक প্রযুক্তি বিজ্ঞান 科学 科學 科技 テクノロジー 과학 기술 วิทยาศาสตร์ เทคโนโลยี bilim teknoloji`,
	TopicHealth: `health medicine wellness coronavirus covid covid-19 santé sante médecine gesundheit medizin salud saúde saude salute
		sanità sanita gezondheid zdrowie здоровье медицина здоров'я здоровя hälsa halsa helse sundhed terveys υγεία صحة الصحة طب
		سلامت بهداشت בריאות स्वास्थ्य सेहत স্বাস্থ্য 健康 医療 醫療 건강 의료 สุขภาพ sağlık saglik`,
	TopicEnvironment: `environment climate weather nature energy wildlife planet planète planete climat météo meteo environnement umwelt klima
		wetter natur medioambiente medio-ambiente clima tiempo naturaleza ambiente meio-ambiente milieu klimaat weer środowisko
		klimat pogoda экология климат погода природа екологія miljö miljo väder vader miljø ilmasto sää περιβάλλον καιρός بيئة
		البيئة مناخ طقس محیط-زیست הסביבה סביבה מזג-האוויר पर्यावरण मौसम পরিবেশ 環境 环境 天気 天气 氣象 환경 날씨 สิ่งแวดล้อม çevre cevre`,
	TopicSociety: `society education schools school university religion family lifestyle life living work jobs housing travel food société
		societe éducation famille voyage voyages gesellschaft bildung schule familie leben reise reisen sociedad educación
		educacion familia vida viajes religión società societa scuola viaggi sociedade educação educacao família cotidiano
		turismo samenleving onderwijs gezin społeczeństwo edukacja rodzina podróże общество образование семья религия
		путешествия суспільство освіта samhälle samhalle utbildning skola samfund yhteiskunta koulutus κοινωνία παιδεία مجتمع
		المجتمع تعليم التعليم سفر جامعه آموزش חברה חינוך समाज शिक्षा जीवनशैली धर्म শিক্ষা 社会 社會 教育 暮らし 生活 사회 교육 สังคม การศึกษา
		yaşam yasam eğitim egitim toplum`,
}

// topicByName is the topic of each name of a section.
var topicByName = func() map[string]string {
	byName := map[string]string{}
	for _, topic := range Topics {
		for _, name := range strings.Fields(sectionNames[topic]) {
			if _, taken := byName[name]; !taken {
				byName[name] = topic
			}
		}
	}
	return byName
}()

// TopicOf is the topic of an article by the section that its outlet put it in, or else by the folders of its address. It returns
// "" where these say nothing, as "World" and "Local" do.
func TopicOf(a *Article) string {
	if topic := topicOfName(a.Section); topic != "" {
		return topic
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	folders := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, folder := range folders[:min(len(folders)-1, 3)] { // the last one is the article's own name
		if topic := topicOfName(folder); topic != "" {
			return topic
		}
	}
	return ""
}

// topicOfName looks a section up by its whole name, and else by its words, of which the first that is known decides.
func topicOfName(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if len(name) > 100 {
		return ""
	}
	if topic := topicByName[name]; topic != "" {
		return topic
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return r != '\'' && !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) > 6 {
		return "" // a headline, not a section
	}
	for _, word := range words {
		if topic := topicByName[word]; topic != "" {
			return topic
		}
	}
	return ""
}
