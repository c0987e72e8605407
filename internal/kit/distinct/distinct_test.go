package distinct_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/distinct"
)

func TestOfKeepsTheFirstOfEach(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"b", "a"}, distinct.Of([]string{"b", "a", "b", "a"}))
	assert.Empty(t, distinct.Of([]int(nil)))
}
