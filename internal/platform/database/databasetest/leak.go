package databasetest

import (
	"testing"

	"go.uber.org/goleak"
)

// VerifyNoLeaks runs the tests of a package and fails it for every goroutine that outlives them, but
// for two that no test can end: its own PostgreSQL, which ends with the process, and what River 0.31
// leaves behind when it is stopped as it becomes the leader. Its elector then waits for a listener
// that waits for the elector, and all that stops the client waits for both.
func VerifyNoLeaks(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/kartoteka/kartoteka/internal/platform/database/databasetest.(*Cluster).launch.func1"),
		goleak.IgnoreAnyFunction("github.com/riverqueue/river/internal/leadership.(*Elector).notifySubscribers"),
		goleak.IgnoreAnyFunction("github.com/riverqueue/river/internal/leadership.(*Subscription).Unlisten"),
		goleak.IgnoreAnyFunction("github.com/riverqueue/river/rivershared/startstop.StopAllParallel"),
		goleak.IgnoreAnyFunction("github.com/riverqueue/river/rivershared/startstop.StopAllParallel.func1"))
}
