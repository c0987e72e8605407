package filter

import apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"

// FromAPI reads conditions.
func FromAPI(api []*apiv1.Condition) []Condition {
	var all []Condition
	for _, c := range api {
		all = append(all, Condition{
			Field: c.GetField(), AnyOf: c.GetAnyOf(), AllOf: c.GetAllOf(), NoneOf: c.GetNoneOf(), IsSet: c.IsSet,
			All: FromAPI(c.GetAll()), Any: FromAPI(c.GetAny()), None: FromAPI(c.GetNone()),
		})
	}
	return all
}
