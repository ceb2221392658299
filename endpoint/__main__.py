"""``python -m endpoint`` is the ``mithaq`` command."""

from endpoint.command import run

if __name__ == "__main__":
    run()
