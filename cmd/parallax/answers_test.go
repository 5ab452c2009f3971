package main

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroupAnswersFollowMerges(t *testing.T) {
	g := newGroupAnswers()
	for _, a := range [][3]string{{"a", "1", "en"}, {"b", "2", "fr"}, {"c", "3", "en"}, {"d", "4", ""}, {"b", "3", "fr"}} {
		g.put(a[0], a[1], a[2])
	}
	g.merge("3", "1")
	g.merge("4", "3")
	g.merge("5", "6")
	g.merge("6", "5")
	g.put("e", "5", "en")
	var got []string
	err := g.each(func(a groupAnswer) error {
		got = append(got, fmt.Sprint(a.ID, " ", a.Incident, " ", a.Language))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	last := got[len(got)-1]
	if diff := cmp.Diff([]string{"a 1 en", "b 1 fr", "c 1 en", "d 1 "}, got[:4]); diff != "" || len(got) != 5 || last != "e 5 en" && last != "e 6 en" {
		t.Errorf("%v\n%s", got, diff)
	}
}
