package news

// A Reason is why something of a publisher couldn't be had or used. Text says so in English, for logs and for whoever runs this;
// the Cause is the same as data, for whoever tells it to readers of other languages.
type Reason struct {
	Text  string
	Cause Cause
}

// A Cause is a reason as data: a code, and those of its parameters that the code has. The zero Cause is one that nobody has noted, as in
// records from before there were any.
type Cause struct {
	Code    CauseCode `json:"code"`
	During  string    `json:"during,omitempty"`  // DuringRobots or DuringHub if it wasn't the feed or the page itself that was asked for
	Host    string    `json:"host,omitempty"`    // that it is about
	Status  int       `json:"status,omitempty"`  // of HTTP
	Limit   int64     `json:"limit,omitempty"`   // that was exceeded: bytes, seconds, redirects or levels
	Type    string    `json:"type,omitempty"`    // media type that was sent
	From    string    `json:"from,omitempty"`    // first day on which a certificate is valid, as in 2017-11-03
	Until   string    `json:"until,omitempty"`   // last one
	Address string    `json:"address,omitempty"` // where a feed has moved, or where a hub is to reach us
	Rest    int64     `json:"rest,omitempty"`    // seconds for which the host isn't asked for anything
}

// IsZero reports whether there is no cause.
func (c Cause) IsZero() bool { return c.Code == "" }

// What was asked for on the way to a feed or a page.
const (
	DuringRobots = "robots.txt" // the rules of the site for crawlers
	DuringHub    = "hub"        // the request to Host that it may push a feed
)

// A CauseCode names a kind of cause.
type CauseCode string

// Why nothing came.
const (
	CauseRobots           CauseCode = "robots"                // the site's robots.txt forbids it
	CauseAddress          CauseCode = "bad-address"           // none that http can fetch
	CauseHost             CauseCode = "bad-host"              // Host can't be the name of a server
	CauseNoHost           CauseCode = "no-host"               // nobody has the name Host
	CauseLookup           CauseCode = "lookup"                // the name Host couldn't be looked up
	CausePrivate          CauseCode = "private"               // Host has no public address
	CauseRefused          CauseCode = "connection-refused"    // by the server
	CauseUnreachable      CauseCode = "unreachable"           // from this machine
	CauseSilence          CauseCode = "silence"               // not a byte in Limit seconds
	CauseSlow             CauseCode = "slow"                  // not the whole answer in Limit seconds
	CauseTimeout          CauseCode = "timeout"               // no connection in time
	CauseBrokenOff        CauseCode = "broken-off"            // the connection ended within the answer
	CauseUnreadable       CauseCode = "unreadable"            // the answer is no HTTP
	CauseTooLarge         CauseCode = "too-large"             // more than Limit bytes, packed or unpacked
	CauseCoding           CauseCode = "coding"                // compressed in a way that wasn't asked for
	CauseRedirects        CauseCode = "redirects"             // more than Limit
	CauseCircle           CauseCode = "redirect-circle"       // redirects that lead back
	CauseNowhere          CauseCode = "redirect-nowhere"      // one with no address in it
	CauseExpired          CauseCode = "certificate-expired"   // or not yet valid; it is from From to Until
	CauseCertificate      CauseCode = "certificate"           // not valid for another reason
	CauseCertificateName  CauseCode = "certificate-name"      // for another name than Host
	CauseCertificateMaker CauseCode = "certificate-authority" // signed by nobody who is known here
	CauseNoTLS            CauseCode = "no-tls"                // the server speaks http where https was asked for
	CauseTLS              CauseCode = "tls"                   // no secure connection for another reason
)

// What the server answered instead, with Status.
const (
	CauseNoContent   CauseCode = "no-content"      // 204
	CauseLogin       CauseCode = "login"           // 401
	CausePayment     CauseCode = "payment"         // 402
	CauseForbidden   CauseCode = "forbidden"       // 403
	CauseNotFound    CauseCode = "not-found"       // 404
	CauseGone        CauseCode = "gone"            // 410
	CauseLegal       CauseCode = "legal"           // 451
	CauseSlowDown    CauseCode = "slow-down"       // 429
	CauseBusy        CauseCode = "busy"            // 408, 425
	CauseServerError CauseCode = "server-error"    // 5xx
	CauseNotModified CauseCode = "not-modified"    // 304 where nothing was known yet
	CauseRequest     CauseCode = "request-refused" // any other
)

// What is wrong with a feed, or was until it was mended.
const (
	CauseFeedEmpty       CauseCode = "feed-empty"
	CauseFeedPacked      CauseCode = "feed-packed"      // a gzip file that can't be unpacked
	CauseFeedDeep        CauseCode = "feed-deep"        // elements in elements, more than Limit levels
	CauseFeedPage        CauseCode = "feed-page"        // a web page instead
	CauseFeedOther       CauseCode = "feed-other"       // neither a feed nor a sitemap
	CauseFeedBroken      CauseCode = "feed-broken"      // XML or JSON that can't be mended
	CauseFeedMoved       CauseCode = "feed-moved"       // to Address, and is fetched there
	CauseFeedReaddressed CauseCode = "feed-readdressed" // new addresses for old articles
	CauseFeedSurplus     CauseCode = "feed-surplus"     // more new articles in a day than are taken
)

// What is wrong with a page.
const (
	CausePageEmpty   CauseCode = "page-empty"
	CausePageType    CauseCode = "page-type"    // Type, which is none of a web page's
	CausePageBinary  CauseCode = "page-binary"  // data instead of text
	CausePageBroken  CauseCode = "page-broken"  // HTML that can't be parsed
	CausePageStatus  CauseCode = "page-status"  // it came with the error Status
	CausePageMoved   CauseCode = "page-moved"   // the article's address leads to the front page now
	CauseNoText      CauseCode = "no-text"      // nothing in it reads like an article
	CauseErrorPage   CauseCode = "error-page"   // that says it is one, whatever its status
	CauseConsent     CauseCode = "consent"      // it asks for consent first
	CauseRobotCheck  CauseCode = "robot-check"  // it asks whether we are human
	CausePaywall     CauseCode = "paywall"      // the text is for subscribers
	CauseVideo       CauseCode = "video"        // without a text
	CauseRedirection CauseCode = "redirection"  // the page sends browsers on
	CauseScripts     CauseCode = "scripts"      // it is empty where no script runs
	CauseLoginPage   CauseCode = "login-page"   // a form to log in
	CauseFrontPage   CauseCode = "front-page"   // of a site
	CauseSectionPage CauseCode = "section-page" // a list of articles
	CauseRecord      CauseCode = "record"       // JSON that is no article
)

// What is wrong with the hub Host that is to push a feed.
const (
	CauseHubSilent   CauseCode = "hub-silent"   // it takes requests and confirms none
	CauseHubDenied   CauseCode = "hub-denied"   // it doesn't want to push
	CauseHubUnsigned CauseCode = "hub-unsigned" // something was pushed in its name without its signature
	CauseHubBroken   CauseCode = "hub-broken"   // what it pushed can't be read
)

// CauseCodes returns all codes that a Cause can have.
func CauseCodes() []CauseCode {
	return []CauseCode{
		CauseRobots, CauseAddress, CauseHost, CauseNoHost, CauseLookup, CausePrivate, CauseRefused, CauseUnreachable, CauseSilence,
		CauseSlow, CauseTimeout, CauseBrokenOff, CauseUnreadable, CauseTooLarge, CauseCoding, CauseRedirects, CauseCircle, CauseNowhere,
		CauseExpired, CauseCertificate, CauseCertificateName, CauseCertificateMaker, CauseNoTLS, CauseTLS,
		CauseNoContent, CauseLogin, CausePayment, CauseForbidden, CauseNotFound, CauseGone, CauseLegal, CauseSlowDown, CauseBusy,
		CauseServerError, CauseNotModified, CauseRequest,
		CauseFeedEmpty, CauseFeedPacked, CauseFeedDeep, CauseFeedPage, CauseFeedOther, CauseFeedBroken, CauseFeedMoved,
		CauseFeedReaddressed, CauseFeedSurplus,
		CausePageEmpty, CausePageType, CausePageBinary, CausePageBroken, CausePageStatus, CausePageMoved, CauseNoText, CauseErrorPage,
		CauseConsent, CauseRobotCheck, CausePaywall, CauseVideo, CauseRedirection, CauseScripts, CauseLoginPage, CauseFrontPage,
		CauseSectionPage, CauseRecord,
		CauseHubSilent, CauseHubDenied, CauseHubUnsigned, CauseHubBroken,
	}
}
