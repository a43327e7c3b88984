"""The version, written once."""

VERSION = "0.7.8"
