"""The examples of docs/commands.md print what they are shown to print."""

from tests.command_examples import COMMANDS_MD, EXAMPLES, run_examples, with_examples


def test_the_examples_print_what_the_manual_shows() -> None:
    text = COMMANDS_MD.read_text("utf-8")

    assert with_examples(text, run_examples()) == text, "run: python -m tests.command_examples"


def test_each_example_has_a_command_of_its_own() -> None:
    text = COMMANDS_MD.read_text("utf-8")

    assert text.count("```console\n$ policytrail ") == len(EXAMPLES)
