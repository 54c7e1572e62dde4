"""The only package that sends HTTP requests: to live policies, and to archives for mementos."""
