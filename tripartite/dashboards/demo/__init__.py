"""The demonstration: invented people, real actions."""
