"""`python -m flows.cli` is the `policytrail` command."""

from flows.cli import main

if __name__ == "__main__":
    main()
