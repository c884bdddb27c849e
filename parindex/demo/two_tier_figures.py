"""Points by field (1 to 8) of the communes in 2024 and of their heirs in 2025. All invented."""

from decimal import Decimal

SOURCE = "Số liệu minh hoạ của bản dùng thử"
NOTE = "Số liệu minh hoạ, không phải kết quả thật của xã, thị trấn nào."

YEAR_2024 = {
    "CANH-HIEN": "11.5 5 16.25 5 9.5 6.5 12 12.4",
    "CANH-HIEP": "10.75 4.5 15.5 4.5 9 6 10.5 11.75",
    "CANH-HOA": "11 4.75 16 4.5 9.25 6.25 11.25 12",
    "CANH-LIEN": "9.5 4 14 4 8.5 5.5 8.75 11.25",
    "CANH-THUAN": "10.5 4.5 15 5 9.5 6 10 11.5",
    "CANH-VINH": "12.25 5.5 17.5 5.5 10.25 7 13.5 13.25",
    "TT-VAN-CANH": "12.5 5.5 18 5 10.5 7.25 14.25 13",
}

YEAR_2025 = {
    "GL-CANH-THUAN-HOA": "11.5 5 16.5 5 9.75 6.5 12.25 12.25",
    "GL-CANH-VINH": "12 5 17.25 5.25 10 6.75 13 12.75",
    "GL-CANH-LIEN": "10 4.25 14.75 4.5 8.75 5.75 9.5 11.5",
    "GL-VAN-CANH": "12.75 5.5 18.25 5.25 10.75 7.25 14.5 13.25",
}


def points_of(line: str) -> dict[str, Decimal]:
    """Field code → points."""
    return {str(code): Decimal(points) for code, points in enumerate(line.split(), start=1)}
