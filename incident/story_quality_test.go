package incident_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"parallax/incident"
)

const storyGolden = "../testdata/quality/stories.json"

// TestStoryQuality files the newsroom and scores the links over pairs of gold incidents: a pair is linked where an incident that holds
// mostly articles of one, and another that holds mostly articles of the other, are in one story. A pair whose articles were mixed
// into one incident counts as missed.
func TestStoryQuality(t *testing.T) {
	stories := newsroomStories(t)
	linked := linkedPairs(newsroom(t))
	right, gold := 0, 0
	for pair := range linked {
		if stories[pair[0]] != "" && stories[pair[0]] == stories[pair[1]] {
			right++
			t.Logf("linked: %s and %s", pair[0], pair[1])
		} else {
			t.Logf("linked, though not of one affair: %s and %s", pair[0], pair[1])
		}
	}
	for a, s := range stories {
		for b, other := range stories {
			if a < b && s == other {
				gold++
			}
		}
	}
	got := newPRF(float64(right), float64(len(linked)), float64(gold))
	t.Logf("stories: %d pairs of incidents are of one affair, %d were linked, %d rightly", gold, len(linked), right)
	checkStories(t, "newsroom", map[string]float64{"precision": got.P, "recall": got.R})
}

// linkedPairs files rows and returns the pairs of gold incidents that were linked, each in order.
func linkedPairs(rows []row) map[[2]string]bool {
	g := incident.New(incident.Options{})
	placed, story := map[string]string{}, map[string]string{} // article → incident → story
	merged, united := map[string]string{}, map[string]string{}
	for _, r := range rows {
		d := g.File(r.article)
		placed[r.article.ID] = d.Filing.Incident
		for _, m := range d.Merges {
			merged[m.From] = m.Into
		}
		for _, l := range d.Links {
			now := last(united, l.Story)
			if before := last(united, story[l.Incident]); before != "" && before != now {
				united[before] = now
			}
			story[l.Incident] = now
		}
	}
	votes := map[string]map[string]int{}
	for _, r := range rows {
		i := last(merged, placed[r.article.ID])
		if votes[i] == nil {
			votes[i] = map[string]int{}
		}
		votes[i][r.gold]++
	}
	members := map[string]map[string]bool{} // story → gold incidents
	for i, s := range story {
		s = last(united, s)
		if members[s] == nil {
			members[s] = map[string]bool{}
		}
		members[s][most(votes[last(merged, i)])] = true
	}
	linked := map[[2]string]bool{}
	for _, m := range members {
		for a := range m {
			for b := range m {
				if a < b {
					linked[[2]string{a, b}] = true
				}
			}
		}
	}
	return linked
}

// last follows redirects.
func last(to map[string]string, id string) string {
	for to[id] != "" {
		id = to[id]
	}
	return id
}

// most is the name with most votes, of several the first.
func most(votes map[string]int) (name string) {
	for n, v := range votes {
		if v > votes[name] || (v == votes[name] && n < name) {
			name = n
		}
	}
	return name
}

// newsroomStories says which affair each incident of the newsroom is part of.
func newsroomStories(t testing.TB) map[string]string {
	t.Helper()
	var list map[string][]string
	readJSON(t, "../testdata/newsroom/stories.json", &list)
	stories := map[string]string{}
	for story, incidents := range list {
		for _, i := range incidents {
			if _, err := os.Stat(filepath.Join("../testdata/newsroom/articles", i)); err != nil {
				t.Fatal(err)
			}
			stories[i] = story
		}
	}
	return stories
}

// checkStories compares the figures of a set with the committed ones.
func checkStories(t *testing.T, set string, got map[string]float64) {
	t.Helper()
	want := map[string]map[string]float64{}
	if b, err := os.ReadFile(storyGolden); err == nil {
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("%s: %v", storyGolden, err)
		}
	}
	for figure, value := range got {
		t.Logf("%s: %s %.4f", set, figure, value)
		if value < want[set][figure]-tolerance {
			t.Errorf("%s: %s fell from %.4f to %.4f; run with -update if that is meant", set, figure, want[set][figure], value)
		}
	}
	if !*update {
		return
	}
	want[set] = got
	b, err := json.MarshalIndent(want, "", "  ")
	if err == nil {
		err = os.WriteFile(storyGolden, append(b, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
