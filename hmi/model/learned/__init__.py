"""What is learned of a battery over days and weeks, pack by pack; hmi.model.ledger keeps it.

reading ── pack ──> counting   what happened to the SOC since it was certain
                ──> ends       which cell ends charges and discharges
guide                          a calibration that somebody has begun
spelled                        all of it as JSON
"""
