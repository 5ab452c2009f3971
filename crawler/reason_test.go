package crawler

import (
	"testing"

	"parallax/news"
)

func TestWhatStatusesMean(t *testing.T) {
	for status, want := range map[int]struct {
		code news.CauseCode
		kind failureKind
	}{
		0: {news.CauseRequest, doubtful}, 101: {news.CauseRequest, doubtful}, 204: {news.CauseNoContent, doubtful},
		300: {news.CauseNowhere, doubtful}, 304: {news.CauseNotModified, doubtful}, 308: {news.CauseNowhere, doubtful},
		400: {news.CauseRequest, doubtful}, 401: {news.CauseLogin, doubtful}, 402: {news.CausePayment, doubtful}, 403: {news.CauseForbidden, doubtful},
		404: {news.CauseNotFound, doubtful}, 408: {news.CauseBusy, transient}, 410: {news.CauseGone, final}, 418: {news.CauseRequest, doubtful},
		425: {news.CauseBusy, transient}, 429: {news.CauseSlowDown, transient}, 451: {news.CauseLegal, final},
		500: {news.CauseServerError, transient}, 503: {news.CauseServerError, transient}, 599: {news.CauseServerError, transient}, 999: {news.CauseRequest, doubtful},
	} {
		fail := statusFailure(status)
		if fail == nil || fail.cause != (news.Cause{Code: want.code, Status: status}) || fail.kind != want.kind || fail.status != status || fail.reason == "" {
			t.Errorf("%d is %+v, want %+v", status, fail, want)
		}
	}
	for _, status := range []int{200, 203, 206, 226} {
		if fail := statusFailure(status); fail != nil {
			t.Errorf("%d is %+v", status, fail)
		}
	}
}
