"""Files are read in a process with limits of its own."""
