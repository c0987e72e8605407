//go:build linux

package cutdisk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// node is a file or a directory. Names pass through to the folder; what files hold does not.
type node struct {
	fs.LoopbackNode

	disk *Disk
}

func (d *Disk) root() (fs.InodeEmbedder, error) {
	var stat syscall.Stat_t
	if err := syscall.Stat(d.folder, &stat); err != nil {
		return nil, fmt.Errorf("look at %s: %w", d.folder, err)
	}
	data := &fs.LoopbackRoot{Path: d.folder, Dev: stat.Dev}
	data.NewNode = func(*fs.LoopbackRoot, *fs.Inode, string, *syscall.Stat_t) fs.InodeEmbedder { //nolint:staticcheck // its successor wraps children one by one
		return &node{LoopbackNode: fs.LoopbackNode{RootData: data}, disk: d}
	}
	root := &node{LoopbackNode: fs.LoopbackNode{RootData: data}, disk: d}
	data.RootNode = root
	return root, nil
}

// below is the path of a name in the directory, from the folder; of the directory itself when empty.
func (n *node) below(name string) string { return filepath.Join(".", n.Path(n.Root()), name) }

func (n *node) inFolder(name string) string { return filepath.Join(n.disk.folder, n.below(name)) }

// Lookup implements fs.NodeLookuper.
func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	child, errno := n.LoopbackNode.Lookup(ctx, name, out)
	if errno == 0 {
		n.disk.correct(&out.Attr)
	}
	return child, errno
}

// Getattr implements fs.NodeGetattrer.
func (n *node) Getattr(ctx context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	errno := n.LoopbackNode.Getattr(ctx, nil, out)
	if errno == 0 {
		n.disk.correct(&out.Attr)
	}
	return errno
}

// correct tells the size that programs see.
func (d *Disk) correct(attr *fuse.Attr) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f := d.files[attr.Ino]; f != nil {
		attr.Size = uint64(f.size)
	}
}

// Setattr implements fs.NodeSetattrer.
func (n *node) Setattr(ctx context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	if size, ok := in.GetSize(); ok {
		if errno := n.truncate(ctx, int64(size)); errno != 0 {
			return errno
		}
		in.Valid &^= fuse.FATTR_SIZE
	}
	errno := n.LoopbackNode.Setattr(ctx, nil, in, out)
	if errno == 0 {
		n.disk.correct(&out.Attr)
	}
	return errno
}

func (n *node) truncate(ctx context.Context, size int64) syscall.Errno {
	opened, errno := n.disk.open(n.inFolder(""))
	if errno != 0 {
		return errno
	}
	defer func() { _ = opened.Release(ctx) }() // nothing is synced by it
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if errno := n.disk.beforeWrite(max(0, size-opened.file.size)); errno != 0 {
		return errno
	}
	if err := opened.file.truncate(size); err != nil {
		return fs.ToErrno(err)
	}
	return n.disk.afterWrite()
}

// Open implements fs.NodeOpener. The kernel keeps its pages, since nobody else writes to the folder.
func (n *node) Open(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	opened, errno := n.disk.open(n.inFolder(""))
	if errno != 0 {
		return nil, 0, errno
	}
	if flags&syscall.O_TRUNC != 0 {
		errno = n.truncate(ctx, 0)
	}
	return opened, fuse.FOPEN_KEEP_CACHE, errno
}

// Create implements fs.NodeCreater.
func (n *node) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	if n.disk.isOff() {
		return nil, nil, 0, syscall.EIO
	}
	child, made, _, errno := n.LoopbackNode.Create(ctx, name, flags, mode, out)
	if errno != 0 {
		return nil, nil, 0, errno
	}
	if made, ok := made.(fs.FileReleaser); ok {
		_ = made.Release(ctx) // nothing was written to it
	}
	n.disk.set(func() { n.disk.fresh[n.below(name)] = struct{}{} })
	opened, errno := n.disk.open(n.inFolder(name))
	return child, opened, fuse.FOPEN_KEEP_CACHE, errno
}

// Unlink implements fs.NodeUnlinker.
func (n *node) Unlink(ctx context.Context, name string) syscall.Errno {
	forget := n.disk.unlinking(n.inFolder(name))
	errno := n.offOr(func() syscall.Errno { return n.LoopbackNode.Unlink(ctx, name) })
	if errno == 0 {
		forget()
		n.disk.set(func() { delete(n.disk.fresh, n.below(name)) })
	}
	return errno
}

// Rename implements fs.NodeRenamer. It is durable at once, as in a journal that keeps its order.
func (n *node) Rename(ctx context.Context, name string, parent fs.InodeEmbedder, newName string, flags uint32) syscall.Errno {
	target, ok := parent.(*node)
	if !ok {
		return syscall.EXDEV
	}
	forget := n.disk.unlinking(target.inFolder(newName))
	errno := n.offOr(func() syscall.Errno { return n.LoopbackNode.Rename(ctx, name, &target.LoopbackNode, newName, flags) })
	if errno == 0 {
		forget()
		n.disk.set(func() { delete(n.disk.fresh, n.below(name)) })
	}
	return errno
}

// offOr does nothing once the power is off.
func (n *node) offOr(do func() syscall.Errno) syscall.Errno {
	if n.disk.isOff() {
		return syscall.EIO
	}
	return do()
}

// Fsync implements fs.NodeFsyncer.
func (n *node) Fsync(_ context.Context, handle fs.FileHandle, _ uint32) syscall.Errno {
	if opened, ok := handle.(*opened); ok {
		return n.disk.syncFile(opened.file)
	}
	return n.disk.syncFolder(n.below(""))
}

// OpendirHandle implements fs.NodeOpendirHandler.
func (n *node) OpendirHandle(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	handle, _, errno := n.LoopbackNode.OpendirHandle(ctx, flags)
	if errno != 0 {
		return nil, 0, errno
	}
	return listing{handle.(fs.FileReaddirenter), handle.(fs.FileSeekdirer), handle.(fs.FileReleasedirer), n}, 0, 0
}

// listing is an open directory.
type listing struct {
	fs.FileReaddirenter
	fs.FileSeekdirer
	fs.FileReleasedirer

	node *node
}

// Fsyncdir implements fs.FileFsyncdirer.
func (l listing) Fsyncdir(ctx context.Context, flags uint32) syscall.Errno {
	return l.node.Fsync(ctx, nil, flags)
}

// open returns a handle of the file at the path in the folder.
func (d *Disk) open(path string) (*opened, syscall.Errno) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.isOff() {
		return nil, syscall.EIO
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil, fs.ToErrno(err)
	}
	number := info.Sys().(*syscall.Stat_t).Ino
	f := d.files[number]
	if f == nil {
		if f, err = openFile(path); err != nil {
			return nil, fs.ToErrno(err)
		}
		d.files[number] = f
	}
	f.handles++
	return &opened{disk: d, file: f, number: number}, 0
}

// unlinking returns what is to be done once the last name of a file is gone.
func (d *Disk) unlinking(path string) func() {
	var stat syscall.Stat_t
	if syscall.Lstat(path, &stat) != nil || stat.Nlink > 1 || stat.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return func() {}
	}
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if f := d.files[stat.Ino]; f != nil {
			f.linked = false
			delete(d.files, stat.Ino)
			if f.handles == 0 {
				_ = f.backing.Close() // nobody can miss it
			}
		}
	}
}
