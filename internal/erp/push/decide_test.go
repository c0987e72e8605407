package push

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	saved := func(revision, hash string, version int32) *Identity {
		return &Identity{Revision: revision, Hash: []byte(hash), HashVersion: version}
	}
	const content = intake.Outcome("") // the content decides
	for name, test := range map[string]struct {
		revision, hash string
		saved          *Identity
		want           intake.Outcome
	}{
		"a new contractor":                                 {"1", "a", nil, content},
		"the same without revisions":                       {"", "a", saved("", "a", contenthash.Version), intake.Unchanged},
		"another content without revisions":                {"", "b", saved("", "a", contenthash.Version), content},
		"the same revision and content":                    {"7", "a", saved("7", "a", contenthash.Version), intake.Unchanged},
		"the same revision with another content":           {"7", "b", saved("7", "a", contenthash.Version), intake.Conflict},
		"an older revision":                                {"6", "b", saved("7", "a", contenthash.Version), intake.Stale},
		"an older revision with the same content":          {"6", "a", saved("7", "a", contenthash.Version), intake.Stale},
		"a newer revision":                                 {"8", "b", saved("7", "a", contenthash.Version), content},
		"a newer revision of the same content is saved":    {"8", "a", saved("7", "a", contenthash.Version), content},
		"revisions that begin later":                       {"1", "a", saved("", "a", contenthash.Version), intake.Unchanged},
		"another hash version is applied once more":        {"", "a", saved("", "a", contenthash.Version-1), content},
		"another hash version of the revision is no clash": {"7", "b", saved("7", "a", contenthash.Version-1), content},
	} {
		assert.Equal(t, test.want, decide(&Record{Record: contractor.Record{Revision: test.revision}, Hash: []byte(test.hash)}, test.saved), name)
	}
}
