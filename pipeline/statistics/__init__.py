"""Pure functions on arrays and frames. Knows no other room of the project."""
