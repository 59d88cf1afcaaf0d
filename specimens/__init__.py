"""Draws fictional Indonesian civil-registry documents and photographs them with a simulated phone.

Truth stands beside every shot. Nothing here is imported by `precheck` or `api`,
and nothing here imports them: a shot is never made or labelled by the code it tests.
"""
