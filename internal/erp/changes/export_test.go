package changes

import "time"

// SendBookmarks sets how often a watcher hears of the feed, though nothing happens.
func (s *Service) SendBookmarks(every time.Duration) { s.bookmark = every }
