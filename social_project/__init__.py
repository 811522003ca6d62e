"""⑥ The projet social of a residence as people write it: its text, its versions, and the figures bound to its sentences."""
