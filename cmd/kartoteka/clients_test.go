package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// exampleClients are the commands of the clients that the integrators' guide shows. Java is only run
// where the machine has it; scripts/dependencies installs the other languages.
func exampleClients() map[string][]string {
	commands := map[string][]string{"Python": {"python3", "sync.py"}, "PHP": {"php", "Sync.php"}}
	if _, err := exec.LookPath("java"); err == nil {
		commands["Java"] = []string{"java", "Sync.java"}
	}
	return commands
}

// TestExampleClients runs the clients: they push, go on after they were cut off, and pull what staff
// have changed.
func TestExampleClients(t *testing.T) {
	t.Parallel()
	for name, command := range exampleClients() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, databasetest.SQLite(t))
			client := func() (string, error) {
				printed, err := s.runClient(t, s.url, filepath.Join(exampleFiles, "contractors.json"), command...)
				return strings.ReplaceAll(printed, " ", ""), err
			}
			printed, err := client()
			require.NoError(t, err, printed)
			assert.Contains(t, printed, `"created":10`)

			turtle := s.byName(t, "5250001026")
			_, err = s.Customers.Update(auth.With(t.Context(), auth.System()), customer.UpdateInput{
				ID: turtle.ID, Change: customer.Change{Name: new("Gęsi")},
			})
			require.NoError(t, err)
			printed, err = client()
			require.NoError(t, err, printed)
			assert.Contains(t, printed, `"unchanged":10`)
			assert.Contains(t, printed, turtle.ID.String())
			assert.Contains(t, printed, "Gęsi")
			assert.Zero(t, s.backlog(t, turtle.ExternalIDs[0].SourceSystemID))

			s.key = "kt_wrong"
			printed, err = client()
			require.Error(t, err)
			assert.NotContains(t, printed, "kt_wrong", "no client prints its key")
		})
	}
}
