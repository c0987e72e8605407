package server

import (
	"context"
	"net/http"
	"sync"
	"time"

	"connectrpc.com/connect"

	healthv1 "github.com/kartoteka/kartoteka/gen/grpc/health/v1"
	"github.com/kartoteka/kartoteka/gen/grpc/health/v1/healthv1connect"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// healthTimeout is how long the database may take to answer and still count as healthy.
	healthTimeout = 2 * time.Second
	// healthInterval is how often the database is asked while somebody watches.
	healthInterval = 5 * time.Second
	// maxWatchers limits the streams that callers without credentials can keep open.
	maxWatchers = 32
)

var (
	errServiceUnknown = fault.New(fault.NotFound, "SERVICE_UNKNOWN", "There is no service of this name.")
	errWatchers       = fault.New(fault.Throttled, "TOO_MANY_WATCHERS", "Too many callers watch already; use Check.")
)

// health answers load balancers: it says whether the database answers and whether the server is about to stop.
type health struct {
	ping     func(context.Context) error
	services map[string]bool
	watchers chan struct{}
	draining chan struct{}
	drain    func() // closes draining, once
}

func newHealth(ping func(context.Context) error) *health {
	h := &health{
		ping:     ping,
		services: map[string]bool{"": true, healthv1connect.HealthName: true},
		watchers: make(chan struct{}, maxWatchers),
		draining: make(chan struct{}),
	}
	h.drain = sync.OnceFunc(func() { close(h.draining) })
	for _, service := range apiServices() {
		h.services[string(service.FullName())] = true
	}
	return h
}

// Check implements healthv1connect.HealthHandler.
func (h *health) Check(ctx context.Context, request *healthv1.HealthCheckRequest) (*healthv1.HealthCheckResponse, error) {
	if !h.services[request.GetService()] {
		return nil, errServiceUnknown
	}
	return &healthv1.HealthCheckResponse{Status: h.status(ctx)}, nil
}

// Watch implements healthv1connect.HealthHandler. It ends when the server drains, so that it does not delay the stop.
func (h *health) Watch(
	ctx context.Context, request *healthv1.HealthCheckRequest, stream *connect.ServerStream[healthv1.HealthCheckResponse],
) error {
	select {
	case h.watchers <- struct{}{}:
		defer func() { <-h.watchers }()
	default:
		return errWatchers
	}
	ticker := time.NewTicker(healthInterval)
	defer ticker.Stop()
	sent := healthv1.HealthCheckResponse_UNKNOWN
	for {
		isLast := h.isDraining() // the status sent after that says so
		status := healthv1.HealthCheckResponse_SERVICE_UNKNOWN
		if h.services[request.GetService()] {
			status = h.status(ctx)
		}
		if status != sent {
			if err := stream.Send(&healthv1.HealthCheckResponse{Status: status}); err != nil {
				return err
			}
			sent = status
		}
		if isLast {
			return nil
		}
		select {
		case <-ticker.C:
		case <-h.draining:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ServeHTTP answers callers that only speak HTTP.
func (h *health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.status(r.Context()) != healthv1.HealthCheckResponse_SERVING {
		plainly(w, http.StatusServiceUnavailable, "not serving")
		return
	}
	plainly(w, http.StatusOK, "serving")
}

func (h *health) status(ctx context.Context) healthv1.HealthCheckResponse_ServingStatus {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	if h.isDraining() || h.ping(ctx) != nil {
		return healthv1.HealthCheckResponse_NOT_SERVING
	}
	return healthv1.HealthCheckResponse_SERVING
}

func (h *health) isDraining() bool {
	select {
	case <-h.draining:
		return true
	default:
		return false
	}
}
