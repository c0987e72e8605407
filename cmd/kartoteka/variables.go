package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

const (
	variablePrefix = "KARTOTEKA_"
	// fileSuffix makes a variable name the file that holds the value: orchestrators keep secrets in files.
	fileSuffix = "_FILE"
)

// notOurs begin variables with our prefix that are no settings: what Kubernetes tells of a service named kartoteka,
// and what tests are told.
var notOurs = []string{"KARTOTEKA_SERVICE_", "KARTOTEKA_PORT", "KARTOTEKA_TEST_"}

// fromFiles reads the value of a flag from the file that KARTOTEKA_…_FILE names.
func fromFiles(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		path, ok := os.LookupEnv(name + fileSuffix)
		if !ok || !strings.HasPrefix(name, variablePrefix) {
			continue
		}
		if _, both := os.LookupEnv(name); both {
			return nil, fmt.Errorf("set either %s or %s, not both", name, name+fileSuffix)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name+fileSuffix, err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
	return nil, nil
}

// warnOfUnknown names the variables that look like settings and are none: a misspelt one would be ignored in silence.
func warnOfUnknown(parser *kong.Kong, environment []string, s *streams) {
	known := map[string]bool{}
	_ = kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			for _, name := range flag.Envs {
				known[name], known[name+fileSuffix] = true, true
			}
		}
		return next(nil)
	})
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		isOther := slices.ContainsFunc(notOurs, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
		if strings.HasPrefix(name, variablePrefix) && !known[name] && !isOther {
			fmt.Fprintf(s.err, "kartoteka: the variable %s is no setting and is ignored; kartoteka serve --help lists them\n", name)
		}
	}
}
