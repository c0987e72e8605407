package databasetest

import (
	"testing"

	"go.uber.org/goleak"
)

// VerifyNoLeaks runs the tests of a package and fails it for every goroutine that outlives them. The
// test's own PostgreSQL is left out: it is meant to outlive every test and ends with the process.
func VerifyNoLeaks(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/kartoteka/kartoteka/internal/database/databasetest.(*Cluster).launch.func1"))
}
