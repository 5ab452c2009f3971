package web

import (
	"slices"

	"parallax/news"
	"parallax/web/view"
)

// openPerOutlet is how many incidents that one outlet alone reports stand in the open on a page.
const openPerOutlet = 2

// fold keeps a list of incidents from becoming a wall. Incidents of one story stand under the first of them; so do incidents that
// one outlet alone reports, from the third on, under its second. What would be folded alone stays where it is.
func fold(rows []view.IncidentRow) []view.IncidentRow {
	out := make([]view.IncidentRow, 0, len(rows))
	stories, outlets := map[string]int{}, map[string][]int{} // where in out they stand
	left := loneByOutlet(rows)
	for _, row := range rows {
		if story := row.Incident.Story; story != nil {
			if at, told := stories[story.ID]; told {
				out[at].Folded, out[at].SameStory = append(out[at].Folded, row), true
				continue
			}
			stories[story.ID] = len(out)
		} else if outlet := onlyOutlet(row.Incident); outlet != "" {
			if open := outlets[outlet]; len(open) == openPerOutlet && left[outlet] > openPerOutlet+1 {
				out[open[openPerOutlet-1]].Folded = append(out[open[openPerOutlet-1]].Folded, row)
				continue
			}
			outlets[outlet] = append(outlets[outlet], len(out))
		}
		out = append(out, row)
	}
	return slices.Clip(out)
}

// loneByOutlet counts the incidents without a story that each outlet alone reports.
func loneByOutlet(rows []view.IncidentRow) map[string]int {
	n := map[string]int{}
	for _, row := range rows {
		if outlet := onlyOutlet(row.Incident); outlet != "" && row.Incident.Story == nil {
			n[outlet]++
		}
	}
	return n
}

// onlyOutlet is the ID of the outlet that alone reports an incident, or empty.
func onlyOutlet(i news.Incident) string {
	if i.Sources != 1 || len(i.Headlines) == 0 {
		return ""
	}
	return i.Headlines[0].Source.ID
}
