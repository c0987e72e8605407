package changes_test

import (
	"testing"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// What the package starts, it ends.
func TestMain(m *testing.M) { databasetest.VerifyNoLeaks(m) }
