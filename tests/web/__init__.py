"""The invented web: services, policies and their story, all made up for this project."""

from tests.web.server import InventedWeb

__all__ = ["InventedWeb"]
