package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inexact are names by which money would pass through floating point (DISC-5).
var inexact = map[string]bool{
	"float32": true, "float64": true, "Float64": true, "InexactFloat64": true, "BigFloat": true,
	"NewFromFloat": true, "NewFromFloat32": true, "NewFromFloatWithExponent": true, "ParseFloat": true, "FormatFloat": true, "NewFloat": true,
}

func TestMoneyNeverPassesThroughFloatingPoint(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"../../price/*/*.go", "../../kit/money/*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files, "%s has moved; its money is to be watched where it is", pattern)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Empty(t, floats(t, file, source))
		}
	}
}

func TestFloatingPointIsFound(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		"package p\nvar price float64", "package p\nimport \"math\"\nvar price = math.Round(1)", "package p\nvar price = 9.99",
		"package p\nfunc f(d interface{ InexactFloat64() int }) { d.InexactFloat64() }", "package p\nimport \"math/big\"\nvar x = big.NewFloat",
	} {
		assert.NotEmpty(t, floats(t, "p.go", []byte(source)), source)
	}
}

func floats(t *testing.T, file string, source []byte) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
	require.NoError(t, err)
	var found []string
	for _, spec := range parsed.Imports {
		if spec.Path.Value == `"math"` {
			found = append(found, file+" imports math")
		}
	}
	ast.Inspect(parsed, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.Ident:
			if inexact[node.Name] {
				found = append(found, file+" uses "+node.Name)
			}
		case *ast.BasicLit:
			if node.Kind == token.FLOAT {
				found = append(found, file+" has the number "+node.Value)
			}
		}
		return true
	})
	return found
}
