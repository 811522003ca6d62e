"""Workbooks -> accepted rows -> Parquet and journal -> DuckDB facts. Imports nothing of ours but itself."""

import os

# lxml came with python-docx. Workbooks go on being read and written with the standard library's parser, which every hostile file
# of the tests was tried on; openpyxl looks at this once, when it is first imported, in a child process too.
os.environ.setdefault("OPENPYXL_LXML", "False")
