"""The pages that a link to an AWS guide stands for."""
