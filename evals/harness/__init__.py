"""How it is measured: processes, browsers, figures and their table."""
