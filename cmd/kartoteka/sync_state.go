package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

// resuming are the flags of commands that go on where they stopped.
type resuming struct {
	State   string `default:"kartoteka-sync.json" placeholder:"FILE" help:"File that keeps how far a command is, so that the next one goes on there; one for each server (${default})."`
	Restart bool   `help:"Begin anew instead of going on."`
}

// syncState is how far the commands are. It holds no personal data.
type syncState struct {
	path string // empty keeps nothing

	Server   string       `json:"server"`
	Push     *fileJob     `json:"push,omitempty"`
	Snapshot *fileJob     `json:"snapshot,omitempty"`
	Export   *exportState `json:"export,omitempty"`
	Cursor   string       `json:"cursor,omitempty"` // where the next pull begins
}

// fileJob is a job with the file that it is about.
type fileJob struct {
	syncclient.Job

	Digest string `json:"digest"`
}

// exportState is an export under way, with the size that its file has so far.
type exportState struct {
	syncclient.Export

	Size int64 `json:"size"`
}

// open reads the state; where it is not to be kept, it is empty and stays so.
func (r *resuming) open(server string, isKept bool) (*syncState, error) {
	state := &syncState{Server: server}
	if !isKept {
		return state, nil
	}
	state.path = r.State
	text, err := os.ReadFile(r.State)
	if errors.Is(err, fs.ErrNotExist) {
		return state, nil
	}
	if err == nil {
		err = json.Unmarshal(text, state)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", r.State, err)
	}
	if state.Server != server {
		return nil, fmt.Errorf("%s keeps the state of another server; name another file by --state", r.State)
	}
	return state, nil
}

// save writes the state so that it is there whole or not at all, whatever happens. What holds
// nothing is not there.
func (s *syncState) save() error {
	if s.path == "" {
		return nil
	}
	if (*s == syncState{path: s.path, Server: s.Server}) {
		if err := os.Remove(s.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", s.path, err)
		}
		return nil
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = replaceFile(s.path, append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	return nil
}

func replaceFile(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// resume returns the job to go on with: the one that was cut off if it is about the same file, else
// a new one.
func (s *syncState) resume(kept **fileJob, digest string, restart bool) syncclient.Job {
	if *kept == nil || (*kept).Digest != digest || restart {
		*kept = &fileJob{Job: syncclient.NewJob(), Digest: digest}
	}
	return (*kept).Job
}

// saving keeps a job whenever it got further.
func (s *syncState) saving(kept **fileJob) func(syncclient.Job) error {
	return func(job syncclient.Job) error {
		(*kept).Job = job
		return s.save()
	}
}

// digest tells files apart.
type digest struct{ hash.Hash }

func newDigest() digest { return digest{sha256.New()} }

// text is the digest of the file as read so far, cut into such batches.
func (d digest) text(batch int) string {
	return hex.EncodeToString(d.Sum(nil)) + " by " + strconv.Itoa(batch)
}

// counter counts the records that are read.
type counter struct {
	contractorfile.Reader

	count int
}

// Next implements contractorfile.Reader.
func (c *counter) Next() (contractorfile.Record, error) {
	record, err := c.Reader.Next()
	if err == nil {
		c.count++
	}
	return record, err
}
