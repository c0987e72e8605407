package push

import (
	"testing"

	"github.com/stretchr/testify/assert"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	saved := func(revision, hash string, version int32) *identity {
		return &identity{revision: revision, hash: []byte(hash), hashVersion: version}
	}
	const content = apiv1.Outcome_OUTCOME_UNSPECIFIED // the content decides
	for name, test := range map[string]struct {
		revision, hash string
		saved          *identity
		want           apiv1.Outcome
	}{
		"a new contractor":                                 {"1", "a", nil, content},
		"the same without revisions":                       {"", "a", saved("", "a", contenthash.Version), apiv1.Outcome_OUTCOME_UNCHANGED},
		"another content without revisions":                {"", "b", saved("", "a", contenthash.Version), content},
		"the same revision and content":                    {"7", "a", saved("7", "a", contenthash.Version), apiv1.Outcome_OUTCOME_UNCHANGED},
		"the same revision with another content":           {"7", "b", saved("7", "a", contenthash.Version), apiv1.Outcome_OUTCOME_CONFLICT},
		"an older revision":                                {"6", "b", saved("7", "a", contenthash.Version), apiv1.Outcome_OUTCOME_STALE},
		"an older revision with the same content":          {"6", "a", saved("7", "a", contenthash.Version), apiv1.Outcome_OUTCOME_STALE},
		"a newer revision":                                 {"8", "b", saved("7", "a", contenthash.Version), content},
		"a newer revision of the same content is saved":    {"8", "a", saved("7", "a", contenthash.Version), content},
		"revisions that begin later":                       {"1", "a", saved("", "a", contenthash.Version), apiv1.Outcome_OUTCOME_UNCHANGED},
		"another hash version is applied once more":        {"", "a", saved("", "a", contenthash.Version-1), content},
		"another hash version of the revision is no clash": {"7", "b", saved("7", "a", contenthash.Version-1), content},
	} {
		assert.Equal(t, test.want, decide(&record{revision: test.revision, hash: []byte(test.hash)}, test.saved), name)
	}
}
