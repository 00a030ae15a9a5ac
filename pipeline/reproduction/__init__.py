"""The surveys of 2016 as they were printed, audited and computed again."""
