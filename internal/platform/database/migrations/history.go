package migrations

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	// typedHistory is the version of the migration that gives types to the values of the history.
	typedHistory = 20261130000000
	// retypedAtOnce is how many entries the migration reads at once.
	retypedAtOnce = 1000
)

// TypeHistory rewrites entries that keep every value as text, as the first versions of the program did,
// into typed values. SQL cannot take those texts apart alike on both databases, so this is Go. It
// describes a format of the past and is not changed any more.
func TypeHistory(ctx context.Context, tx *sql.Tx) error {
	list, save := "SELECT id, changes FROM history WHERE changes IS NOT NULL AND id > $1 ORDER BY id LIMIT $2", "UPDATE history SET changes = $1 WHERE id = $2"
	for last := "00000000-0000-0000-0000-000000000000"; ; {
		entries, err := textEntries(ctx, tx, list, last)
		if err != nil || len(entries) == 0 {
			return err
		}
		for _, entry := range entries {
			typed, err := retyped(entry.changes)
			if err == nil {
				_, err = tx.ExecContext(ctx, save, string(typed), entry.id)
			}
			if err != nil {
				return fmt.Errorf("type history entry %s: %w", entry.id, err)
			}
		}
		last = entries[len(entries)-1].id
	}
}

type textEntry struct {
	id      string
	changes []byte
}

func textEntries(ctx context.Context, tx *sql.Tx, query, last string) ([]textEntry, error) {
	rows, err := tx.QueryContext(ctx, query, last, retypedAtOnce)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	defer rows.Close()
	var entries []textEntry
	for rows.Next() {
		var entry textEntry
		if err := rows.Scan(&entry.id, &entry.changes); err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		entries = append(entries, entry)
	}
	return entries, rows.Err()
}

// retyped is a column of changes with typed values.
func retyped(changes []byte) ([]byte, error) {
	type change[V any] struct {
		Field string `json:"f"`
		Old   V      `json:"o,omitempty"`
		New   V      `json:"n,omitempty"`
	}
	var texts []change[string]
	if err := json.Unmarshal(changes, &texts); err != nil {
		return nil, err
	}
	typed := make([]change[typedValue], len(texts))
	for i, text := range texts {
		typed[i] = change[typedValue]{text.Field, typedText(text.Field, text.Old), typedText(text.Field, text.New)}
	}
	return json.Marshal(typed)
}

// typedValue is a value as the history keeps it: kind, text and what else the kind has. Nil is none.
type typedValue map[string]any

// typedFields are the kinds of the fields that are no texts.
var typedFields = map[string][]string{
	"code":     {"kind", "taxStatus", "accountState", "approval", "type", "role", "pricing.shopDiscounts", "matchBy", "unknownGroups", "disabledReason"},
	"flag":     {"isDefault", "blocked", "everyone", "approvalRequired", "pricing.erpDiscountsOff", "disabled", "enabled"},
	"country":  {"country", "taxCountry"},
	"language": {"language"},
	"percent":  {"erpDiscountPercent", "percent", "pricing.floorPercent"},
	"number":   {"paymentTermsDays", "sortOrder", "priority", "minQuantity", "maxUses"},
	"money":    {"creditLimit", "fixedPrice", "amount", "reduction"},
	"day":      {"validFrom", "validTo"},
	"time":     {"endTime", "expireTime"},
	"staff":    {"accountManagerId"},
	"shops":    {"shopIds"},
	"texts":    {"paymentMethods"},
	"words":    {"scopes"},
	"codes":    {"codes"},
	"blocks":   {"blocks"},
}

var (
	moneyText = regexp.MustCompile(`^(-?\d+(?:\.\d+)?) ([A-Z]{3})$`)
	blockText = regexp.MustCompile(`(?s)^(staff|erp)(?: ([\w-]+))?? (login|ordering)(?: (.*))?$`)
)

// typedText gives the text of a field its type. One that does not look as it should stays a text.
func typedText(field, text string) typedValue {
	if text == "" {
		return nil
	}
	asText := typedValue{"k": "text", "v": text}
	switch kind := kindOfField(field); kind {
	case "":
		return asText
	case "flag":
		if text != "true" && text != "false" { // the default employee once was told by e-mail
			return asText
		}
		return typedValue{"k": kind, "v": text}
	case "money":
		parts := moneyText.FindStringSubmatch(text)
		if parts == nil {
			return asText
		}
		return typedValue{"k": kind, "v": parts[1], "c": parts[2]}
	case "staff":
		return typedValue{"k": "reference", "n": "staff", "i": text}
	case "shops":
		return typedList(text, func(id string) typedValue { return typedValue{"k": "reference", "n": "shop", "i": id} })
	case "texts":
		return typedList(text, func(item string) typedValue { return typedValue{"k": "text", "v": item} })
	case "words":
		return typedList(text, func(word string) typedValue { return typedValue{"k": "code", "v": word} })
	case "codes":
		return typedCodes(text)
	case "blocks":
		return typedList(text, typedBlock)
	default:
		return typedValue{"k": kind, "v": text}
	}
}

func kindOfField(field string) string {
	if strings.HasPrefix(field, "ownership.") {
		return "code"
	}
	for kind, fields := range typedFields {
		if slices.Contains(fields, field) {
			return kind
		}
	}
	return ""
}

func typedList(text string, item func(string) typedValue) typedValue {
	var items []typedValue
	for _, part := range listItems(text) {
		items = append(items, item(part))
	}
	return typedValue{"k": "list", "l": items}
}

// listItems takes a list apart: its items are parted by a comma and a blank, and quoted where they hold
// commas or quotation marks.
func listItems(text string) []string {
	var items []string
	for text != "" {
		if quoted, err := strconv.QuotedPrefix(text); err == nil {
			item, _ := strconv.Unquote(quoted)
			items = append(items, item)
			text = strings.TrimPrefix(text[len(quoted):], ", ")
			continue
		}
		item, rest, _ := strings.Cut(text, ", ")
		items = append(items, item)
		text = rest
	}
	return items
}

// typedCodes takes apart the codes of a group: one a line, as "source system: code".
func typedCodes(text string) typedValue {
	var items []typedValue
	for line := range strings.SplitSeq(text, "\n") {
		system, code, _ := strings.Cut(line, ": ")
		items = append(items, typedValue{"k": "record", "p": []typedValue{
			{"f": "sourceSystem", "v": typedValue{"k": "text", "v": system}}, {"f": "code", "v": typedValue{"k": "text", "v": code}},
		}})
	}
	return typedValue{"k": "list", "l": items}
}

func typedBlock(text string) typedValue {
	words := blockText.FindStringSubmatch(text)
	if words == nil {
		return typedValue{"k": "text", "v": text}
	}
	var parts []typedValue
	for i, name := range []string{"source", "sourceSystem", "scope", "reason"} {
		kind := "text"
		if name == "source" || name == "scope" {
			kind = "code"
		}
		if word := words[i+1]; word != "" {
			parts = append(parts, typedValue{"f": name, "v": typedValue{"k": kind, "v": word}})
		}
	}
	return typedValue{"k": "record", "p": parts}
}
