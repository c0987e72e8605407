package clock

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"
)

// ToAPI is a time as the API has it; absent for the zero time.
func ToAPI(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}
