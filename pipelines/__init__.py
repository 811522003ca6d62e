"""Workbooks -> accepted rows -> Parquet and journal -> DuckDB facts. Imports nothing of ours but itself."""
