"""What a model wrote -> sentences shown to rest on the words they cite, or shown not to. By code alone."""
