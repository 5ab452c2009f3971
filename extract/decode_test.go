package extract

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"parallax/news"
)

const (
	russian  = "Паром потерял ход в густом тумане и сорок минут дрейфовал, пока к нему не подошёл буксир. Никто не пострадал."
	chinese  = "渡轮在浓雾中失去动力，漂流了四十分钟，拖船才赶到现场。船上二百一十二名乘客全部安全上岸，无人受伤。"
	hanzi    = "渡輪在濃霧中失去動力，漂流了四十分鐘，拖船才趕到現場。船上二百一十二名乘客全部安全上岸，無人受傷。"
	nihongo  = "フェリーは濃い霧の中で動力を失い、タグボートが到着するまで四十分間漂流した。乗客は全員無事だった。"
	hangul   = "여객선이 짙은 안개 속에서 동력을 잃고 예인선이 도착할 때까지 사십 분 동안 표류했다. 승객은 모두 무사했다."
	arabic   = "فقدت العبارة محركها وسط ضباب كثيف وانجرفت أربعين دقيقة قبل أن تصل إليها قاطرة ونزل الركاب سالمين"
	greek    = "Το πορθμείο έμεινε χωρίς ισχύ μέσα σε πυκνή ομίχλη και παρασύρθηκε για σαράντα λεπτά μέχρι να φτάσει το ρυμουλκό."
	western  = "Die Fähre trieb vierzig Minuten im Nebel – „so dicht wie nie“, sagte der Kapitän; für die Gäste gab’s Tee à volonté."
	thai     = "เรือข้ามฟากเสียกำลังกลางหมอกหนาและลอยไปสี่สิบนาทีก่อนที่เรือลากจูงจะมาถึง ผู้โดยสารทุกคนขึ้นฝั่งอย่างปลอดภัย"
	polish   = "Prom stracił napęd w gęstej mgle i dryfował czterdzieści minut, zanim przypłynął holownik. Nikomu nic się nie stało, choć zimno było okropne."
	hebrew   = "המעבורת איבדה כוח בערפל כבד ונסחפה ארבעים דקות עד שהגיעה גוררת. כל הנוסעים ירדו לחוף בשלום."
	markup   = "<html><head>%</head><body><p>"
	metaWith = `<meta http-equiv="Content-Type" content="text/html; charset=%">`
)

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		in           encoding.Encoding
		header, meta string
	}{
		{"UTF-8 whose header claims windows-1251", russian, encoding.Nop, "text/html; charset=windows-1251", ""},
		{"UTF-8 whose meta claims gb2312", chinese, encoding.Nop, "text/html", "gb2312"},
		{"windows-1251 by header", russian, charmap.Windows1251, "text/html; charset=windows-1251", ""},
		{"windows-1251 by meta", russian, charmap.Windows1251, "text/html", "windows-1251"},
		{"windows-1251 that claims UTF-8", russian, charmap.Windows1251, "text/html; charset=utf-8", "utf-8"},
		{"KOI8-R by detection", russian, charmap.KOI8R, "text/html", ""},
		{"gb2312 by meta", chinese, simplifiedchinese.GBK, "text/html", "gb2312"},
		{"gb18030 by detection", chinese, simplifiedchinese.GB18030, "text/html", ""},
		{"Big5 by meta", hanzi, traditionalchinese.Big5, "text/html", "big5"},
		{"Big5 by detection", hanzi, traditionalchinese.Big5, "", ""},
		{"Shift_JIS by detection", nihongo, japanese.ShiftJIS, "text/html", ""},
		{"EUC-JP by detection", nihongo, japanese.EUCJP, "text/html", ""},
		{"EUC-JP that claims UTF-8", nihongo, japanese.EUCJP, "text/html; charset=UTF-8", ""},
		{"ISO-2022-JP by meta", nihongo, japanese.ISO2022JP, "text/html", "iso-2022-jp"},
		{"EUC-KR by detection", hangul, korean.EUCKR, "text/html", ""},
		{"windows-1256 by meta", arabic, charmap.Windows1256, "text/html", "windows-1256"},
		{"windows-1253 by detection", greek, charmap.Windows1253, "text/html", ""},
		{"windows-1255 by header", hebrew, charmap.Windows1255, "text/html; charset=windows-1255", ""},
		{"windows-1252 that claims latin1", western, charmap.Windows1252, "text/html; charset=iso-8859-1", ""},
		{"windows-1256 by detection", arabic, charmap.Windows1256, "", ""},
		{"windows-1256 by meta, the header claiming UTF-8", arabic, charmap.Windows1256, "text/html; charset=utf-8", "windows-1256"},
		{"windows-1255 by detection", hebrew, charmap.Windows1255, "text/html", ""},
		{"windows-874 by meta", thai, charmap.Windows874, "text/html", "tis-620"},
		{"windows-874 by detection", thai, charmap.Windows874, "text/html; charset=utf-8", ""},
		{"ISO-8859-7 by meta", greek, charmap.ISO8859_7, "text/html", "iso-8859-7"},
		{"ISO-8859-2 by meta", polish, charmap.ISO8859_2, "text/html", "iso-8859-2"},
		{"windows-1250 by header", polish, charmap.Windows1250, "text/html; charset=windows-1250", ""},
		{"windows-1251 whose meta claims latin1", russian, charmap.Windows1251, "text/html", "iso-8859-1"},
		{"windows-1251 whose header claims latin1", russian, charmap.Windows1251, "text/html; charset=ISO-8859-1", "windows-1251"},
		{"EUC-KR whose header claims latin1", hangul, korean.EUCKR, "text/html; charset=iso-8859-1", "euc-kr"},
		{"Shift_JIS whose meta claims EUC-JP", nihongo, japanese.ShiftJIS, "text/html", "euc-jp"},
		{"windows-1252 by nothing", western, charmap.Windows1252, "text/html", ""},
		{"windows-1252 that claims UTF-8", western, charmap.Windows1252, "text/html; charset=utf-8", "utf-8"},
		{"UTF-16LE by header, without mark", russian, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "text/html; charset=utf-16le", ""},
		{"UTF-16LE with mark", russian, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "text/html; charset=utf-8", ""},
		{"UTF-16BE with mark", chinese, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "", ""},
		{"UTF-8 with mark", greek, unicode.UTF8BOM, "text/html; charset=iso-8859-7", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := ""
			if c.meta != "" {
				head = strings.Repeat("<script>var filler = 1;</script>", 100) + strings.ReplaceAll(metaWith, "%", c.meta)
			}
			body := encoded(t, c.in, strings.ReplaceAll(markup, "%", head)+strings.Repeat(c.text+" ", 4)+"</p></body></html>")
			if got := string(decode(body, c.header)); !strings.Contains(got, c.text) {
				t.Errorf("got %q", got[max(0, len(got)-200):])
			}
		})
	}
}

func TestDecodeMendsAFewBrokenCharacters(t *testing.T) {
	body := append([]byte(russian), 0xff)
	body = append(body, " конец"...)
	if got := string(decode(body, "text/html; charset=utf-8")); got != russian+"\uFFFD конец" {
		t.Errorf("got %q", got)
	}
}

func TestBrokenCharactersOutweighALabel(t *testing.T) {
	body := append([]byte(strings.Repeat(russian, 3)), 0xff)
	if got := string(decode(body, "text/html; charset=windows-1251")); !strings.HasPrefix(got, russian) {
		t.Errorf("got %q", got[:100])
	}
}

func TestDecodeCutsNoCharacter(t *testing.T) {
	body := bytes.Repeat([]byte("я"), maxBody/2+1)[1:]
	body = append([]byte("a"), body[1:]...)
	if got := string(decode(body[:maxBody], "")); !strings.HasPrefix(got, "aяяя") {
		t.Errorf("a page cut at the size cap is no longer taken for UTF-8: %q", got[:10])
	}
}

func TestNoiseIsRefused(t *testing.T) {
	noise := make([]byte, 20000)
	random := rand.New(rand.NewPCG(1, 1))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for name, body := range map[string][]byte{"noise": noise, "a program": append([]byte("\x7fELF\x02\x01\x01"), noise...)} {
		for _, contentType := range []string{"", "text/html", "text/plain"} {
			a, err := Article(news.Page{URL: "https://a.example/x", Body: body, ContentType: contentType})
			var refused *NotArticle
			if !errors.As(err, &refused) {
				t.Errorf("%s as %q is taken for the article %.40q (%v)", name, contentType, a.Text, err)
			}
		}
	}
}
