"""Compares rasoat with other linkage tools on the same files, with one scorer."""
