"""Model servers on this machine or elsewhere: what they are asked beside chat."""
