package contractorfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protojson"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	maxLineBytes = 1 << 20
	maxJSONDepth = 16
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// JSONLines reads a file with one contractor on each line, as JSON of the API. Blank lines do not count,
// and a bad line does not affect the next.
type JSONLines struct {
	in     *bufio.Reader
	line   int
	number int
}

// NewJSONLines returns a reader of r.
func NewJSONLines(r io.Reader) *JSONLines {
	return &JSONLines{in: bufio.NewReaderSize(r, 64<<10)}
}

// Next implements Reader.
func (l *JSONLines) Next() (Record, error) {
	for {
		text, isWhole, err := l.readLine()
		if err != nil {
			return Record{}, err
		}
		l.line++
		if l.line == 1 {
			text = bytes.TrimPrefix(text, byteOrderMark)
		}
		if text = bytes.TrimSpace(text); len(text) == 0 && isWhole {
			continue
		}
		l.number++
		return l.record(text, isWhole), nil
	}
}

// readLine returns the next line, or its first bytes if it is too long.
func (l *JSONLines) readLine() (line []byte, isWhole bool, err error) {
	isWhole = true
	for {
		part, err := l.in.ReadSlice('\n')
		if len(line)+len(part) > maxLineBytes {
			isWhole = false
		}
		if isWhole {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(line) > 0 || !isWhole):
			return line, isWhole, nil // the last line may have no line end
		case errors.Is(err, io.EOF):
			return nil, false, io.EOF
		case err != nil:
			return nil, false, fmt.Errorf("read line %d: %w", l.line+1, err)
		}
		return line, isWhole, nil
	}
}

func (l *JSONLines) record(text []byte, isWhole bool) Record {
	record := Record{Number: l.number, Line: l.line, Contractor: &apiv1.Contractor{}}
	switch {
	case !isWhole:
		record.Problems = problem("RECORD_TOO_LARGE", "The line is longer than 1 MiB.")
	case !utf8.Valid(text):
		record.Problems = problem("ENCODING_WRONG", "The line is not UTF-8.")
	default:
		record.Problems = decode(text, record.Contractor)
	}
	return record
}

// decode fills the contractor and returns the problems of the line. It does not repeat the decoder's
// error, which quotes values.
func decode(text []byte, contractor *apiv1.Contractor) []fault.Field {
	strict := protojson.UnmarshalOptions{RecursionLimit: maxJSONDepth}
	if strict.Unmarshal(text, contractor) == nil {
		return nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return problem("JSON_INVALID", "The line is not an object in JSON.")
	}
	var problems []fault.Field
	for _, name := range slices.Sorted(maps.Keys(members)) {
		problems = append(problems, decodeMember(name, members[name], strict)...)
	}
	if problems == nil { // each member is valid, so a field occurs twice
		return problem("JSON_INVALID", "The line is not a contractor in JSON.")
	}
	return problems
}

// decodeMember returns the problems of one member of the object.
func decodeMember(name string, value json.RawMessage, strict protojson.UnmarshalOptions) []fault.Field {
	alone, err := json.Marshal(map[string]json.RawMessage{name: value})
	if err == nil && strict.Unmarshal(alone, &apiv1.Contractor{}) == nil {
		return nil
	}
	var problems []fault.Field
	for _, path := range unknownFields("", (&apiv1.Contractor{}).ProtoReflect().Descriptor(), alone) {
		problems = append(problems, fault.Field{Path: path, Reason: "UNKNOWN_FIELD", Text: "There is no such field."})
	}
	if problems == nil {
		problems = append(problems, fault.Field{Path: name, Reason: "VALUE_INVALID", Text: "The value is not of the kind that the field takes."})
	}
	return problems
}

func problem(reason, text string) []fault.Field {
	return []fault.Field{{Reason: reason, Text: text}}
}
