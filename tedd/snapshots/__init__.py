"""Frozen states of the board: made once, never changed, recomputable from what they hold.

Cards enter; folders of sealed files leave, and what changed between two of them.
"""
