"""Noting when people are free, planning and adjusting a tour, applying it, sharing out."""
