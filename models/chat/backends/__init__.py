"""Ways of running a model: a client of each kind of server, or in this process."""
