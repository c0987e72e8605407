package main

import (
	"os"
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

// TestExampleClients runs the clients that the integrators' guide shows, as far as the machine has
// their languages: they push, go on after they were cut off, and pull what staff have changed.
func TestExampleClients(t *testing.T) {
	t.Parallel()
	for name, command := range map[string][]string{
		"Python": {"python3", "sync.py"},
		"Java":   {"java", "Sync.java"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program, err := exec.LookPath(command[0])
			if err != nil {
				t.Skipf("%s is not on this machine", command[0])
			}
			s := openShop(t, databasetest.SQLite(t))
			client := func() (string, error) {
				run := exec.CommandContext(t.Context(), program, filepath.Join(exampleFiles, "clients", command[1]),
					filepath.Join(exampleFiles, "contractors.json"), s.path("work"))
				run.Env = append(os.Environ(), "KARTOTEKA_SERVER="+s.url, "KARTOTEKA_KEY="+s.key)
				printed, err := run.CombinedOutput()
				return strings.ReplaceAll(string(printed), " ", ""), err
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
