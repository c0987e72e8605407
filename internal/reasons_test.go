package internal_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	comment   = regexp.MustCompile(`//.*`)
	reason    = regexp.MustCompile(`\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b`)
	enumValue = regexp.MustCompile(`(?m)^\s+([A-Z][A-Z0-9_]+)\s*=\s*\d+`)
)

// TestEveryReasonOfTheAPI holds what the proto files promise: each reason that they name is one that the program
// gives and a test provokes. The admin has words for none that nobody gives.
func TestEveryReasonOfTheAPI(t *testing.T) {
	t.Parallel()
	source := textOf(t, "internal", func(name string) bool { return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") })
	tests := textOf(t, "internal", func(name string) bool { return strings.HasSuffix(name, "_test.go") && name != "reasons_test.go" })
	var words map[string]string
	read, err := os.ReadFile("../frontend/src/i18n/locales/en/reasons.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(read, &words))

	named := reasonsOfProtos(t)
	require.Greater(t, len(named), 100)
	for _, name := range named {
		isGiven, isProvoked := strings.Contains(source, `"`+name), strings.Contains(tests, name)
		assert.True(t, isGiven, "%s: the program never gives this reason", name)
		assert.True(t, isProvoked, "%s: no test provokes this reason", name)
	}
	ofBrowser, err := os.ReadFile("../frontend/src/rpc/errors.ts")
	require.NoError(t, err)
	for _, name := range slices.Sorted(maps.Keys(words)) {
		assert.True(t, strings.Contains(source, `"`+name) || strings.Contains(string(ofBrowser), name), "%s has words, and nobody gives it", name)
	}
}

// reasonsOfProtos are the names in the comments that are no values of an enumeration.
func reasonsOfProtos(t *testing.T) []string {
	t.Helper()
	protos := textOf(t, "proto/kartoteka", func(name string) bool { return strings.HasSuffix(name, ".proto") })
	var values []string
	for _, match := range enumValue.FindAllStringSubmatch(protos, -1) {
		values = append(values, match[1])
	}
	isValue := func(name string) bool {
		return slices.ContainsFunc(values, func(value string) bool { return value == name || strings.HasSuffix(value, "_"+name) })
	}
	named := map[string]bool{}
	for _, line := range comment.FindAllString(protos, -1) {
		for _, name := range reason.FindAllString(line, -1) {
			if !isValue(name) {
				named[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(named))
}

// textOf returns the files under a folder of the repository whose names are wanted, one after another.
func textOf(t *testing.T, folder string, isWanted func(name string) bool) string {
	t.Helper()
	var all strings.Builder
	root := os.DirFS("..")
	require.NoError(t, fs.WalkDir(root, folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isWanted(path.Base(file)) {
			return err
		}
		content, err := fs.ReadFile(root, file)
		all.Write(content)
		return err
	}))
	return all.String()
}
