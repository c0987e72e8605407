package fault

// CheckETag refuses a change by a caller who has seen another version of the record than the current
// one; the metadata says which that is. A caller who names none takes the risk.
//
// Errors: ETAG_MISMATCH.
func CheckETag(seen, current string) error {
	if seen == "" || seen == current {
		return nil
	}
	return New(Conflict, "ETAG_MISMATCH", "Somebody else has changed the record since it was read.").With("etag", current)
}
