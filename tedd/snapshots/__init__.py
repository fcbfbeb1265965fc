"""Frozen states of the board: made once, never changed, recomputable from what they hold."""
