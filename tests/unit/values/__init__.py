"""Tests of what Harn values are and what can be done to them."""
