"""Pictures for a page: bars, stacked bars, bars over months, a month on the wall, and the diagram of a transition table."""

from schoollogistics.values.svg.canvas import Svg
from schoollogistics.values.svg.charts import bar_chart, month_bars, stacked_bars
from schoollogistics.values.svg.flow import flow
from schoollogistics.values.svg.month_sheet import DayMark, DaySquare, month_sheet

__all__ = ["DayMark", "DaySquare", "Svg", "bar_chart", "flow", "month_bars", "month_sheet", "stacked_bars"]
