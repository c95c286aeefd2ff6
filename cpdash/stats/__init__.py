"""Plain numbers in, plain values out. Knows no council, no indicator and no database."""
