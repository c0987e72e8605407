package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// What a person reads names the file and the line, whichever command has read it.
func TestSyncSaysWhereAFileIsBroken(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "amp.xml")
	broken := "<ROOT>\n<KONTRAHENCI>\n<KONTRAHENT><ID_ZRODLA>b</ID_ZRODLA><ADRES><NAZWA1>Kowal & Syn</NAZWA1></ADRES></KONTRAHENT></KONTRAHENCI></ROOT>"
	require.NoError(t, os.WriteFile(file, []byte(broken), 0o600))
	state := filepath.Join(t.TempDir(), "state.json")
	for _, command := range [][]string{{"push", "--state", state}, {"snapshot", "--state", state}, {"verify"}} {
		t.Run("to "+command[0], func(t *testing.T) {
			t.Parallel()
			flags := []string{"--server", "http://127.0.0.1:1", "--key", "kt_x", "--format", "optima"}
			args := append(append([]string{"sync"}, command...), flags...)
			got := execute(t, "", append(args, file)...)
			assert.Equal(t, statusNotDone, got.status)
			assert.Equal(t, "kartoteka: "+file+", line 3: The XML is not well-formed here.\n", got.err)
			got = execute(t, broken, append(args, "-")...)
			assert.Equal(t, "kartoteka: standard input, line 3: The XML is not well-formed here.\n", got.err)
		})
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	one := fault.InvalidField("name", "NAME_REQUIRED", "A name is required.")
	two := fault.InvalidFields([]fault.Field{{Path: "name", Text: "A name is required."}, {Path: "role", Text: "There is no such role."}})
	for want, err := range map[string]error{
		"disk full":                           errors.New("disk full"),
		"A name is required.":                 one,
		"a.xml, line 3: A name is required.":  fmt.Errorf("a.xml, line 3: %w", one),
		"A name is required.\n  run it again": &exitError{status: statusNotDone, err: fmt.Errorf("%w\n  run it again", one)},
		"a.xml: Several fields are not valid.\n  name: A name is required.\n  role: There is no such role.": fmt.Errorf("a.xml: %w", two),
	} {
		assert.Equal(t, want, explain(err))
	}
}
