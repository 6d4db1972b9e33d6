"""What is made of a model's words before anyone sees them."""
