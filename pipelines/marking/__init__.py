"""A workbook given back with its faulty cells marked: the parts of the .xlsx that this adds, and the others untouched."""
