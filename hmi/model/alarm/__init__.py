"""Alarms as they are told: when one counts, was it seen, what woke the panel. ISA-18.2 in the small.

readings ── watching ──> Watch of Standing alarms ──> lists, bar, wake, log
"""
