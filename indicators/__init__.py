"""What is measured: one `.sql` file an indicator, and the one place where each is summed, divided and traced."""
