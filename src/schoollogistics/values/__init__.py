"""The shared vocabulary: money, quantities, ids, texts, periods, shapes of fields, tables, pages and pictures.

Import each thing from the module that holds it, as in ``from schoollogistics.values.money import yuan``.
"""

__all__ = ()
