"""``python -m endpoint`` is the ``mithaq`` command."""

from endpoint.command import main

if __name__ == "__main__":
    main(prog_name="mithaq")
