"""One module an app: ``messages(placement)`` returns each of its messages, made from sample data.

A new message is one more line in the list of its app; a new app is one more module.
"""
