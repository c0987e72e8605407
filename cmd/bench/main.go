// Command bench does the same work through the API and in plain SQL, on the same database, in
// turns, and prints the ratio of their rates: 1.00 is plain SQL, 0.50 half as fast.
//
// The plain SQL reads and writes the very same rows: for a new customer also its employee, shop,
// history and position in the change feed. Absolute figures drift with the machine; the ratios do not.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// settings are what a run can be told.
type settings struct {
	customers int
	rounds    int
	sample    time.Duration
	only      string
	job       string
}

func main() {
	var s settings
	flag.IntVar(&s.customers, "customers", 100_000, "customers in the database")
	flag.IntVar(&s.rounds, "rounds", 3, "rounds of API and plain SQL in turns; the median counts")
	flag.DurationVar(&s.sample, "sample", 2*time.Second, "time of one sample")
	flag.StringVar(&s.only, "only", "", "sqlite or postgres; both when empty")
	flag.StringVar(&s.job, "job", "", "a part of the name of the jobs to measure; all when empty")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	folder, err := os.MkdirTemp("", "kartoteka-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	postgres, stop, err := databasetest.StartPostgres()
	if err != nil {
		return err
	}
	defer stop()
	for _, on := range []struct{ name, url string }{
		{"sqlite", "sqlite:" + filepath.Join(folder, "bench.db")},
		{"postgres", postgres},
	} {
		if s.only != "" && s.only != on.name {
			continue
		}
		if err := compare(ctx, s, on.name, on.url); err != nil {
			return fmt.Errorf("%s: %w", on.name, err)
		}
	}
	return nil
}

// compare runs every job on one database.
func compare(ctx context.Context, s settings, name, url string) error {
	fmt.Printf("\n%s, %d customers\n", name, s.customers)
	stand, err := newStand(ctx, url)
	if err != nil {
		return err
	}
	defer stand.close()
	began := time.Now()
	if err := stand.fill(ctx, s.customers); err != nil {
		return err
	}
	fmt.Printf("filled by pushes of %d in %s\n\n", batchSize, time.Since(began).Round(time.Second))
	fmt.Printf("%-40s %12s %12s %8s\n", "job", "API /s", "plain SQL /s", "ratio")
	for _, job := range jobs {
		if !strings.Contains(job.name, s.job) {
			continue
		}
		measured, err := measure(ctx, s, stand, job)
		if err != nil {
			return fmt.Errorf("%s: %w", job.name, err)
		}
		fmt.Printf("%-40s %12.0f %12.0f %8.2f\n", job.name, measured.api, measured.sql, measured.ratio)
	}
	return nil
}
