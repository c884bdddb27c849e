"""Values by year of a target that grows by the same amount each year."""

from decimal import Decimal


def trajectory(
    *,
    start_year: int,
    start: Decimal,
    step: Decimal,
    last_year: int,
    cap: Decimal | None = None,
) -> dict[int, Decimal]:
    """The value that each year after ``start_year`` must reach.

    "Năm 2021 đạt 20%, giai đoạn 2022 - 2025 mỗi năm tăng 20% cho đến khi đạt 100%" is start 20 in
    2021, step 20 up to 2025, cap 100: 40, 60, 80, 100. A negative step goes down to the cap.
    """
    values: dict[int, Decimal] = {}
    value = start
    for year in range(start_year + 1, last_year + 1):
        value += step
        if cap is not None:
            value = min(value, cap) if step >= 0 else max(value, cap)
        values[year] = value
    return values
