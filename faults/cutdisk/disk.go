//go:build linux

// Package cutdisk mounts a disk for tests that can lose its power, be full, or lie. It passes through
// to a folder, which is what is durable: whatever was written and not synced is kept apart in memory
// and seen by programs, until it is synced or the power goes.
package cutdisk

import (
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// ErrUnavailable says that this machine does not let the process mount.
var ErrUnavailable = errors.New("mounting needs /dev/fuse and the right to mount")

const unlimited = -1

// Disk is a mounted disk. Its methods may be called while programs use it.
type Disk struct {
	folder, point string
	server        *fuse.Server

	mu          sync.Mutex
	files       map[uint64]*file    // those in use or not synced, by inode number
	fresh       map[string]struct{} // paths whose directory was not synced since they were made
	room        int64               // bytes that files may still grow by
	failSyncs   bool
	ignoreSyncs bool
	syncs       int

	off     chan struct{} // closed when the power goes
	cutIn   int           // writes until then; 0 is never
	chances *rand.Rand
}

// Mount shows the folder at the mount point. The caller unmounts it.
func Mount(folder, point string) (*Disk, error) {
	device, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	_ = device.Close() // it was opened to see whether it can be
	d := &Disk{
		folder: folder, point: point, files: map[uint64]*file{}, fresh: map[string]struct{}{},
		room: unlimited, off: make(chan struct{}),
	}
	root, err := d.root()
	if err != nil {
		return nil, err
	}
	d.server, err = fs.Mount(point, root, &fs.Options{
		MountOptions: fuse.MountOptions{
			AllowOther: true, DirectMountStrict: true, FsName: "cutdisk", Name: "cutdisk", DisableXAttrs: true,
			MaxWrite: 1 << 20, Logger: log.New(io.Discard, "", 0),
		},
		Logger: log.New(io.Discard, "", 0),
	})
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if err != nil {
		return nil, fmt.Errorf("mount %s: %w", point, err)
	}
	return d, nil
}

// Unmount syncs everything, unless the power is off, and leaves the folder to others.
func (d *Disk) Unmount() error {
	err := d.server.Unmount()
	if err != nil {
		err = syscall.Unmount(d.point, syscall.MNT_DETACH)
	}
	if err != nil {
		return fmt.Errorf("unmount %s: %w", d.point, err)
	}
	d.server.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	var failures []error
	for _, f := range d.files {
		if !d.isOff() {
			failures = append(failures, f.sync())
		}
		failures = append(failures, f.backing.Close())
	}
	return errors.Join(failures...)
}

// CutAfter makes the power go at the n-th write from now. What was not synced is lost then, save
// what chance had the disk write by itself: some pages, and a part of the last one.
func (d *Disk) CutAfter(writes int, chances *rand.Rand) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cutIn, d.chances = writes, chances
}

// Cut makes the power go now.
func (d *Disk) Cut(chances *rand.Rand) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.chances = chances
	d.cut()
}

// Off is closed when the power has gone.
func (d *Disk) Off() <-chan struct{} { return d.off }

// Fill leaves room for so many more bytes, after which writes fail as on a full disk.
func (d *Disk) Fill(room int64) { d.set(func() { d.room = room }) }

// Free ends the want of room.
func (d *Disk) Free() { d.set(func() { d.room = unlimited }) }

// FailSyncs makes syncs fail. What they should have written is lost when the power goes even if a
// later sync succeeds, as the kernel has it.
func (d *Disk) FailSyncs(fail bool) { d.set(func() { d.failSyncs = fail }) }

// IgnoreSyncs makes a liar of the disk: it says that it has synced.
func (d *Disk) IgnoreSyncs() { d.set(func() { d.ignoreSyncs = true }) }

// Syncs is how often a file was synced.
func (d *Disk) Syncs() (count int) {
	d.set(func() { count = d.syncs })
	return count
}

func (d *Disk) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
}

func (d *Disk) isOff() bool {
	select {
	case <-d.off:
		return true
	default:
		return false
	}
}

// surviving are the chances that a page which was not synced is on the disk after a cut.
var surviving = []float64{0, 0, 0.5, 0.9}

// cut leaves in the folder what would be on the platter.
func (d *Disk) cut() {
	if d.isOff() {
		return
	}
	chance := surviving[d.chances.IntN(len(surviving))]
	for _, f := range d.files {
		f.lose(d.chances, chance)
	}
	for path := range d.fresh {
		_ = os.Remove(filepath.Join(d.folder, path)) // it may be gone already
	}
	close(d.off)
}

// beforeWrite counts a write and reports what is in its way. The write at which the power goes is
// made, so that it can be torn, and never answered.
func (d *Disk) beforeWrite(growth int64) syscall.Errno {
	switch {
	case d.isOff():
		return syscall.EIO
	case d.room != unlimited && growth > d.room:
		return syscall.ENOSPC
	case d.room != unlimited:
		d.room -= growth
	}
	return 0
}

func (d *Disk) afterWrite() syscall.Errno {
	if d.cutIn > 0 {
		d.cutIn--
		if d.cutIn == 0 {
			d.cut()
			return syscall.EIO
		}
	}
	return 0
}

func (d *Disk) syncFile(f *file) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.syncs++
	switch {
	case d.isOff():
		return syscall.EIO
	case d.failSyncs:
		f.forsake()
		return syscall.EIO
	case d.ignoreSyncs:
		return 0
	}
	return fs.ToErrno(f.sync())
}

// syncFolder makes the files of a directory stay where they are.
func (d *Disk) syncFolder(path string) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.isOff(), d.failSyncs:
		return syscall.EIO
	case d.ignoreSyncs:
		return 0
	}
	for made := range d.fresh {
		if filepath.Dir(made) == path {
			delete(d.fresh, made)
		}
	}
	return 0
}
