"""The inverter link check: heard, understood, obeyed.

traffic         what the tap on the CAN bus hears, and what may hinder it
listening       the tap's events taken into the state
bus             what is wrong with the bus itself
hearing         traffic -> which language, one battery or two, does the inverter answer
reading         the frames as one language: what they tell, how old, which do not fit
said            what the BMS says on the UART, in the buses' words
comparing       the one beside the other
sending         SMA: what the inverter sends
confirming      SMA: whether that is what it was told
lasting         what has to last before it counts
allowed         how much current the pack allows the inverter
obeying         whether the measured current keeps to that, and since when
beforehand      what cannot work with these packs
inverter_link   what of it all the state holds
numbers         the check without a tap: the inverter's display read by a human
agreeing        the answers of that human
finding         what can come out of the check
verdict         all of it as one Check
suspects        what to look at, likeliest first
lines           what of it the pages list, and over how many parts
spelled         a verdict as text
noting          a verdict that lasts, put down in the record
"""
