package incident

import (
	"strings"
	"unicode/utf8"
)

// A candidate is a word that may be a name, with the keys it may be recognized by in other scripts.
type candidate struct {
	surface string
	keys    []uint64
	count   int
	order   int // of its first occurrence
}

// names collects the words that may be names. Where a script has capitals, they are the words written with one inside
// a sentence, and those at its start that are nowhere written small. Other scripts give all their words, and
// leave it to the rarity of their skeletons to tell, but for everyday words; Chinese gives the runs of characters that foreign names are
// written in, Japanese its katakana.
func (d *dictionary) names(tokens []token) []candidate {
	c := candidates{dictionary: d, seen: &d.lexicon.seen, uses: d.lexicon.uses[:0]}
	c.seen.open()
	for i := range tokens {
		if t := &tokens[i]; t.script == cased {
			u := c.use(d.wordOf(t).form)
			u.small = u.small || !t.capital
			u.inside = u.inside || t.capital && !t.opening && !t.headline
		}
	}
	for i := range tokens {
		t := &tokens[i]
		n := utf8.RuneCountInString(t.text)
		switch t.script {
		case cased:
			if t.capital && n >= 3 {
				w := d.wordOf(t)
				if u := c.use(w.form); !u.small && (u.inside || !t.opening || n >= 5) && !d.isEveryday(w) {
					c.add(w, t.text, t.order)
				}
			}
		case caseless:
			if w := d.wordOf(t); n >= 2 && !d.isEveryday(w) {
				c.add(w, t.text, t.order)
			}
		case katakana:
			if n >= 3 {
				c.add(d.wordOf(t), t.text, t.order)
			}
		case han:
			least := shortestRun
			if isDot(t.link) || (i+1 < len(tokens) && isDot(tokens[i+1].link)) {
				least = 2 // a point stands between the parts of a foreign name
			}
			transliterations(t.text, least, func(run string) { c.add(d.word(run, han), run, t.order) })
		}
	}
	d.lexicon.uses = c.uses
	return c.list
}

// candidates are the words of an article that may be names.
type candidates struct {
	dictionary *dictionary
	seen       *register // numbers uses by the forms of words
	uses       []use
	list       []candidate
}

// A use is how a word is used in an article.
type use struct {
	small  bool // somewhere without a capital
	inside bool // somewhere with one inside a sentence
	listed int  // number of its candidate, from 1 on; 0 while it has none
}

// use is how a form of a word is used, valid until the next call.
func (c *candidates) use(form uint64) *use {
	n, known := c.seen.number(form)
	if !known {
		c.uses = append(c.uses, use{})
	}
	return &c.uses[n]
}

// add counts a word as a candidate, if it has anything to be recognized by.
func (c *candidates) add(w *word, surface string, order int) {
	u := c.use(w.form)
	if u.listed > 0 {
		c.list[u.listed-1].count++
		return
	}
	if keys := c.dictionary.nameKeys(w, surface); len(keys) > 0 {
		c.list = append(c.list, candidate{surface: surface, keys: keys, count: 1, order: order})
		u.listed = len(c.list)
	}
}

// nameKeys are the skeletons of a word, and of the word without the particles or endings that its language may have
// joined to it.
func nameKeys(word, lang string) []uint64 {
	var keys []uint64
	seen := ""
	for _, form := range bareForms(word, lang) {
		s := skeleton(romanize(form))
		if len(s) < 2 || strings.Contains(seen, " "+s+" ") {
			continue
		}
		seen += " " + s + " "
		keys = append(keys, key('n', s))
	}
	return keys
}

// affixes are what languages join to a name that changes its skeleton. Prefixes apply to scripts without capitals.
var prefixes = map[string][]string{
	"ar": {"وال", "بال", "كال", "لل", "ال", "ب", "ل", "ف", "ك", "و"},
	"fa": {},
	"he": {"של", "שב", "מה", "וב", "ול", "ומ", "ב", "ל", "מ", "ש", "כ", "ו"},
}

var suffixes = map[string][]string{
	"ru": {"ами", "ями", "ого", "его", "ому", "ему", "ыми", "ом", "ем", "ым", "им", "ах", "ях", "ов", "ев"},
	"uk": {"ами", "ями", "ого", "ому", "ом", "ем", "им", "ів", "ові", "еві"},
	"be": {"амі", "ага", "ам", "ым", "аў"},
	"bg": {"ът", "та"},
	"mk": {"от", "та"},
	"sr": {"ом", "ем", "ima", "om", "em"},
	"hr": {"ima", "om", "em", "im"},
	"sl": {"om", "em", "ih", "im"},
	"pl": {"ami", "owi", "iem", "em", "ach", "ów", "ego", "emu", "im", "ym", "cie", "ie"},
	"cs": {"ovi", "ové", "em", "ech", "ům", "ého", "ému", "ým", "ou"},
	"sk": {"ovi", "om", "ám", "ých", "ého", "ému", "ým"},
	"el": {"ς"},
	"de": {"s"}, "sv": {"s"}, "da": {"s"}, "no": {"s"}, "nn": {"s"}, "nl": {"s"},
	"hu": {"nak", "nek", "ban", "ben", "nál", "nél", "tól", "től", "ról", "ről", "val", "vel", "ból", "ből", "t"},
	"fi": {"ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "n"},
	"et": {"s", "st", "le", "ga"},
	"lt": {"as", "is", "us", "o", "ui"}, "lv": {"s", "is", "am"},
	"is": {"s", "ar", "ur", "um", "num"},
	"ko": {"에서", "에게", "으로", "까지", "부터", "은", "는", "이", "가", "을", "를", "의", "에", "도", "로", "와", "과"},
	"hi": {},
}

// bareForms are the word and what may be under its affixes, at least three characters of it.
func bareForms(word, lang string) []string {
	forms := []string{word}
	for _, p := range prefixes[lang] {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 3 {
			forms = append(forms, rest)
			break
		}
	}
	least := 3
	if lang == "ko" {
		least = 2
	}
	for _, s := range suffixes[lang] {
		if rest, ok := strings.CutSuffix(word, s); ok && utf8.RuneCountInString(rest) >= least {
			forms = append(forms, rest)
			break
		}
	}
	return forms
}

// foreign are the characters that Chinese writes foreign names with, by the tables of Xinhua and of daily use.
const foreign = "阿埃艾爱安昂奥巴芭白拜班邦保鲍贝本比彼宾波伯勃博布查昌措达黛戴丹当道德登邓迪蒂丁东都杜敦顿多恩尔法凡范方菲" +
	"费芬丰佛夫弗福盖甘冈高戈哥格根贡古瓜圭哈海罕汉豪赫亨洪胡华怀霍基吉加佳贾简杰金津京卡凯坎康考柯科克肯孔库夸奎" +
	"拉莱赖兰朗劳勒雷蕾黎里丽利莉立列林琳龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛茅梅门蒙孟米密敏明缪摩莫默姆木穆" +
	"拿娜纳乃奈南瑙内尼妮涅宁纽农努诺欧帕派潘庞培佩彭蓬皮匹平泼普奇齐恰钱强乔切钦琼丘屈让热日荣茹儒瑞若" +
	"撒萨塞赛桑瑟森莎沙山尚绍舍申圣施什史士舒斯思丝松苏孙索塔台泰坦汤唐陶特腾提汀廷亭通图托脱瓦万旺威韦维卫魏温文沃乌" +
	"伍武西希锡夏香肖谢辛欣兴休许雪逊雅亚延扬耶叶伊依以因英尤于雨裕约泽扎詹章哲珍芝治朱茱卓兹宗祖佐" +
	"狄娃娅琪姬翁喀茨彻策岑察楚厄芙朵惠珀慕妲迦珊翰恺理治斐捷" +
	"愛奧鮑貝賓達當鄧東頓爾範費豐蓋岡貢漢華懷賈簡傑凱庫誇萊賴蘭勞裏麗龍盧魯倫羅呂馬瑪邁麥門繆納內寧紐農諾歐龐潑齊錢強喬欽瓊讓熱榮薩賽紹聖絲" +
	"蘇孫臺湯騰圖託脫萬韋維衛溫烏錫謝興許遜亞揚葉於約澤茲婭愷"

var foreignRunes = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range foreign {
		m[r] = true
	}
	return m
}()

// isForeign reports whether a word is written in such characters alone.
func isForeign(word string) bool {
	for _, r := range word {
		if !foreignRunes[r] {
			return false
		}
	}
	return true
}

// shortestRun is how many such characters make a name: two happen by chance.
const shortestRun = 3

// transliterations calls yield with the runs of at least so many such characters.
func transliterations(text string, least int, yield func(run string)) {
	start, n := -1, 0
	for i, r := range text {
		if foreignRunes[r] {
			if start < 0 {
				start = i
			}
			n++
			continue
		}
		if n >= least {
			yield(text[start:i])
		}
		start, n = -1, 0
	}
	if n >= least {
		yield(text[start:])
	}
}

func isTransliterated(word string) bool {
	whole := false
	transliterations(word, shortestRun, func(run string) { whole = whole || run == word })
	return whole
}
