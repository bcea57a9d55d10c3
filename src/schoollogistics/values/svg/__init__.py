"""Pictures for a page: bars, stacked bars, bars over months, and the diagram of a transition table."""

from schoollogistics.values.svg.canvas import Svg
from schoollogistics.values.svg.charts import bar_chart, month_bars, stacked_bars
from schoollogistics.values.svg.flow import flow

__all__ = ["Svg", "bar_chart", "flow", "month_bars", "stacked_bars"]
