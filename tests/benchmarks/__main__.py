"""All ratios by one command: python -m tests.benchmarks (peers come with the extra ``bench`` and are skipped if absent)."""

from tests.benchmarks import bench_calendar, bench_canteen, bench_cycles, bench_journal, bench_sheet

if __name__ == "__main__":
    for part in (bench_calendar, bench_canteen, bench_cycles, bench_journal, bench_sheet):
        print(part.__name__)
        part.main()
