// Package scale sizes the tests that break things or draw at random: small in every run of the
// tests, large by `make faults`. It gives each its seed and writes what each saw into the report. The
// seeds are always the same but in `make faults`, which draws new ones.
package scale

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The variables by which scripts/faults steers the tests.
const (
	sizeVariable   = "FAULTS"        // "full" or "short"; empty in a run of the tests, which is short
	seedVariable   = "FAULTS_SEED"   // the seed of every case; each has one of its own when empty
	reportVariable = "FAULTS_REPORT" // the file that a line is added to for each case
)

// IsFull reports whether the tests run at their large size.
func IsFull() bool { return os.Getenv(sizeVariable) == "full" }

// Of returns the figure of the size that the tests run at.
func Of(short, full int) int {
	if IsFull() {
		return full
	}
	return short
}

// Case is one run of a test against one database.
type Case struct {
	*rand.Rand

	// Seed is what everything random in the case is drawn from.
	Seed uint64

	t       *testing.T
	rows    string
	started time.Time
	mu      sync.Mutex
	figures []string
}

// Start begins a case of the promises in rows, such as "R-1, R-2", and says its seed. When it ends, a
// line of the report tells what was seen.
func Start(t *testing.T, rows string) *Case {
	t.Helper()
	return StartWith(t, rows, seedOf(t))
}

// StartWith begins a case with the seed that it shares with others, for databases that are to be asked
// the same. It comes from Seed.
func StartWith(t *testing.T, rows string, seed uint64) *Case {
	t.Helper()
	say(t, seed)
	c := &Case{Rand: rand.New(rand.NewPCG(seed, 0)), Seed: seed, t: t, rows: rows, started: time.Now()}
	t.Cleanup(c.report)
	return c
}

// Seed returns the seed of the test and says how to run it with that again.
func Seed(t *testing.T) uint64 {
	t.Helper()
	seed := seedOf(t)
	say(t, seed)
	return seed
}

// seedOf returns the seed that was asked for, a new one in `make faults`, else that of the test's name.
// It is short enough to be typed.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	if asked := os.Getenv(seedVariable); asked != "" {
		seed, err := strconv.ParseUint(asked, 10, 64)
		if err != nil {
			t.Fatalf("%s must be a number", seedVariable)
		}
		return seed
	}
	if os.Getenv(sizeVariable) != "" {
		return uint64(rand.Uint32())
	}
	name := fnv.New32a()
	_, _ = name.Write([]byte(t.Name()))
	return uint64(name.Sum32())
}

func say(t *testing.T, seed uint64) {
	t.Helper()
	size := ""
	if !IsFull() {
		size = " SHORT=1"
	}
	t.Logf("seed %d; again: make faults FAULTS_SEED=%d CASE='%s'%s", seed, seed, t.Name(), size)
}

// Stream returns randomness of its own for one goroutine of the case: the seed and the number alone
// decide what it draws, whatever the others do meanwhile.
func (c *Case) Stream(number int) *rand.Rand { return rand.New(rand.NewPCG(c.Seed, uint64(number)+1)) }

// Saw adds a figure to the case's line of the report.
func (c *Case) Saw(format string, arguments ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.figures = append(c.figures, fmt.Sprintf(format, arguments...))
}

// report logs the case's line and adds it to the report.
func (c *Case) report() {
	c.mu.Lock()
	defer c.mu.Unlock()
	result := "kept"
	switch {
	case c.t.Skipped():
		return
	case c.t.Failed():
		result = "BROKEN"
	}
	took := time.Since(c.started).Round(time.Second)
	figures := strings.Join(c.figures, ", ")
	c.t.Logf("%s: %s: %s (seed %d, %s)", c.rows, result, figures, c.Seed, took)
	file := os.Getenv(reportVariable)
	if file == "" {
		return
	}
	line := fmt.Sprintf("| %s | %#q | %s | %d | %s | %s |\n", c.rows, c.t.Name(), figures, c.Seed, took, result)
	if err := appendTo(file, line); err != nil {
		c.t.Errorf("write the report: %v", err)
	}
}

// appendTo adds the line in one write, so that lines of several processes do not mix.
func appendTo(file, line string) error {
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // whoever runs the tests names it
	if err != nil {
		return err
	}
	if _, err := out.WriteString(line); err != nil {
		return err
	}
	return out.Close()
}
