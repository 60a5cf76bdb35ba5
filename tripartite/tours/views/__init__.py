"""The pages of tours: when people are free, tours, visits, sharing out."""
