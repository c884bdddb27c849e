"""A short real excerpt to try the check on."""

EXAMPLE = "\n".join(
    "\t".join(row)
    for row in (
        ("Tiêu chí", "Nội dung", "Điểm tối đa", "Điểm đạt được", "Điểm bị trừ"),
        ("3", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "10", "6.81", ""),
        ("3.1", "Công tác rà soát thủ tục hành chính", "2", "0", "-2"),
        ("3.2", "Công khai thủ tục hành chính", "1,5", "1,5", ""),
        ("3.3", "Tiếp nhận, xử lý phản ánh, kiến nghị", "1", "1", ""),
        ("3.4", "Thực hiện cơ chế một cửa, một cửa liên thông", "1,5", "0,5", ""),
        ("3.4.1", "Ban hành các Quy chế phối hợp", "0,5", "0", "-0,5"),
        ("3.4.2", "Cập nhật hồ sơ vào Hệ thống Một cửa điện tử", "0,5", "0", "-0,5"),
        ("3.4.3", "Bố trí công chức, viên chức tại Bộ phận một cửa", "0,5", "0,5", ""),
        ("3.5", "Kết quả giải quyết thủ tục hành chính", "3", "2,95", "-0,15"),
        ("3.6", "Thực hiện quy định về xin lỗi", "1", "0,86", "-0,14"),
    )
)
"""Field 3 of the 2021 analysis report of huyện Vân Canh, texts shortened, figures as printed."""
