"""What programs may rely on: every data file, with the schema of what it holds.

Nothing enters; schemas and the catalogue of files leave.
"""
