package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/kartoteka/kartoteka/internal/platform/telemetry"
)

// metricsPath is the only path of the address that --metrics names.
const metricsPath = "/metrics"

func (s *Server) newMetrics() *telemetry.Metrics {
	return telemetry.NewMetrics(telemetry.Sources{
		Version:  Version(),
		IsReady:  func(ctx context.Context) bool { return s.ready.problems(ctx) == "" },
		Database: s.db.Stats,
		Jobs:     s.services.jobs.Count,
	})
}

// serveMetrics serves them on an address of their own, which need not be reached from outside, and returns how to
// stop that.
func (s *Server) serveMetrics(ctx context.Context) (stop func(), err error) {
	if s.metricsAddress == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.metricsAddress)
	if err != nil {
		return nil, fmt.Errorf("serve metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+metricsPath, s.metrics)
	web := &http.Server{Handler: mux, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeaderBytes}
	go func() {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.logger.Error().Err(err).Msg("metrics are no longer served")
		}
	}()
	s.logger.Info().Stringer("address", listener.Addr()).Msg("serving metrics")
	return func() { _ = web.Close() }, nil
}
