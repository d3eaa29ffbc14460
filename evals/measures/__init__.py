"""From one answer to one number: small pure functions, formula and source in each docstring.

None means that a measure does not apply; such a case is left out of the mean, not counted as zero.
"""
