"""The HTTP edge, and the only one: live policies, and the archive's mementos of them."""
