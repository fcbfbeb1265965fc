"""What programs may rely on: every data file, with the schema of what it holds."""
