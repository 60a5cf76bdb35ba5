"""What people type while a placement is followed."""
