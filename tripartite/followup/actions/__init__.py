"""One function per thing that is done while a placement is followed."""
