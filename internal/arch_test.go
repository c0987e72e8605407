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

// layers lists the packages under internal, lowest first. A package imports from lower layers only,
// so two of one layer never know each other.
var layers = [][]string{
	{"fault"},
	{"clock", "contenthash", "contractorfile", "country", "email", "fold", "id", "mask", "money", "ownership", "page", "revision", "text"},
	{"phone", "pricing", "taxid"},
	{"config", "database", "logging"},
	{"auth"},
	{"audit", "feed", "jobs", "reject", "replay", "tombstone"},
	{"apikey", "coupon", "customer", "discount", "employee", "group", "product", "shop", "source", "staff"},
	{"changes", "conflict", "quote", "snapshot", "webhook"},
	{"demo", "erpsync", "optima", "syncclient"},
	{"server"},
	{"faults"},
}

const (
	lastLeaf  = 2 // the layers up to it know nothing of Kartoteka
	nounLayer = 6
)

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
			"internal/group/service.go", importing("internal/customer"), "internal/group/service.go imports internal/customer",
		},
		"a leaf knows the database": {
			"internal/money/money.go", importing("internal/database"), "internal/money/money.go imports internal/database",
		},
		"a package stands in no layer": {
			"internal/helpers/helpers.go", "package helpers", "internal/helpers stands in no layer",
		},
		"a package without a layer is imported": {
			"cmd/kartoteka/main.go", importing("internal/helpers"), "cmd/kartoteka/main.go imports internal/helpers",
		},
		"a service knows the database client": {
			"internal/customer/service.go", importing("gen/ent/customer"), "store*.go",
		},
		"a service knows the tables": {
			"internal/customer/service.go", importing("ent/schema"), "store*.go",
		},
		"a service knows Connect": {
			"internal/customer/service.go", "package customer\nimport _ \"connectrpc.com/connect\"", "rpc*.go",
		},
		"the command knows the database client": {
			"cmd/kartoteka/main.go", importing("gen/ent"), "store*.go",
		},
		"a rule knows the API": {
			"internal/customer/customer.go", importing("gen/kartoteka/v1"), "convert*.go",
		},
		"a noun looks at the clock": {
			"internal/customer/customer.go", "package customer\nimport \"time\"\nvar now = time.Now()", "time.Now",
		},
		"a table knows a noun": {
			"ent/schema/customer.go", importing("internal/customer"), "ent/schema/customer.go imports internal/customer",
		},
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{
				"internal/customer/store.go": {Data: []byte(importing("gen/ent"))},
				"internal/customer/rpc.go":   {Data: []byte(importing("gen/kartoteka/v1/kartotekav1connect"))},
				"internal/customer/query.go": {Data: []byte(importing("internal/fault"))},
				"ent/schema/group.go":        {Data: []byte(importing("internal/id"))},
				"cmd/kartoteka/serve.go":     {Data: []byte(importing("internal/server"))},
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
	homeless := map[string]bool{}
	for _, root := range []string{"cmd", "ent/schema", "internal"} {
		err := fs.WalkDir(tree, root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			if own := packageOf(file); own != "" && layerOf(own) < 0 {
				homeless[own] = true
				return nil
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
	for own := range homeless {
		found = append(found, "internal/"+own+" stands in no layer")
	}
	return found
}

func check(file string, parsed *ast.File) []string {
	var found []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if other, ok := strings.CutPrefix(imported, module+"internal/"); ok && !mayImport(file, other) {
			found = append(found, fmt.Sprintf("%s imports internal/%s, which is not in a lower layer", file, other))
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
	if layerOf(packageOf(file)) == nounLayer && asksTheMachine(parsed) {
		found = append(found, file+" calls time.Now: nouns take the time from a clock.Clock")
	}
	return found
}

// mayImport reports whether the file may import the package below internal.
func mayImport(file, imported string) bool {
	other, _, _ := strings.Cut(imported, "/")
	layer := layerOf(other)
	switch own := packageOf(file); {
	case layer < 0:
		return false
	case strings.HasPrefix(file, "ent/schema/"):
		return layer <= lastLeaf
	case own == "": // the command
		return true
	default:
		return own == other || layer < layerOf(own)
	}
}

// isStore allows the files that keep things, and the package that opens the database.
func isStore(file string) bool {
	return strings.HasPrefix(path.Base(file), "store") || packageOf(file) == "database" || strings.HasPrefix(file, "ent/schema/")
}

// isRPC allows the files that answer calls, and the packages that are about the wire.
func isRPC(file string) bool {
	return strings.HasPrefix(path.Base(file), "rpc") || strings.HasPrefix(file, "cmd/bench/") ||
		slices.Contains([]string{"server", "syncclient"}, packageOf(file))
}

// isAPI binds the nouns, whose rules must not depend on how the API spells them.
func isAPI(file string) bool {
	return isRPC(file) || strings.HasPrefix(path.Base(file), "convert") || layerOf(packageOf(file)) != nounLayer
}

// packageOf returns the package below internal that the file belongs to; empty elsewhere.
func packageOf(file string) string {
	below, ok := strings.CutPrefix(file, "internal/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(below, "/")
	return name
}

func layerOf(name string) int {
	return slices.IndexFunc(layers, func(layer []string) bool { return slices.Contains(layer, name) })
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
