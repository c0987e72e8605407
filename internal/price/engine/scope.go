package engine

import "strings"

// Scope is what a discount is on, as one key. Both sides make it here: the discount when it is
// saved, the product when it is priced. Equal keys meet.
type Scope string

// Everything is the scope of a discount on all products.
const Everything Scope = ""

// separator stands between the names of a category path. It is a control character, which no name has.
const separator = "\x1f"

// The first letter of a scope tells what it is.
const (
	brandPrefix    = "b"
	categoryPrefix = "c"
	productPrefix  = "p"
)

// ScopeBrand is the scope of a discount on a brand.
func ScopeBrand(brand string) Scope { return Scope(brandPrefix + brand) }

// ScopeCategory is the scope of a discount on a category, named from the top down, and those below it.
func ScopeCategory(path []string) Scope { return Scope(categoryPrefix + CategoryKey(path)) }

// ScopeProduct is the scope of a discount on one product.
func ScopeProduct(sku string) Scope { return Scope(productPrefix + sku) }

// CategoryKey is a category path as products keep it.
func CategoryKey(path []string) string { return strings.Join(path, separator) }

// CategoryPath is the way back from CategoryKey; none for the empty key.
func CategoryPath(key string) []string {
	if key == "" {
		return nil
	}
	return strings.Split(key, separator)
}

// Scopes are all keys under which a discount on the product may stand: everything, its own, that of its
// brand, and those of its category and all above it.
func Scopes(sku, category, brand string) []Scope {
	scopes := make([]Scope, 0, 8)
	scopes = append(scopes, Everything, ScopeProduct(sku))
	if brand != "" {
		scopes = append(scopes, ScopeBrand(brand))
	}
	if category == "" {
		return scopes
	}
	whole := categoryPrefix + category
	for i := 1; i < len(whole); i++ {
		if whole[i] == separator[0] {
			scopes = append(scopes, Scope(whole[:i]))
		}
	}
	return append(scopes, Scope(whole))
}

// Brand returns the brand of a scope that is one.
func (s Scope) Brand() (brand string, ok bool) { return s.after(brandPrefix) }

// Category returns the category path of a scope that is one.
func (s Scope) Category() (path []string, ok bool) {
	key, ok := s.after(categoryPrefix)
	return CategoryPath(key), ok
}

// Product returns the SKU of a scope that is one.
func (s Scope) Product() (sku string, ok bool) { return s.after(productPrefix) }

// after returns what follows on the prefix; nothing where something else begins the scope.
func (s Scope) after(prefix string) (rest string, ok bool) {
	if rest, ok = strings.CutPrefix(string(s), prefix); !ok {
		return "", false
	}
	return rest, true
}

// BelowCategory is what the keys of all categories below the one begin with.
func BelowCategory(key string) string { return key + separator }
