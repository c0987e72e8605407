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

// message is what a receiver gets. It names the source system whose feed has moved, and nothing about
// the changes.
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

// idOf returns the same id whenever a webhook is poked for the same position in the feed, so that a
// receiver can recognize a repeated poke. It does not reveal the epoch.
func idOf(webhookID uuid.UUID, told mark) uuid.UUID {
	name := binary.BigEndian.AppendUint64(told.epoch[:], uint64(told.position))
	return uuid.NewSHA1(webhookID, name)
}
