//go:build linux

package cutdisk

import (
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"os"
)

const (
	pageSize   = 4096
	sectorSize = 512 // what a disk writes whole
)

// file is a file as programs see it: what is durable, with what was written since over it.
type file struct {
	backing *os.File
	handles int
	linked  bool // false once no name leads to it

	size  int64            // as programs see it
	kept  int64            // what counts of backing; a cut below it reads as zeros
	dirty map[int64][]byte // pages to be synced
	// forsaken are pages whose sync failed: they are seen, and never written.
	forsaken map[int64][]byte
	last     int64 // page that was written last
}

func openFile(path string) (*file, error) {
	backing, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the folder is a test's
	if err != nil {
		return nil, err
	}
	info, err := backing.Stat()
	if err != nil {
		return nil, errors.Join(err, backing.Close())
	}
	return &file{
		backing: backing, linked: true, size: info.Size(), kept: info.Size(),
		dirty: map[int64][]byte{}, forsaken: map[int64][]byte{},
	}, nil
}

func (f *file) isClean() bool { return len(f.dirty) == 0 && len(f.forsaken) == 0 && f.kept == f.size }

// read fills the buffer from the offset and returns how much there was.
func (f *file) read(into []byte, offset int64) (int, error) {
	into = into[:max(0, min(int64(len(into)), f.size-offset))]
	for done := 0; done < len(into); {
		number, start := (offset+int64(done))/pageSize, (offset+int64(done))%pageSize
		page, err := f.page(number)
		if err != nil {
			return done, err
		}
		done += copy(into[done:], page[start:])
	}
	return len(into), nil
}

// page returns a page as programs see it; only a dirty one may be changed.
func (f *file) page(number int64) ([]byte, error) {
	if page := f.dirty[number]; page != nil {
		return page, nil
	}
	if page := f.forsaken[number]; page != nil {
		return page, nil
	}
	page := make([]byte, pageSize)
	durable := max(0, min(pageSize, f.kept-number*pageSize))
	if _, err := f.backing.ReadAt(page[:durable], number*pageSize); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return page, nil
}

func (f *file) write(data []byte, offset int64) error {
	for len(data) > 0 {
		number, start := offset/pageSize, offset%pageSize
		page, err := f.page(number)
		if err != nil {
			return err
		}
		delete(f.forsaken, number)
		f.dirty[number], f.last = page, number
		n := copy(page[start:], data)
		data, offset = data[n:], offset+int64(n)
	}
	f.size = max(f.size, offset)
	return nil
}

func (f *file) truncate(size int64) error {
	if edge := size % pageSize; size < f.size && edge > 0 {
		page, err := f.page(size / pageSize)
		if err != nil {
			return err
		}
		clear(page[edge:])
		f.dirty[size/pageSize] = page
		delete(f.forsaken, size/pageSize)
	}
	for _, pages := range []map[int64][]byte{f.dirty, f.forsaken} {
		for number := range pages {
			if number*pageSize >= size {
				delete(pages, number)
			}
		}
	}
	f.size, f.kept = size, min(f.kept, size)
	return nil
}

// sync makes durable what is seen.
func (f *file) sync() error {
	err := f.backing.Truncate(f.kept)
	for number, page := range f.dirty {
		if err == nil {
			err = f.put(number, page)
		}
	}
	if err == nil {
		err = f.backing.Truncate(f.size)
	}
	if err == nil {
		f.kept = f.size
		clear(f.dirty)
	}
	return err
}

// put writes the beginning of a page, as far as the file goes.
func (f *file) put(number int64, beginning []byte) error {
	within := max(0, min(int64(len(beginning)), f.size-number*pageSize))
	_, err := f.backing.WriteAt(beginning[:within], number*pageSize)
	return err
}

// forsake is what a failed sync leaves: pages count as written, and are not.
func (f *file) forsake() {
	maps.Copy(f.forsaken, f.dirty)
	clear(f.dirty)
}

// lose is the end of the power: of the pages that were not synced each survives by the chance, and
// the one that was being written is torn.
func (f *file) lose(chances *rand.Rand, chance float64) {
	for number := int64(0); number*pageSize < f.size; number++ {
		page := f.dirty[number]
		switch {
		case page == nil:
		case number == f.last && chance > 0:
			sectors := chances.Int64N(pageSize / sectorSize)
			_ = f.put(number, page[:sectors*sectorSize]) // what cannot be written is lost as well
		case chances.Float64() < chance:
			_ = f.put(number, page)
		}
	}
}
