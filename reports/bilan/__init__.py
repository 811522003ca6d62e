"""The bilan of a funding call: what it holds, what is still missing, its sealed editions, its annex workbook, its check."""
