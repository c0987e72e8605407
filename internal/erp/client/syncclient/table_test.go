package syncclient_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
)

// rule is a row of the table in the integrators' guide that is about a code of the protocol.
type rule struct {
	code   connect.Code
	reason string // empty for any, or any other
	do     string
}

var row = regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| (?:`([A-Z_]+)`|any|any other) \\| (repeat|mend|give up) \\|")

// TestRetryTable holds the client to the table that integrators read.
func TestRetryTable(t *testing.T) {
	t.Parallel()
	rules := readRules(t)
	covered := map[connect.Code]bool{}
	for _, rule := range rules {
		if rule.reason == "" {
			covered[rule.code] = true
		}
		t.Run(rule.code.String()+rule.reason, func(t *testing.T) {
			t.Parallel()
			var details []proto.Message
			if rule.reason != "" {
				details = append(details, reason(rule.reason))
			}
			server := &server{failures: []error{failure(t, rule.code, details...)}}
			_, err := push(t, server.serve(t), newRecords(1))
			if rule.do == "repeat" {
				require.NoError(t, err)
				assert.Equal(t, 2, server.calls)
				return
			}
			require.Error(t, err)
			assert.Equal(t, 1, server.calls)
		})
	}
	for code := connect.CodeCanceled; code <= connect.CodeUnauthenticated; code++ {
		assert.True(t, covered[code], "the table says nothing of %s", code)
	}
}

func readRules(t *testing.T) []rule {
	t.Helper()
	guide, err := os.ReadFile("../../../../docs/erp.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(guide), "### When to repeat\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n###")
	rows := row.FindAllStringSubmatch(section, -1)
	assert.Len(t, rows, strings.Count(section, "\n| `"), "each row is read")
	rules := make([]rule, 0, len(rows))
	for _, cells := range rows {
		var code connect.Code
		require.NoError(t, code.UnmarshalText([]byte(cells[1])))
		rules = append(rules, rule{code, cells[2], cells[3]})
	}
	return rules
}
