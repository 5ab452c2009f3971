package words

// catalogues are the languages of the interface in the order of the menu: by script, and by name in each.
var catalogues = []struct {
	tag   string
	words *Words
}{
	{"de", &german},
	{"en", &english},
	{"es", &spanish},
	{"fr", &french},
	{"pt", &portuguese},
	{"ru", &russian},
	{"uk", &ukrainian},
	{"he", &hebrew},
	{"ar", &arabic},
	{"fa", &persian},
	{"hi", &hindi},
	{"zh-Hans", &simplifiedChinese},
	{"zh-Hant", &traditionalChinese},
	{"ja", &japanese},
	{"ko", &korean},
}
