"""The web server of the reports, and the comparison of any two versions."""
