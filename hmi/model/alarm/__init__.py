"""Alarms as they are told: when one counts, was it seen, what woke the panel. ISA-18.2 in the small.

readings ── watching ──> Watch of Standing alarms ──> lists, bar, wake, log

watching            what readings, time and fingers do; calls the others
heard               when an alarm counts, and when it is over: on-delay, hysteresis
appearing           new ones and repeats: evidence, mark, log, wake
outbreak            what appears together: first-out, flood
ageing              what time alone does
journal             how much of what comes and goes is written into the log
coming_and_going    link, current, charge and discharge path in the log
occurring           start, another battery, full charge in the log
rows                rows of the log
in_force            which alarms are active now
lists, mark         how pages list them; the mark in the bar
evidence, measured  what was measured, and the limits
story               the story of a trip, from rows of the log
name, standing, watch  the values
"""
