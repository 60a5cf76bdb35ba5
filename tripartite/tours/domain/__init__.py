"""Visits and journeys, as plain Python.

``problem`` says what is asked of one teacher's visits, ``solving`` answers it, ``checking`` reads
an answer again without trusting whoever made it, ``reasons`` says why a visit has no place.
``travel`` tells how far places are, ``sharing`` who should follow whom.

Minutes are those of the day. Every start is a multiple of five: nobody agrees to meet at 9 h 37.
"""
