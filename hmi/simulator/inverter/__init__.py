"""What the simulated stack says to an inverter.

announced   the stack as one battery: limits, charge, measurements, alarms and requests, whatever the language
"""
