"""Tests of the language front."""
