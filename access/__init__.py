"""Who may come in, and what each may see: accounts, sessions, roles, the gate, the log of accesses."""
