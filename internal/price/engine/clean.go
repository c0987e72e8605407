package engine

import (
	"fmt"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// The limits of what names a product, a brand or a category.
const (
	maxName     = 100
	maxDepth    = 10
	maxKeyBytes = 2_000 // what an index of PostgreSQL takes
)

// CheckSKU tells, under the path of its field, what is wrong with a SKU. It is kept to the letter.
func CheckSKU(path, sku string) []fault.Field {
	if strings.TrimSpace(sku) == "" {
		return []fault.Field{{Path: path, Reason: "SKU_REQUIRED", Text: "A SKU is required."}}
	}
	return text.Check(path, sku, maxName)
}

// CleanBrand returns a brand as it is kept and, under the path of its field, what is wrong with it.
func CleanBrand(path, typed string) (brand string, wrong []fault.Field) {
	brand, wrong = text.Clean(path, typed, maxName)
	if wrong == nil && brand != "" && len(fold.Key(brand)) == 0 {
		return "", []fault.Field{{Path: path, Reason: "CHARACTERS_INVALID", Text: "A brand has letters or digits."}}
	}
	return brand, wrong
}

// CleanCategory returns the path of a category as it is kept and, under the path of its field, what is
// wrong with it.
func CleanCategory(path string, typed []string) (names []string, wrong []fault.Field) {
	names = make([]string, len(typed))
	for i, name := range typed {
		var unfit []fault.Field
		names[i], unfit = text.Clean(path, name, maxName)
		if unfit != nil || len(fold.Key(names[i])) == 0 {
			return nil, refuseCategory(fmt.Sprintf("%s[%d]", path, i), "The name of a category has 1 to 100 characters and no control characters.")
		}
	}
	if len(names) > maxDepth || len(CategoryKey(names)) > maxKeyBytes {
		return nil, refuseCategory(path, "A category has at most 9 others above it, and their names at most 2,000 bytes in all.")
	}
	return names, nil
}

func refuseCategory(path, description string) []fault.Field {
	return []fault.Field{{Path: path, Reason: "CATEGORY_INVALID", Text: description}}
}
