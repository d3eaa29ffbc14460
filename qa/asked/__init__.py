"""How questions are put: the forms that a list, a summary, a comparison or a look-up takes.

Each module holds a table of forms, every form with an example that a test reads back.
"""
