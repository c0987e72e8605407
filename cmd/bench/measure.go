package main

import (
	"context"
	"slices"
	"time"
)

// job is one piece of work, done through the API and in plain SQL.
type job struct {
	name  string
	units float64 // how many things one call does
	// before is done once before all samples; it may be nil.
	before func(ctx context.Context, s *stand) error
	api    func(ctx context.Context, s *stand) error
	// prepare returns one call in plain SQL; what it does before it returns is not timed.
	sql func(ctx context.Context, s *stand) (call func() error, err error)
}

// figures are rates a second and the median of the ratios of the rounds.
type figures struct{ api, sql, ratio float64 }

// measure takes samples of API and plain SQL in turns.
func measure(ctx context.Context, s settings, on *stand, j job) (figures, error) {
	if j.before != nil {
		if err := j.before(ctx, on); err != nil {
			return figures{}, err
		}
	}
	var apis, sqls, ratios []float64
	for range s.rounds {
		sql, err := sample(s.sample, j.units, func() (func() error, error) { return j.sql(ctx, on) })
		if err != nil {
			return figures{}, err
		}
		api, err := sample(s.sample, j.units, func() (func() error, error) {
			return func() error { return j.api(ctx, on) }, nil
		})
		if err != nil {
			return figures{}, err
		}
		apis, sqls, ratios = append(apis, api), append(sqls, sql), append(ratios, api/sql)
	}
	return figures{median(apis), median(sqls), median(ratios)}, nil
}

// sample repeats a call and returns how many things it does a second. Preparing a call is not timed.
func sample(atLeast time.Duration, units float64, prepare func() (func() error, error)) (float64, error) {
	var spent time.Duration
	calls := 0
	for spent < atLeast {
		call, err := prepare()
		if err != nil {
			return 0, err
		}
		began := time.Now()
		if err := call(); err != nil {
			return 0, err
		}
		spent += time.Since(began)
		calls++
	}
	return float64(calls) * units / spent.Seconds(), nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
