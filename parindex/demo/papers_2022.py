"""The documents of three communes for 2022; their figures are those declared."""

from datetime import date

from parindex.demo.papers import Paper

_FILE_HEADER = ("Lĩnh vực", "Tiếp nhận, giải quyết", "Đúng hạn, trước hạn", "Trễ hạn")

PAPERS = (
    Paper(
        commune="CANH-VINH",
        number="05/KH-UBND",
        issued_on=date(2022, 1, 14),
        kind="KẾ HOẠCH",
        title="Cải cách hành chính năm 2022 của xã Canh Vinh",
        file_name="Kế hoạch CCHC năm 2022 xã Canh Vinh.pdf",
        proves={"1.1.1": "Toàn văn", "1.3.1": "Mục II.7, trang 3"},
        paragraphs=(
            "Thực hiện Kế hoạch cải cách hành chính năm 2022 của UBND huyện Vân Canh, UBND xã"
            " Canh Vinh ban hành kế hoạch cải cách hành chính năm 2022 với 23 nhiệm vụ thuộc sáu"
            " lĩnh vực, mỗi nhiệm vụ có người chủ trì và thời hạn hoàn thành.",
            "Mục tiêu: từ 98% hồ sơ thủ tục hành chính trở lên được giải quyết đúng hạn, trước"
            " hạn; 100% hồ sơ được cập nhật vào Hệ thống một cửa điện tử; đăng, phát ít nhất 10"
            " tin bài tuyên truyền về cải cách hành chính.",
            "Công chức Văn phòng - Thống kê theo dõi, tổng hợp, báo cáo kết quả hằng quý.",
        ),
    ),
    Paper(
        commune="CANH-VINH",
        number="236/BC-UBND",
        issued_on=date(2022, 12, 5),
        kind="BÁO CÁO",
        title="Kết quả công tác cải cách hành chính năm 2022 của xã Canh Vinh",
        file_name="Báo cáo CCHC năm 2022 xã Canh Vinh.pdf",
        proves={"1.1.2": "Phụ lục tiến độ", "1.2": "Mục I", "1.6": "Mục III.2"},
        paragraphs=(
            "Đến ngày 05/12/2022, xã đã hoàn thành 21/23 nhiệm vụ trong kế hoạch cải cách hành"
            " chính năm 2022; 02 nhiệm vụ chuyển sang năm 2023 do phụ thuộc kinh phí.",
            "UBND huyện, Chủ tịch UBND huyện giao 28 nhiệm vụ; xã hoàn thành đúng hạn 26 nhiệm vụ,"
            " hoàn thành muộn 02 nhiệm vụ.",
        ),
        header=("Lĩnh vực", "Số nhiệm vụ", "Hoàn thành"),
        rows=(
            ("Chỉ đạo, điều hành", "6", "6"),
            ("Thể chế", "3", "3"),
            ("Thủ tục hành chính", "5", "5"),
            ("Tổ chức bộ máy, công vụ", "4", "4"),
            ("Tài chính công", "2", "1"),
            ("Chính quyền điện tử", "3", "2"),
            ("Cộng", "23", "21"),
        ),
    ),
    Paper(
        commune="CANH-VINH",
        number="228/BC-UBND",
        issued_on=date(2022, 11, 30),
        kind="BÁO CÁO",
        title="Tình hình tiếp nhận, giải quyết thủ tục hành chính năm 2022 của xã Canh Vinh",
        file_name="Bảng tổng hợp hồ sơ một cửa năm 2022 xã Canh Vinh.pdf",
        proves={"3.3.2": "Bảng tổng hợp", "3.4.1": "Bảng tổng hợp, dòng cộng"},
        paragraphs=(
            "Số liệu trích từ Hệ thống một cửa điện tử đến ngày 30/11/2022. Toàn bộ 412 hồ sơ đã"
            " được cập nhật vào hệ thống.",
        ),
        header=_FILE_HEADER,
        rows=(
            ("Chứng thực", "171", "171", "0"),
            ("Hộ tịch", "118", "117", "1"),
            ("Đất đai", "47", "42", "5"),
            ("Bảo trợ xã hội", "58", "57", "1"),
            ("Lĩnh vực khác", "18", "18", "0"),
            ("Cộng", "412", "405", "7"),
        ),
    ),
    Paper(
        commune="CANH-VINH",
        number="12/QĐ-UBND",
        issued_on=date(2022, 1, 10),
        kind="QUYẾT ĐỊNH",
        title="Phân công chỉ đạo công tác cải cách hành chính năm 2022 của xã Canh Vinh",
        file_name="QĐ phân công chỉ đạo CCHC xã Canh Vinh.pdf",
        proves={"1.7.1": "Điều 1"},
        paragraphs=(
            "Điều 1. Chủ tịch UBND xã trực tiếp chỉ đạo công tác cải cách hành chính năm 2022;"
            " các Phó Chủ tịch phụ trách theo lĩnh vực được phân công.",
            "Điều 2. Quyết định có hiệu lực kể từ ngày ký.",
        ),
    ),
    Paper(
        commune="CANH-HIEN",
        number="14/KH-UBND",
        issued_on=date(2022, 1, 24),
        kind="KẾ HOẠCH",
        title="Tự kiểm tra, rà soát văn bản năm 2022 của xã Canh Hiển",
        file_name="Kế hoạch rà soát văn bản 2022 xã Canh Hiển.pdf",
        proves={"2.2.1": "Toàn văn"},
        paragraphs=(
            "UBND xã Canh Hiển tự kiểm tra, rà soát các văn bản đã ban hành, hoàn thành trước ngày"
            " 31/10/2022 và báo cáo Phòng Tư pháp huyện.",
        ),
    ),
    Paper(
        commune="CANH-HIEN",
        number="197/BC-UBND",
        issued_on=date(2022, 11, 30),
        kind="BÁO CÁO",
        title="Tình hình tiếp nhận, giải quyết thủ tục hành chính năm 2022 của xã Canh Hiển",
        file_name="Bảng tổng hợp hồ sơ một cửa năm 2022 xã Canh Hiển.pdf",
        proves={"3.3.2": "Bảng tổng hợp", "3.4.1": "Bảng tổng hợp, dòng cộng"},
        paragraphs=("Số liệu trích từ Hệ thống một cửa điện tử đến ngày 30/11/2022.",),
        header=_FILE_HEADER,
        rows=(
            ("Chứng thực", "124", "124", "0"),
            ("Hộ tịch", "83", "82", "1"),
            ("Đất đai", "31", "28", "3"),
            ("Bảo trợ xã hội", "36", "35", "1"),
            ("Lĩnh vực khác", "12", "12", "0"),
            ("Cộng", "286", "281", "5"),
        ),
    ),
    Paper(
        commune="CANH-LIEN",
        number="11/KH-UBND",
        issued_on=date(2022, 1, 25),
        kind="KẾ HOẠCH",
        title="Theo dõi tình hình thi hành pháp luật năm 2022 của xã Canh Liên",
        file_name="Kế hoạch theo dõi thi hành pháp luật 2022 xã Canh Liên.pdf",
        proves={"2.2.1": "Mục II.2", "2.3": "Toàn văn"},
        paragraphs=(
            "UBND xã Canh Liên theo dõi tình hình thi hành pháp luật trong lĩnh vực đất đai và bảo"
            " vệ, phát triển rừng; kết hợp tự kiểm tra, rà soát văn bản của xã.",
        ),
    ),
)
