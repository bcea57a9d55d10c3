"""How the tests draw examples: ``gate`` is fast and the same every time, ``deep`` looks longer and elsewhere.

Choose with ``SCHOOLLOGISTICS_PROFILE=deep python -m pytest``.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "gate",
    max_examples=50,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep",
    max_examples=2_000,
    stateful_step_count=80,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("SCHOOLLOGISTICS_PROFILE", "gate"))


def pytest_configure(config: pytest.Config) -> None:
    """Let several processes take the files in their order: by number of tests the few long ones would all come last."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False
