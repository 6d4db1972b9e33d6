"""Model servers on loopback that behave as the real ones do, their failures included."""
