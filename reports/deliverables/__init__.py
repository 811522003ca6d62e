"""The other documents made of the same data: of a sealed bilan, or of one residence and one year."""
