"""What is measured of speed and size, always beside a peer and in one run: an absolute time says more of the machine."""
