package webhook

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// The types of messages.
const (
	feedMoved = "feed.moved"
	feedTest  = "feed.test"
)

// message is what a receiver gets. It says of which source system the feed has moved, and nothing of what has changed.
type message struct {
	id   string
	at   time.Time
	body []byte
}

func newMessage(id uuid.UUID, kind, sourceSystem string, at time.Time) (message, error) {
	var content struct {
		Type      string `json:"type"`
		Timestamp string `json:"timestamp"`
		Data      struct {
			SourceSystem string `json:"sourceSystem"`
		} `json:"data"`
	}
	content.Type, content.Timestamp, content.Data.SourceSystem = kind, at.Format(time.RFC3339), sourceSystem
	body, err := json.Marshal(content)
	if err != nil {
		return message{}, fmt.Errorf("write message: %w", err)
	}
	return message{id: "msg_" + id.String(), at: at, body: body}, nil
}

// idOf is the same whenever a webhook is told of the same place in the feed, so that a receiver can
// tell a repeated poke. The epoch cannot be read from it.
func idOf(webhookID uuid.UUID, told mark) uuid.UUID {
	name := binary.BigEndian.AppendUint64(told.epoch[:], uint64(told.position))
	return uuid.NewSHA1(webhookID, name)
}
