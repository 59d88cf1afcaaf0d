"""What is said to citizens in chat channels: a choice of services, then their papers one by one.

Begin reading at `citizen.py`.
"""
