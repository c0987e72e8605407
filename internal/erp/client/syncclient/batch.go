package syncclient

import (
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

const (
	// maxBytes is less than the server's limit of 4 MiB, for the rest of the request.
	maxBytes = 3_670_016 // 3.5 MiB
	// frameBytes is the maximum overhead of a contractor in a request.
	frameBytes = 8
)

// batch is the content of one request, and the records that are only reported with it.
type batch struct {
	limit       int
	size        int
	records     []contractorfile.Record
	contractors []*apiv1.Contractor // of the records that can be sent
}

func (b *batch) next() *batch { return &batch{limit: b.limit} }

// hasRoom reports whether the record fits. An empty batch accepts any record, because readers limit
// their size.
func (b *batch) hasRoom(record contractorfile.Record) bool {
	return len(b.records) < b.limit && (len(b.contractors) == 0 || b.size+sizeOf(record) <= maxBytes)
}

func (b *batch) add(record contractorfile.Record) {
	b.records = append(b.records, record)
	if record.IsSendable() {
		b.contractors = append(b.contractors, record.Contractor)
		b.size += sizeOf(record)
	}
}

func sizeOf(record contractorfile.Record) int {
	return proto.Size(record.Contractor) + frameBytes
}
