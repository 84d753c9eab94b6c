"""What the simulated stack and an inverter say to each other.

announced   the stack as one battery: limits, charge, measurements, alarms and requests, whatever the language

On CAN:
telling                 the frames of each language; in_family, in_growatt put the figures into messages
alarms, extremes        of the stack, in their words and numbers
speaker                 the BMS: which frame is due when
unit, heartbeat         the inverter: what it takes over, answers and lets flow
on_bus, bus             who else speaks there, by what is wrong
line                    all of them on an interface of python-can

On RS485:
rs485       the second serial line: answers in the protocol that is set; rs485_voltronic, rs485_pylon and
            rs485_system, rs485_alarms put the figures into messages
"""
