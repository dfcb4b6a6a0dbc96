"""The command ``gip``. Commands stand one to a module in ``gipcore_cli.commands``; plugins add theirs by hook.

A plugin that adds a command uses ``gipcore_cli.base`` for help in both languages and ``gipcore_cli.session`` for the
engine and the terminal.
"""
