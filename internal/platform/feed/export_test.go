package feed

import "time"

// LookEvery sets how often a feed that waits is looked at for what other processes append.
func (f *Feed) LookEvery(pause time.Duration) { f.slowLook = pause }
