"""Finds the Python blocks of a Markdown page, also those whose fence carries options (``python exec="on"``)."""

import re

from sybil.parsers.abstract.codeblock import AbstractCodeBlockParser, PythonDocTestOrCodeBlockParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer
from sybil.typing import Evaluator

INFO = re.compile(r"[ \t]*(?P<arguments>python)(?:[ \t][^\n]*)?\n")


class FencedPython(AbstractCodeBlockParser):
    """The blocks whose fence says ``python``, whatever stands behind that word."""

    def __init__(self, language: str, evaluator: Evaluator) -> None:
        super().__init__([RawFencedCodeBlockLexer(INFO)], language, evaluator)


class PythonBlocks(PythonDocTestOrCodeBlockParser):
    """The Python blocks of a page, ready to be run in order."""

    codeblock_parser_class = FencedPython
