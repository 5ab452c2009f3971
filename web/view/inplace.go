package view

import "github.com/a-h/templ"

// Links that change a part of the page in place, where there is a script: htmx asks for their address, takes a part out of the
// page that comes, and puts it into the page that is there. Without a script they are followed as any link is.

// htmxConfig keeps htmx within the Content-Security-Policy, without styles or scripts of its own making, and from storing pages in
// the browser. Links that come are its links at once: who chooses one before it has settled would be led to another page.
const htmxConfig = `{"allowEval":false,"allowScriptTags":false,"includeIndicatorStyles":false,"defaultSettleDelay":0,"historyCacheSize":0,"historyRestoreAsHxRequest":false,"scrollIntoViewOnBoost":false}`

// filtering is for the links of a filter: the page goes where they lead, but for its masthead, and its address with it.
func filtering() templ.Attributes {
	return templ.Attributes{"hx-boost": "true", "hx-target": "#main", "hx-select": "#main > *", "hx-select-oob": "#editions", "hx-sync": "#main:replace"}
}

// renewing is for a link to the page itself: it shows what has come meanwhile, from its top.
func renewing() templ.Attributes {
	return templ.Attributes{"hx-boost": "true", "hx-target": "#main", "hx-select": "#main > *", "hx-swap": "innerHTML show:window:top", "hx-push-url": "false"}
}

// extending is for the link to the next page of a list with the ID "list": that page's part of it is put under this one's.
func extending() templ.Attributes {
	return templ.Attributes{"hx-boost": "true", "hx-target": "#list", "hx-select": "#list > *", "hx-swap": "beforeend", "hx-select-oob": "#paging", "hx-push-url": "false"}
}

// unfolding is for a link to a page that has all of what the element with an ID has a part of here.
func unfolding(id string) templ.Attributes {
	return templ.Attributes{"hx-boost": "true", "hx-target": "#" + id, "hx-select": "#" + id, "hx-swap": "outerHTML", "hx-push-url": "false"}
}
