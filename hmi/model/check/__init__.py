"""The inverter link check: heard, understood, obeyed.

traffic         what the tap on the CAN bus hears, and what may hinder it
listening       the tap's events taken into the state
hearing         traffic -> which language, one battery or two, does the inverter answer
comparing       what the pack tells the inverter beside what the BMS says on the UART
obeying         whether the measured current keeps to the limits, and since when
inverter_link   what of it the state holds
numbers         the check without a tap: the inverter's display read by a human
agreeing        the answers of that human
finding         what can come out of the check
verdict         all of it as one Check
suspects        what to do about it, likeliest first
lines           what of it the pages list, and over how many parts
noting          a verdict that lasts, put down in the record
"""
