"""What the communes declare for 2022: invented figures, plausible for a mountain district.

One line per leaf: its code, then the inputs of its rule in their order.
"""

from collections.abc import Mapping

Answers = Mapping[str, str]


def _answers(text: str) -> dict[str, str]:
    rows = (line.strip().partition(" ") for line in text.strip().splitlines())
    return {code: values for code, _space, values in rows}


MET = _answers("""
    1.1.1 dat
    1.2 0 0
    1.4.2 dat
    1.7.1 dat
    1.7.2 dat
    1.7.3 dat
    2.1 0
    2.2.1 dat
    2.3 dat
    2.4 dat
    3.1.1 dat
    3.1.2 khong
    3.1.3 dat
    3.2.2 dat
    3.2.3 dat
    3.3.3 dat
    3.3.4 dat
    3.4.3 dat
    4.1 dat
    4.2 dat
    4.3.1 dat
    4.3.2 dat
    4.4 dat
    5.3.1 dat
    5.4.1 dat
    5.5 0 0
    5.6 dat
    6.1 dat
    6.2 dat
    6.4 dat
    6.5 0 0
    6.6 dat
    7.1 dat
    7.4.4 dat
    7.6 dat
    7.8 dat
""")
"""What most communes answer alike."""

CANH_HOA = MET | _answers("""
    1.1.2 21 22
    1.3.1 10 10
    1.3.2 3
    1.4.1 co 2 6
    1.5 0
    1.6 26 25 1
    1.7.3 khong
    2.2.2 4 4
    2.4 khong
    2.5 6 6
    3.2.1 152 152
    3.3.1 152 152
    3.3.2 318 318
    3.4.1 316 318
    3.4.2 2 2
    3.5.1 1 1
    3.5.2 1 1
    5.1 19 19
    5.2 18 19
    5.3.2 18 19
    5.4.2 9 10
    6.3 1610 2350
    7.2 17 18
    7.3.1 1120 1164
    7.3.2 52 210
    7.4.1 22 88
    7.4.2 71 318
    7.4.3 19 318
    7.5 201 318
    7.6 khong
    7.7 21 318
    7.8 mot_phan
""")

TT_VAN_CANH = MET | _answers("""
    1.1.2 24 25
    1.3.1 12 12
    1.3.2 4
    1.4.1 co 2 5
    1.5 1
    1.6 31 30 1
    2.2.2 6 6
    2.5 9 9
    3.1.2 khong
    3.2.1 156 156
    3.3.1 156 156
    3.3.2 912 927
    3.4.1 911 927
    3.4.2 14 16
    3.5.1 4 4
    3.5.2 4 4
    5.1 22 22
    5.2 21 22
    5.3.2 22 22
    5.4.2 9 11
    6.3 4380 4720
    7.2 18 18
    7.3.1 2415 2460
    7.3.2 190 412
    7.4.1 52 94
    7.4.2 361 927
    7.4.3 121 927
    7.5 540 927
    7.7 118 927
    7.8 mot_phan
    9.2 co
""")

CANH_HIEN = MET | _answers("""
    1.1.2 18 20
    1.2 0 1
    1.3.1 8 9
    1.3.2 3
    1.4.1 co 2 6
    1.5 0
    1.6 24 22 2
    2.1 1
    2.2.2 3 4
    2.5 5 6
    3.2.1 149 152
    3.3.1 152 152
    3.3.2 286 286
    3.4.1 281 286
    3.4.2 4 5
    3.5.1 0 0
    3.5.2 0 0
    5.1 18 18
    5.2 17 18
    5.3.2 17 18
    5.4.2 7 8
    6.3 1825 2310
    6.6 mot_phan
    7.2 15 18
    7.3.1 905 964
    7.3.2 71 188
    7.4.1 24 88
    7.4.2 83 286
    7.4.3 29 286
    7.5 160 286
    7.6 khong
    7.7 12 286
    7.8 mot_phan
""")

CANH_LIEN = MET | _answers("""
    1.1.1 mot_phan
    1.1.2 17 20
    1.2 0 1
    1.3.1 7 9
    1.3.2 2
    1.4.1 co 2 7
    1.5 0
    1.6 23 20 3
    2.2.2 2 2
    2.4 khong
    2.5 4 5
    3.2.1 147 152
    3.3.1 152 152
    3.3.2 188 194
    3.4.1 188 194
    3.4.2 4 6
    3.5.1 0 0
    3.5.2 0 0
""")

CANH_VINH = _answers("""
    1.1.1 dat
    1.1.2 21 23
    1.2 0 1
    1.3.1 9 10
    1.3.2 3
    1.4.1 co 2 6
    1.6 28 26 2
    1.7.1 dat
    2.1 0
    2.2.1 dat
    2.5 6 7
    3.1.1 dat
    3.2.1 150 152
    3.3.1 152 152
    3.3.2 412 412
    3.4.1 405 412
    3.4.2 6 7
    3.5.1 2 2
    4.2 dat
    4.3.1 dat
    4.3.2 dat
""")
"""About half of fields 1 to 4."""

CANH_HIEP = _answers("""
    1.1.1 dat
    1.1.2 19 21
    1.3.2 2
    1.5 0
    1.7.1 dat
    2.1 0
    2.3 dat
    3.3.2 301 301
    3.4.1 299 301
    3.4.2 2 2
    5.1 20 20
""")

SURVEYS: Mapping[str, Answers] = {
    "CANH-HOA": _answers("""
        8.1.1 82,6
        8.1.2 80,4
        8.1.3 78,9
        8.1.4 84,7
        8.1.5 79,3
        8.2 1164 1150
        8.3 15 18
        8.4 14 11 4 1
    """),
    "TT-VAN-CANH": _answers("""
        8.1.1 87,2
        8.1.2 84,5
        8.1.3 83,1
        8.1.4 88,9
        8.1.5 82,4
        8.2 3342 3300
        8.3 17 18
        8.4 19 9 3 1
    """),
}
"""Entered by the standing office after the survey; 8.2 in millions of đồng."""

DEDUCTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "CANH-HOA": {
        "1.3.2": (
            "0,25",
            "Chỉ có tài liệu của 02 hình thức tuyên truyền; tin phát thanh không kèm lịch phát.",
        ),
        "3.2.1": ("0,95", "Đối chiếu ảnh niêm yết còn thiếu 08/152 TTHC công bố trong quý IV."),
        "6.2": ("0,75", "Báo cáo quyết toán ngân sách gửi sau thời hạn quy định 05 ngày."),
        "7.3.1": ("1,5", "Tỷ lệ trích xuất từ phần mềm là 92,7%, thấp hơn tỷ lệ xã kê khai."),
    },
    "TT-VAN-CANH": {
        "1.2": ("1,5", "Báo cáo CCHC 9 tháng gửi chậm 03 ngày so với thời hạn."),
        "2.5": ("0,89", "Có 01/09 lượt góp ý dự thảo văn bản gửi sau thời hạn yêu cầu."),
        "5.5": ("2", "Có 01 công chức bị khiển trách trong tháng 8 năm 2022."),
        "6.1": ("0", "Thiếu biểu công khai thực hiện dự toán quý II trên trang thông tin điện tử."),
    },
}
"""By leaf: the score that the appraising office gave, and why."""
