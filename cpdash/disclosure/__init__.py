"""What may be shown to everyone: small numbers, and what they could be worked out from, are withheld, once, at publish.

Pure arithmetic on counts: nothing here knows a database, a child or a page.
"""
