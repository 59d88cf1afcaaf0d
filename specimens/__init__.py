"""Draws fictional Indonesian civil-registry documents and photographs them with a simulated phone.

The truth of every shot is written with it. `precheck` and `api` do not import this package, nor it
them: shots are made and labelled independently of the code they test.
"""

"""Draws fictional Indonesian civil-registry documents and photographs them with a simulated phone.

The truth of every shot is written with it. `precheck` and `api` do not import this package, nor it
them: shots are made and labelled independently of the code they test.
"""
