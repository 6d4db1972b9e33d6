"""The ledger of links on the Library page: where each link stands, what changed, and what a page says to its note."""
