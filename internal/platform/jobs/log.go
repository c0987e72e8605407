package jobs

import (
	"context"
	"log/slog"

	"github.com/rs/zerolog"
)

// logger lets River complain in the log of the program.
func logger(to zerolog.Logger) *slog.Logger { return slog.New(complaints{to}) }

// complaints take from River what is a warning or worse, and of its details only those that cannot
// hold what a job was about.
type complaints struct{ logger zerolog.Logger }

// Enabled implements slog.Handler.
func (complaints) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Handle implements slog.Handler.
func (c complaints) Handle(_ context.Context, record slog.Record) error {
	level := zerolog.WarnLevel
	if record.Level >= slog.LevelError {
		level = zerolog.ErrorLevel
	}
	details := map[string]any{}
	record.Attrs(func(detail slog.Attr) bool {
		switch detail.Key {
		case "job_id", "job_kind", "kind", "error", "err":
			details[detail.Key] = detail.Value.String()
		}
		return true
	})
	c.logger.WithLevel(level).Fields(details).Str("said", record.Message).Msg("background jobs")
	return nil
}

// WithAttrs implements slog.Handler.
func (c complaints) WithAttrs([]slog.Attr) slog.Handler { return c }

// WithGroup implements slog.Handler.
func (c complaints) WithGroup(string) slog.Handler { return c }
