package main

import "parallax/incident"

// A storyList follows which story each incident is part of, where there is no store to do it.
type storyList struct {
	byIncident map[string]string
	began      map[string]int    // the order in which stories began
	united     map[string]string // stories that turned out to be others
}

func newStoryList() *storyList {
	return &storyList{byIncident: map[string]string{}, began: map[string]int{}, united: map[string]string{}}
}

// add takes a decision in. Incidents that merged bring their stories along.
func (s *storyList) add(d incident.Decision) {
	for _, m := range d.Merges {
		if story := s.of(m.From); story != "" {
			s.put(m.Into, story)
		}
	}
	for _, l := range d.Links {
		s.put(l.Incident, l.Story)
	}
}

// put makes an incident part of a story. Of two stories that it was part of, the one that began first stays.
func (s *storyList) put(incident, story string) {
	if _, known := s.began[story]; !known {
		s.began[story] = len(s.began)
	}
	story = follow(s.united, story)
	if before := s.of(incident); before != "" && before != story {
		if s.began[before] < s.began[story] {
			before, story = story, before
		}
		s.united[before] = story
	}
	s.byIncident[incident] = story
}

func (s *storyList) of(incident string) string { return follow(s.united, s.byIncident[incident]) }

// follow goes from a story to the one that it turned out to be.
func follow(united map[string]string, id string) string {
	for united[id] != "" {
		id = united[id]
	}
	return id
}
