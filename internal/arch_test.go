// Package internal_test holds the layout of the program as a test: which package may know which,
// and which file may know the database, the API and the clock. docs/architecture.md draws it.
package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/kartoteka/kartoteka/"

// areas are the folders under internal, and which other areas the packages of each may import. A package
// belongs to the area whose folder it is in, so a new package needs no line here.
var areas = map[string][]string{
	"kit":      {},
	"platform": {"kit"},
	"registry": {"kit", "platform"},
	"price":    {"kit", "platform", "registry"},
	"erp":      {"kit", "platform", "registry", "price"},
	"desk":     {"kit", "platform", "registry", "price", "erp"},
	"server":   {"kit", "platform", "registry", "price", "erp", "desk"},
}

// ofNouns are the areas whose packages never import one another. Elsewhere Go's own rule is enough,
// which refuses cycles.
var ofNouns = []string{"registry"}

// onTheWire are the folders whose every file may speak the API: the transport, and the programs on the
// ERP's side of it. Permissions and roles are words of the API.
var onTheWire = []string{"internal/server", "internal/erp/client", "internal/platform/auth", "cmd/bench"}

// roles says which files may import what. A folder matches everything beneath it.
var roles = []struct {
	imports string
	allowed func(file string) bool
	why     string
}{
	{module + "gen/ent", isStore, "the database client is for store*.go"},
	{module + "ent/schema", isStore, "the tables are for store*.go"},
	{"entgo.io/ent", isStore, "the database client is for store*.go"},
	{"connectrpc.com", isRPC, "Connect is for rpc*.go"},
	{module + "gen/kartoteka/v1/kartotekav1connect", isRPC, "Connect is for rpc*.go"},
	{module + "gen/kartoteka/v1", isAPI, "the messages of the API are for rpc*.go and convert*.go"},
}

func TestLayout(t *testing.T) {
	t.Parallel()
	assert.Empty(t, violations(t, os.DirFS("..")))
}

// TestLayoutIsWatched breaks each rule once, in a tree that obeys all others.
func TestLayoutIsWatched(t *testing.T) {
	t.Parallel()
	for rule, broken := range map[string]struct{ file, source, says string }{
		"a noun knows another noun": {
			"internal/registry/group/service.go", importing("internal/registry/customer"), "internal/registry/group/service.go imports internal/registry/customer",
		},
		"the kit knows the database": {
			"internal/kit/money/money.go", importing("internal/platform/database"), "internal/kit/money/money.go imports internal/platform/database",
		},
		"a package is in no area": {
			"internal/helpers/helpers.go", "package helpers", "internal/helpers is not one",
		},
		"a package without an area is imported": {
			"cmd/kartoteka/main.go", importing("internal/helpers"), "cmd/kartoteka/main.go imports internal/helpers",
		},
		"a service knows the database client": {
			"internal/registry/customer/service.go", importing("gen/ent/customer"), "store*.go",
		},
		"a service knows the tables": {
			"internal/registry/customer/service.go", importing("ent/schema"), "store*.go",
		},
		"a service knows Connect": {
			"internal/registry/customer/service.go", "package customer\nimport _ \"connectrpc.com/connect\"", "rpc*.go",
		},
		"the command knows the database client": {
			"cmd/kartoteka/main.go", importing("gen/ent"), "store*.go",
		},
		"a rule knows the API": {
			"internal/registry/customer/customer.go", importing("gen/kartoteka/v1"), "convert*.go",
		},
		"a noun looks at the clock": {
			"internal/registry/customer/customer.go", "package customer\nimport \"time\"\nvar now = time.Now()", "time.Now",
		},
		"a table knows a noun": {
			"ent/schema/customer.go", importing("internal/registry/customer"), "ent/schema/customer.go imports internal/registry/customer",
		},
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{
				"internal/registry/customer/store.go": {Data: []byte(importing("gen/ent"))},
				"internal/registry/customer/rpc.go":   {Data: []byte(importing("gen/kartoteka/v1/kartotekav1connect"))},
				"internal/registry/customer/query.go": {Data: []byte(importing("internal/kit/fault"))},
				"ent/schema/group.go":                 {Data: []byte(importing("internal/kit/id"))},
				"cmd/kartoteka/serve.go":              {Data: []byte(importing("internal/server"))},
			}
			require.Empty(t, violations(t, tree))
			tree[broken.file] = &fstest.MapFile{Data: []byte(broken.source)}
			found := violations(t, tree)
			require.Len(t, found, 1)
			assert.Contains(t, found[0], broken.says)
		})
	}
}

func importing(what string) string { return fmt.Sprintf("package p\nimport _ %q", module+what) }

// violations checks every Go file that is not a test: tests may wire what they like.
func violations(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var found []string
	for _, root := range []string{"cmd", "ent/schema", "internal"} {
		err := fs.WalkDir(tree, root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			source, err := fs.ReadFile(tree, file)
			if err != nil {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
			if err == nil {
				found = append(found, check(file, parsed)...)
			}
			return err
		})
		require.NoError(t, err)
	}
	return found
}

func check(file string, parsed *ast.File) []string {
	area, _ := placeOf(file)
	if _, known := areas[area]; area != "" && !known {
		return []string{file + " is in no area: internal/" + area + " is not one"}
	}
	var found []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if other, ok := strings.CutPrefix(imported, module); ok && strings.HasPrefix(other, "internal/") && !mayImport(file, other) {
			found = append(found, fmt.Sprintf("%s imports %s, which its area may not", file, other))
		}
		for _, role := range roles {
			if isWithin(imported, role.imports) {
				if !role.allowed(file) {
					found = append(found, fmt.Sprintf("%s imports %s: %s", file, imported, role.why))
				}
				break
			}
		}
	}
	if area != "" && area != "kit" && area != "platform" && area != "server" && asksTheMachine(parsed) {
		found = append(found, file+" calls time.Now: take the time from a clock.Clock")
	}
	return found
}

// mayImport reports whether the file may import the package, a path that begins with internal/.
func mayImport(file, imported string) bool {
	area, own := placeOf(file)
	other, target := placeOf(imported + "/x.go")
	switch {
	case strings.HasPrefix(file, "ent/schema/"):
		return other == "kit"
	case area == "": // the command
		return areas[other] != nil
	case area == other:
		return own == target || !slices.Contains(ofNouns, area)
	default:
		return slices.Contains(areas[area], other)
	}
}

// placeOf returns the area of a file and the package within it, below which there may be more; both are
// empty outside internal.
func placeOf(file string) (area, pkg string) {
	below, ok := strings.CutPrefix(path.Dir(file)+"/", "internal/")
	if !ok {
		return "", ""
	}
	area, below, _ = strings.Cut(below, "/")
	pkg, _, _ = strings.Cut(below, "/")
	return area, pkg
}

// isStore allows the files that keep things, and the package that opens the database.
func isStore(file string) bool {
	return strings.HasPrefix(path.Base(file), "store") ||
		isWithin(path.Dir(file), "internal/platform/database") || isWithin(path.Dir(file), "ent/schema")
}

// isRPC allows the files that answer calls, and the folders that are about the wire.
func isRPC(file string) bool {
	return strings.HasPrefix(path.Base(file), "rpc") ||
		slices.ContainsFunc(onTheWire, func(folder string) bool { return isWithin(path.Dir(file), folder) })
}

// isAPI binds everything else to the domain: rules must not depend on how the API spells them.
func isAPI(file string) bool {
	return isRPC(file) || strings.HasPrefix(path.Base(file), "convert") || strings.HasPrefix(file, "cmd/")
}

func isWithin(imported, folder string) bool {
	return imported == folder || strings.HasPrefix(imported, folder+"/")
}

// asksTheMachine reports whether the file calls time.Now.
func asksTheMachine(parsed *ast.File) bool {
	asks := false
	ast.Inspect(parsed, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok || selector.Sel.Name != "Now" {
			return true
		}
		owner, ok := selector.X.(*ast.Ident)
		asks = asks || ok && owner.Name == "time"
		return true
	})
	return asks
}
