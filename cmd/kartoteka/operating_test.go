package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What operators are told to type must be there.
func TestOperatingTellsOfWhatThereIs(t *testing.T) {
	t.Parallel()
	commands, flags, variables := surface(t)
	text := readAll(t, "../../docs/operating.md", "../../README.md", "../../compose.yaml", "../../deploy/*", "../../Dockerfile")
	named := 0
	for _, found := range regexp.MustCompile("(?m)(?:^|[`(])kartoteka ([a-z]+)(?: ([a-z][a-z-]+))?").FindAllStringSubmatch(text, -1) {
		named++
		isWhole, isGroup := commands[found[1]], !commands[found[1]] && found[2] == ""
		_, isKnown := commands[found[1]]
		assert.True(t, isKnown && (isWhole || isGroup || commands[found[1]+" "+found[2]]), "no command: kartoteka %s %s", found[1], found[2])
	}
	for _, found := range regexp.MustCompile("`(--[a-z][a-z-]+)[ `]").FindAllStringSubmatch(text, -1) {
		named++
		assert.True(t, flags[found[1]], "no flag: %s", found[1])
	}
	for _, found := range regexp.MustCompile(`KARTOTEKA_[A-Z_]+[A-Z]`).FindAllString(text, -1) {
		named++
		assert.True(t, variables[strings.TrimSuffix(found, fileSuffix)], "no variable: %s", found)
	}
	assert.Greater(t, named, 100)
}

func TestOperatingExplainsEveryMetric(t *testing.T) {
	t.Parallel()
	code, manual := readAll(t, "../../internal/platform/telemetry/metrics.go"), readAll(t, "../../docs/operating.md")
	metrics := regexp.MustCompile(`"(kartoteka_[a-z_]+)"`).FindAllStringSubmatch(code, -1)
	require.NotEmpty(t, metrics)
	for _, metric := range metrics {
		assert.Contains(t, manual, "`"+metric[1]+"`")
	}
}

// surface is what the command line has; commands that are groups of others are false.
func surface(t *testing.T) (commands, flags, variables map[string]bool) {
	t.Helper()
	parser, err := kong.New(&commandLine{}, kong.Name("kartoteka"), kong.DefaultEnvars("KARTOTEKA"))
	require.NoError(t, err)
	commands, flags, variables = map[string]bool{}, map[string]bool{}, map[string]bool{}
	require.NoError(t, kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		switch node := node.(type) {
		case *kong.Node:
			name := node.Name
			for parent := node.Parent; parent != nil && parent.Parent != nil; parent = parent.Parent {
				name = parent.Name + " " + name
			}
			commands[name] = len(node.Children) == 0
		case *kong.Flag:
			flags["--"+node.Name] = true
			for _, name := range node.Envs {
				variables[name] = true
			}
		}
		return next(nil)
	}))
	return commands, flags, variables
}

func readAll(t *testing.T, patterns ...string) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, paths, pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			all.Write(text)
			all.WriteByte('\n')
		}
	}
	return all.String()
}
