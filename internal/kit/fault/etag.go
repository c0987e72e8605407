package fault

// CheckETag refuses a change if the caller has seen another version of the record than the current one, which the
// metadata names. A caller who sends no etag overwrites what others changed.
//
// Errors: ETAG_MISMATCH.
func CheckETag(seen, current string) error {
	if seen == "" || seen == current {
		return nil
	}
	return New(Conflict, "ETAG_MISMATCH", "Somebody else has changed the record since it was read.").With("etag", current)
}
