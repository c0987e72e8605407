package database

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

var (
	errFull = fault.New(fault.Unavailable, "STORAGE_FULL",
		"The disk of the database is full; nothing was saved. Send the request again once there is room.").
		With("retry_after_seconds", "10")
	// ErrUnreachable refuses a call because the database does not answer.
	ErrUnreachable = fault.New(fault.Unavailable, "DATABASE_UNAVAILABLE",
		"The database does not answer at the moment; send the request again with the same request id.")
)

// Unavailable returns the fault for an error that the database caused and not the program: its disk is full or
// broken, it is starting or stopping, or the connection to it is cut. It is nil for other errors. The transaction
// may have been committed; sending the request again shows whether it was.
func Unavailable(err error) *fault.Fault {
	switch {
	case err == nil:
		return nil
	case isFull(err):
		return errFull
	case isUnreachable(err):
		return ErrUnreachable
	default:
		return nil
	}
}

func isFull(err error) bool {
	return pq.As(err, pqerror.DiskFull) != nil || primaryCode(err) == sqlitelib.SQLITE_FULL
}

// isUnreachable recognises the end of a connection, which the driver or the network reports.
func isUnreachable(err error) bool {
	if refusal, ok := errors.AsType[*pq.Error](err); ok {
		return refusal.Fatal() || isOutage(refusal.Code)
	}
	switch primaryCode(err) {
	case sqlitelib.SQLITE_CORRUPT, // which it also reports if the disk cannot be read
		sqlitelib.SQLITE_IOERR, sqlitelib.SQLITE_CANTOPEN, sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_BUSY:
		return true
	}
	_, isNetwork := errors.AsType[*net.OpError](err)
	return isNetwork || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// isOutage distinguishes failures of the server from errors in a statement. A server that is read-only has become
// a standby, or still is one.
func isOutage(code pqerror.Code) bool {
	switch code.Class() {
	case pqerror.ClassConnectionException, pqerror.ClassInsufficientResources, pqerror.ClassSystemError:
		return true
	}
	switch code {
	case pqerror.AdminShutdown, pqerror.CrashShutdown, pqerror.CannotConnectNow, pqerror.ReadOnlySQLTransaction:
		return true
	}
	return false
}

// primaryCode is SQLite's error code without the details; zero for other errors.
func primaryCode(err error) int {
	if failure, ok := errors.AsType[*sqlite.Error](err); ok {
		return failure.Code() & 0xff
	}
	return 0
}
