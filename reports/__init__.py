"""The documents people take away; nothing here knows how a page is drawn."""
