"""The pure stages as filters: one JSON object a line in, one a line out."""
