"""What kind of body a server sent, and whether it is the page."""
