//go:build linux

package cutdisk

import (
	"context"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// opened is a file that a program has open.
type opened struct {
	disk   *Disk
	file   *file
	number uint64
}

// Read implements fs.FileReader.
func (o *opened) Read(_ context.Context, into []byte, offset int64) (fuse.ReadResult, syscall.Errno) {
	o.disk.mu.Lock()
	defer o.disk.mu.Unlock()
	if o.disk.isOff() {
		return nil, syscall.EIO
	}
	n, err := o.file.read(into, offset)
	return fuse.ReadResultData(into[:n]), fs.ToErrno(err)
}

// Write implements fs.FileWriter.
func (o *opened) Write(_ context.Context, data []byte, offset int64) (uint32, syscall.Errno) {
	o.disk.mu.Lock()
	defer o.disk.mu.Unlock()
	growth := max(0, offset+int64(len(data))-o.file.size)
	if errno := o.disk.beforeWrite(growth); errno != 0 {
		return 0, errno
	}
	if err := o.file.write(data, offset); err != nil {
		return 0, fs.ToErrno(err)
	}
	return uint32(len(data)), o.disk.afterWrite()
}

// Flush implements fs.FileFlusher: closing a file syncs nothing.
func (o *opened) Flush(context.Context) syscall.Errno { return 0 }

// Release implements fs.FileReleaser. A file with unsynced pages is kept for whoever opens it next.
func (o *opened) Release(context.Context) syscall.Errno {
	o.disk.mu.Lock()
	defer o.disk.mu.Unlock()
	o.file.handles--
	switch {
	case o.file.handles > 0:
	case !o.file.linked:
		_ = o.file.backing.Close() // nobody can miss it
	case o.file.isClean():
		delete(o.disk.files, o.number)
		_ = o.file.backing.Close() // everything was synced
	}
	return 0
}
