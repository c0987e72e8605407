package page

import (
	"encoding/binary"
	"hash/fnv"
)

// Hash identifies a query by its filter and order. Each part is hashed with its length, so that parts cannot run
// into one another. The hash is the same in every process and release, since tokens outlive both.
func Hash(parts ...string) uint64 {
	sum := fnv.New64a()
	for _, part := range parts {
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		sum.Write([]byte(part))
	}
	return sum.Sum64()
}
