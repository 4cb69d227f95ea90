-- Only SQLite's tables are laid out anew (../sqlite); InnoDB keeps whole rows in the leaves of its trees only.
DO 0;
