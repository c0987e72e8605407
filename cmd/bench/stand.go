package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"

	"connectrpc.com/connect"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// stand is a running server with a client, and a connection to its database beside it.
type stand struct {
	customers kartotekav1connect.CustomerServiceClient
	sync      kartotekav1connect.ContractorSyncServiceClient
	sessions  kartotekav1connect.SessionServiceClient
	desk      desk
	sql       *sql.DB
	postgres  bool
	random    *rand.Rand
	statement map[string]*sql.Stmt

	pushed int      // contractors pushed so far
	ids    []string // of some customers
	deep   place    // at nine tenths of the list by name

	stop func() error
}

// place is where a deep page begins.
type place struct {
	token string
	key   []byte
	id    string
}

func newStand(ctx context.Context, url string) (*stand, error) {
	settings := config.Serve{Listen: "localhost:0", Reflection: config.ReflectionOff}
	settings.Database.Database = url
	running, err := server.New(ctx, settings, zerolog.New(os.Stderr).Level(zerolog.ErrorLevel))
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	serving, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- running.Run(serving, listener) }()
	s := &stand{postgres: strings.HasPrefix(url, "postgres"), random: rand.New(rand.NewPCG(1, 2)), statement: map[string]*sql.Stmt{}}
	s.stop = func() error {
		cancel()
		return errors.Join(s.sql.Close(), <-done, running.Close())
	}
	if err := s.connect(ctx, running, listener.Addr().String()); err != nil {
		return nil, err
	}
	return s, s.open(url)
}

// connect makes a key that may do everything and clients that speak binary Connect over HTTP/2.
func (s *stand) connect(ctx context.Context, running *server.Server, address string) error {
	ctx = auth.With(ctx, auth.System())
	source, err := running.Services().Sources.EnsureByCode(ctx, "BENCH")
	if err != nil {
		return err
	}
	_, key, err := running.Services().Keys.Create(ctx, apikey.CreateInput{
		Name: "bench", SourceSystem: source.Code,
		Scopes: []auth.Scope{auth.SyncScope, auth.ReadScope, auth.WriteScope, auth.AdminScope},
	})
	if err != nil {
		return err
	}
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	client := &http.Client{Transport: bearer{key: key, next: &http.Transport{Protocols: protocols, TLSClientConfig: &tls.Config{}}}}
	s.customers = kartotekav1connect.NewCustomerServiceClient(client, "http://"+address, connect.WithSendCompression(""))
	s.sync = kartotekav1connect.NewContractorSyncServiceClient(client, "http://"+address)
	s.sessions = kartotekav1connect.NewSessionServiceClient(client, "http://"+address, connect.WithSendCompression(""))
	s.desk = newDesk(client, "http://"+address)
	return nil
}

// open connects plain SQL to the same database, with the settings that the program uses.
func (s *stand) open(url string) (err error) {
	if s.postgres {
		s.sql, err = sql.Open("postgres", url)
		return err
	}
	path := strings.TrimPrefix(url, "sqlite:")
	s.sql, err = sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_txlock=immediate&_time_integer_format=unix_micro&_inttotime=1")
	return err
}

func (s *stand) close() {
	if err := s.stop(); err != nil {
		fmt.Println("close:", err)
	}
}

// prepared returns the statement, prepared once.
func (s *stand) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if found := s.statement[query]; found != nil {
		return found, nil
	}
	made, err := s.sql.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, query)
	}
	s.statement[query] = made
	return made, nil
}

// bearer adds the key to every request.
type bearer struct {
	key  string
	next http.RoundTripper
}

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.key)
	return b.next.RoundTrip(r)
}
