"""The past of a source, from the Wayback Machine or an archive like it.

A listing says which mementos an archive holds (`query`, `cdx`, `listing`); `choice` says which of
them to ask for; `playback` makes a capture of each. Nothing but the listing is taken from the
archive's word: every document comes from bytes that were received.
"""
