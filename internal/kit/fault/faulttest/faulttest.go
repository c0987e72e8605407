// Package faulttest asserts refusals in tests: by kind and reason, never by text.
package faulttest

import (
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// TestingT is a test, of Go or of rapid.
type TestingT interface {
	require.TestingT
	Helper()
}

// Require wants a fault of the kind and reason and returns it. Paths, if any are given, must be the paths
// of all its fields.
func Require(t TestingT, err error, kind fault.Kind, reason string, paths ...string) *fault.Fault {
	t.Helper()
	f, ok := fault.As(err)
	require.Truef(t, ok, "want %s, got %v", reason, err)
	require.Equal(t, []string{string(kind), reason}, []string{string(f.Kind), f.Reason})
	if len(paths) > 0 {
		found := make([]string, len(f.Fields))
		for i, field := range f.Fields {
			found[i] = field.Path
		}
		require.Equal(t, paths, found)
	}
	return f
}

// Violations returns the path and reason of each field of the fault in err, such as
// "customer.name NAME_REQUIRED".
func Violations(err error) []string {
	f, ok := fault.As(err)
	if !ok {
		return nil
	}
	lines := make([]string, len(f.Fields))
	for i, field := range f.Fields {
		lines[i] = field.Path + " " + field.Reason
	}
	return lines
}
