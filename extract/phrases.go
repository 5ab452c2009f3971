package extract

import (
	"strings"
	"unicode/utf8"
)

// phraseLists are words that the furniture of pages is made of, in the larger languages of the press. Each
// line is one value of groupPhrase; a short text that has one of its words or phrases has that value.
var phraseLists = [phrases]string{
	"copyright|©|all rights reserved|alle rechte vorbehalten|tous droits|todos los derechos|diritti riservati|все права|may not be reproduced|redistribut|版权|著作権|prawa zastrzeżone|κάθε αναδημοσίευση|todos os direitos|alla rättigheter|tüm hakları|wszelkie prawa|všechna práva|minden jog|усі права|无断|무단|جميع الحقوق|bản quyền|hak cipta",
	"read more|read also|read next|see also|also read|related|more on|more from|you might|recommended|don't miss|lesen sie|mehr zum|lire aussi|à lire|lea también|le puede interesar|leggi anche|leia também|leia mais|читайте|также|czytaj|zobacz|διαβάστε|δείτε|相关|関連|推荐|延伸阅读|most popular|most read|trending|editor's picks|watch:|keep reading|continue reading|click here|lees ook|lees meer|läs mer|läs också|les også|les mer|læs også|læs mere|lue myös|lue lisää|baca juga|xem thêm|devamı|ayrıca oku|čtěte také|olvass|kapcsolódó|citește|vezi și|читайте також|اقرأ|اقرا|关联阅读|あわせて|관련|skaitykite|powiązane|maggiori informazioni|le plus lu",
	"newsletter|sign up|subscribe|inbox|abonnieren|abonnez|suscríbete|suscribete|iscriviti|assine|подпи|zapisz|εγγραφ|prenumer|订阅|登録|push notification|email address|e-mail address|nieuwsbrief|nyhetsbrev|uutiskirje|hírlevél|bülten|розсилк|рассылк|النشرة|ニュースレター|구독|buletin|odběr|pranešim",
	"cookie|javascript|consent|privacy policy|datenschutz|ad blocker|adblock|your browser|privacidad|confidentialité|confidentialite|privatsphäre|personvern|externer inhalt|contenu externe|contenuto esterno|externe inhalte|çerez|kişisel veri",
	"share this|share on|follow us|follow @|facebook|twitter|whatsapp|instagram|telegram|on x|teilen|partager|compartir|condividi|partilh|подели|udostępnij|分享|シェア|linkedin|deel dit|dela |del på|jaa |paylaş|bagikan|chia sẻ|sdílet|megoszt|distribuie|поділ|поширит|공유|شارك|bluesky|pinterest",
	"photo:|photo by|image:|image credit|getty|reuters/|ap photo|foto:|photograph|credit:|file photo|bild:|crédit|fotografía|photo credit|shutterstock|(image|(photo|illustration:|фото|zdj|φωτο|图片|图：|摄|写真|사진|ảnh:|fotografie|kép:|фото:|صورة|zdjęcie|archivo|arkivfoto|kuva:|nuotr",
	"comment|log in|sign in|login|kommentar|commentaire|comentario|commento|комментари|σχόλι|komentarz|reply|评论|コメント|register|reactie|yorum|hozzászól|bình luận|댓글|تعليق|koment|комент|přihlásit|logga in|logg inn|inloggen|giriş yap",
	"advertisement|sponsored|anzeige|publicité|publicidad|pubblicità|реклама|reklama|διαφήμιση|affiliate|commission|广告|promo code|story continues below|continues after|article continues|reklam|annons|annonse|mainos|iklan|hirdetés|広告|광고|إعلان|publicitate|quảng cáo|skelbim",
	"written by|reported by|edited by|reporting by|editing by|von |by |por |par |is a reporter|is a writer|is a journalist|correspondent|contributed to|editor:|redaktion|autor:|author:|责任编辑|责编|编辑|来源|source:|quelle:|fuente:|źródło|источник|πηγή|記者|redactie|redaktör|journalist|toimittaja|szerző|auteur:|author |기자|muhabir|penulis|reporter|fonte:|kilde:|källa:|lähde:|bron:|forrás|zdroj|sursa|kaynak|nguồn|sumber|出典|المصدر|джерело",
	"published|updated|posted|last modified|min read|minutes ago|hours ago|days ago|stand:|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|опубликовано|обновлено|opublikowano|dodano|发布|更新|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|opdateret|julkaistu|päivitetty|güncelle|yayınlan|diperbarui|cập nhật|frissít|publikováno|aktualizováno|опубліковано|оновлено|입력|수정|تحديث",
	"tags:|tags|topics|keywords|filed under|categories|schlagw|themen|mots-clés|etiquetas|temas|теги|tagi|ετικέτες|标签|关键词|タグ|more about|emner|ämnen|aiheet|etiket|címke|témata|keyword|related topics|주제|وسوم|etichete|onderwerpen",
	"donate|support us|our journalism|become a member|buy now|add to cart|price|shop|join our|join the|download|app store|contact us|send us|feedback|tell us|email us|got a tip|soutenez|abonnement|apoie|apóyanos|unterstützen|støtt|stötta|prenumerera|kontakt|contacteer|tips oss|tipsa",
}

// A phrase is one entry of the phraseLists.
type phrase struct {
	text string
	list int
}

// beginning holds the phrases by the two bytes that they begin with, and beginnings which of them are those of a pair: 0
// for none.
var beginning, beginnings = func() (lists [][]phrase, pairs [1 << 16]uint16) {
	lists = make([][]phrase, 1)
	for i, list := range phraseLists {
		for text := range strings.SplitSeq(list, "|") {
			pair := pairOf(text)
			if pairs[pair] == 0 {
				pairs[pair] = uint16(len(lists))
				lists = append(lists, nil)
			}
			at := pairs[pair]
			lists[at] = append(lists[at], phrase{text, i})
		}
	}
	return lists, pairs
}()

func pairOf[S []byte | string](s S) uint16 { return uint16(s[0])<<8 | uint16(s[1]) }

// phraseOf is the first of the phraseLists that a text has a part in, -1 for none and for long texts, in which
// such words mean nothing. Phrases in Latin letters are found at the start of words alone; the short ones of
// authorship ("by", "von") only at the start of the text.
func phraseOf(text string, words int) int {
	const authorship = 8
	if words > 45 {
		return -1
	}
	found := phrases
	var buffer [512]byte
	lower := appendLower(buffer[:0], text)
	for i := range len(lower) - 1 {
		c := lower[i]
		if c < 0x80 && i > 0 && isLowerASCII(lower[i-1]) {
			continue
		}
		for _, p := range beginning[beginnings[pairOf(lower[i:])]] {
			if p.list < found && string(lower[i:min(len(lower), i+len(p.text))]) == p.text && (i == 0 || p.list != authorship || len(p.text) > 4) {
				found = p.list
			}
		}
	}
	if found == phrases {
		return -1
	}
	return found
}

// appendLower appends s in lower case.
func appendLower(b []byte, s string) []byte {
	for _, r := range s {
		b = utf8.AppendRune(b, toLower(r))
	}
	return b
}

func isLowerASCII(c byte) bool { return 'a' <= c && c <= 'z' }
