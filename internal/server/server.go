// Package server puts the program together: it opens the database, connects the services to one another,
// serves their RPCs and the admin application on one port, and stops without losing a request.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"buf.build/go/protovalidate"
	"connectrpc.com/connect"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/frontend"
	"github.com/kartoteka/kartoteka/gen/grpc/health/v1/healthv1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/platform/telemetry"
	"github.com/kartoteka/kartoteka/internal/server/h2guard"
)

const (
	// drainTime is how long running requests may still take once the server is told to stop.
	drainTime = 9 * time.Second

	headerTime       = 5 * time.Second
	idleTime         = 2 * time.Minute
	maxHeaderBytes   = 64 << 10
	compressMinBytes = 1 << 10
)

// Server is the running program.
type Server struct {
	db             *database.DB
	services       *Services
	logger         zerolog.Logger
	secure         bool
	proxies        auth.Proxies
	warnOnce       sync.Once // of a proxy that nobody has named
	health         *health
	ready          *readiness
	metrics        *telemetry.Metrics
	metricsAddress string // where they are served; empty is nowhere
	inFlight       *inFlight
	rpc            http.Handler
	pages          http.Handler

	drainDelay time.Duration   // how long load balancers get to notice
	stopping   context.Context //nolint:containedctx // done once the server drains
	stop       context.CancelFunc
}

// Open connects the services to a database that a server or kartoteka migrate has made.
func Open(ctx context.Context, url string) (*database.DB, *Services, error) {
	db, err := database.OpenExisting(ctx, url)
	if err != nil {
		return nil, nil, err
	}
	return db, NewServices(db, Settings{}), nil
}

// makeReady opens the database, makes it where there is none, migrates it and connects the services to it.
func makeReady(ctx context.Context, settings config.Serve) (*database.DB, *Services, error) {
	db, err := database.OpenWithin(ctx, settings.Database.Database, settings.WaitForDatabase)
	if err != nil {
		return nil, nil, err
	}
	services, err := prepare(ctx, db, settingsOf(settings))
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, services, nil
}

// prepare creates a shop if there is none.
func prepare(ctx context.Context, db *database.DB, settings Settings) (*Services, error) {
	if _, err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	services := NewServices(db, settings)
	if err := services.Shops.EnsureDefault(ctx); err != nil {
		return nil, fmt.Errorf("ensure a shop: %w", err)
	}
	return services, nil
}

// New opens the database and puts the server together.
func New(ctx context.Context, settings config.Serve, logger zerolog.Logger) (*Server, error) {
	db, services, err := makeReady(logger.WithContext(ctx), settings)
	if err != nil {
		return nil, err
	}
	s := &Server{
		db: db, services: services, logger: logger, secure: settings.IsSecure(), health: newHealth(db.Ping), inFlight: newInFlight(),
	}
	s.ready, s.drainDelay, s.metricsAddress = s.newReadiness(), settings.DrainDelay, settings.Metrics
	s.metrics = s.newMetrics()
	s.stopping, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	if err := s.build(settings); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) build(settings config.Serve) error {
	site, err := auth.NewSite(settings.Origin(), s.services.Sessions.Limits.SessionLife)
	if err != nil {
		return err
	}
	if s.proxies, err = auth.NewProxies(settings.ProxyPrefixes()); err != nil {
		return err
	}
	built, err := fs.Sub(frontend.FS, "dist")
	if err != nil {
		return fmt.Errorf("read the built admin: %w", err)
	}
	if s.pages, err = newSPA(built); err != nil {
		return err
	}
	s.rpc, err = s.newRPC(site, settings)
	return err
}

// newRPC serves every service behind the same gate and interceptor.
func (s *Server) newRPC(site auth.Site, settings config.Serve) (http.Handler, error) {
	validator, err := protovalidate.New()
	if err != nil {
		return nil, fmt.Errorf("set up validation: %w", err)
	}
	table := newAccess()
	options := connect.WithHandlerOptions(
		connect.WithRequestGate(gate{table, newRates(settings.KeyRate)}.admit),
		connect.WithInterceptors(interceptor{validator}),
		withCodecs(),
		withGzip(),
		connect.WithCompressMinBytes(compressMinBytes),
	)
	mux := http.NewServeMux()
	mux.Handle(healthv1connect.NewHealthHandler(s.health, options))
	s.services.mount(mux, site, options)
	mountReflection(mux, table, settings.Reflection, options)

	entry := rpc{access: table, streams: newStreams(), inFlight: s.inFlight, stopping: s.stopping, writer: connect.NewErrorWriter(options)}
	entry.next = auth.Authenticate(mux, s.services.credentials(site), entry.refuse)
	return entry, nil
}

// Services returns the services of the server.
func (s *Server) Services() *Services { return s.services }

// Metrics count what the server does.
func (s *Server) Metrics() http.Handler { return s.metrics }

// Handler answers every request of the server.
func (s *Server) Handler() http.Handler {
	return logging.Requests(s.logger, s.metrics.Observe, http.HandlerFunc(s.answer))
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	r = s.recognise(r)
	protect(w.Header(), s.secure)
	limit := transferTime
	if r.URL.Path == healthv1connect.HealthWatchProcedure {
		limit = 0
	}
	if err := limitTime(http.NewResponseController(w), limit); err != nil {
		s.logger.Debug().Err(err).Msg("connection without deadlines")
	}
	switch {
	case r.URL.Path == "/livez":
		plainly(w, http.StatusOK, "alive")
	case r.URL.Path == "/readyz":
		s.ready.ServeHTTP(w, r)
	case r.URL.Path == "/healthz":
		s.health.ServeHTTP(w, r)
	case isProcedure(r.URL.Path):
		s.rpc.ServeHTTP(w, r)
	default:
		s.pages.ServeHTTP(w, r)
	}
}

// recognise puts the client into the context and the log.
func (s *Server) recognise(r *http.Request) *http.Request {
	client := s.proxies.Client(r)
	logging.Address(r.Context(), client.Address)
	if s.proxies.IsUntrusted(r) {
		s.warnOnce.Do(func() {
			s.logger.Warn().Stringer("address", client.Address).
				Msg("requests come through a proxy that --trusted-proxies does not name: all its clients count as one")
		})
	}
	return r.WithContext(auth.WithClient(r.Context(), client))
}

// Run serves on the listener until ctx is done, lets running requests finish, and returns.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	background, stop := context.WithCancel(s.logger.WithContext(context.WithoutCancel(ctx)))
	defer stop()
	stopMetrics, err := s.serveMetrics(ctx)
	if err != nil {
		return err
	}
	defer stopMetrics()
	web := s.httpServer(background)
	work := s.startWork(background)
	defer work.stop()
	served := make(chan error, 1)
	go func() { served <- web.Serve(h2guard.Listener{Listener: listener}) }()
	s.logger.Info().Str("version", Version()).Stringer("address", listener.Addr()).Msg("serving")

	select {
	case err := <-served:
		work.end(background)
		return err
	case <-ctx.Done():
		return s.drain(background, web, work)
	}
}

// work is what is done in the background.
type work struct {
	stop  context.CancelFunc
	ended chan struct{}
}

func (s *Server) startWork(ctx context.Context) work {
	ctx, stop := context.WithCancel(ctx)
	w := work{stop, make(chan struct{})}
	go func() {
		defer close(w.ended)
		s.services.run(ctx)
	}()
	return w
}

// end stops the work and waits until ctx is done at the latest. What is cut off is done again by whoever starts
// next.
func (w work) end(ctx context.Context) {
	w.stop()
	select {
	case <-w.ended:
	case <-ctx.Done():
		zerolog.Ctx(ctx).Warn().Msg("background work cut off")
	}
}

// Close closes the database. The server must have stopped.
func (s *Server) Close() error { return s.db.Close() }

// drain tells load balancers to go elsewhere, gives them time to hear it, and waits for the running requests and
// the background work, both within the same time.
func (s *Server) drain(ctx context.Context, web *http.Server, work work) error {
	s.logger.Info().Dur("delay_ms", s.drainDelay).Msg("draining")
	s.health.drain()
	if s.drainDelay > 0 {
		time.Sleep(s.drainDelay)
	}
	s.services.drain()
	s.stop()
	ctx, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	work.stop()
	err := web.Shutdown(ctx)
	if err != nil {
		s.logger.Warn().Err(err).Msg("requests cut off")
		err = web.Close()
	}
	work.end(ctx)
	return err
}

// httpServer speaks HTTP/1.1 and HTTP/2 without TLS on one port. Streams are long, so it does not limit the
// time of a request: each request sets its own deadlines.
func (s *Server) httpServer(base context.Context) *http.Server {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler:           s.Handler(),
		Protocols:         protocols,
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaderBytes,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: 100,
			SendPingTimeout:      30 * time.Second,
			PingTimeout:          15 * time.Second,
			WriteByteTimeout:     30 * time.Second,
		},
		BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:    log.New(httpErrors{s.logger}, "", 0),
	}
}

// httpErrors logs the errors of net/http. They contain the addresses of callers, so they are debug messages.
type httpErrors struct{ logger zerolog.Logger }

// Write implements io.Writer.
func (e httpErrors) Write(line []byte) (int, error) {
	e.logger.Debug().Msg(strings.TrimSpace(string(line)))
	return len(line), nil
}
