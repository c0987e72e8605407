// Package logging sets up the log and writes one line for each request. A line holds ids, codes and times.
// Personal data, bodies and query strings never get into the log.
package logging

import (
	"io"
	"os"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/term"
)

// timestamp sorts as text and distinguishes requests within one second.
const timestamp = "2006-01-02T15:04:05.000Z"

// New returns a logger that writes lines of the level and above, as json or text. An empty format means text on a
// terminal and json elsewhere. An unknown level means info.
func New(w io.Writer, level, format string) zerolog.Logger {
	least, err := zerolog.ParseLevel(level)
	if err != nil || level == "" {
		least = zerolog.InfoLevel
	}
	if format == "text" || format == "" && isTerminal(w) {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly, NoColor: !isTerminal(w)}
	}
	stamp := zerolog.HookFunc(func(e *zerolog.Event, _ zerolog.Level, _ string) {
		e.Str(zerolog.TimestampFieldName, time.Now().UTC().Format(timestamp))
	})
	return zerolog.New(w).Level(least).Hook(stamp)
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
