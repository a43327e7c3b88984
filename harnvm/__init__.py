"""The Harn language virtual machine, with first-class agent sessions."""
