"""Kế hoạch số 53/KH-UBND ngày 31/5/2022 of huyện Long Phú, tỉnh Sóc Trăng: sixteen targets with
their values for 2025 and 2030. Who leads each target stands in another plan of the district."""

from datetime import date

from parindex.demo.plans.rows import MeasureRow, PlanRows, TargetRow
from plans.fields import ReformField
from plans.goals import Comparator, Measure
from plans.models import Level, PlanKind
from plans.workflow import State

LEAD = "Theo phân công tại Kế hoạch số 130/KH-UBND ngày 21/12/2021"


def _at(
    in_2025: str = "", in_2030: str = "", label: str = "", level: Level = Level.NONE
) -> MeasureRow:
    goals = {year: value for year, value in ((2025, in_2025), (2030, in_2030)) if value}
    return MeasureRow(goals, label=label, level=level)


def _all(*years: int, label: str = "") -> MeasureRow:
    return MeasureRow(dict.fromkeys(years, "100"), Comparator.EQUAL, label=label)


def _done(year: int, label: str) -> MeasureRow:
    return MeasureRow({year: "1"}, Comparator.DONE, Measure.COUNT, label=label)


def _digitised(level: Level, in_2021: str) -> MeasureRow:
    """From 2022 twenty points more each year, up to a hundred percent."""
    return MeasureRow(
        level=level,
        baseline_year=2021,
        baseline=in_2021,
        step="20",
        last_year=2025,
        cap="100",
    )


def _target(code: str, reform: ReformField, text: str, *measures: MeasureRow) -> TargetRow:
    return TargetRow(code, text, LEAD, measures, reform)


TARGETS = (
    _target(
        "1",
        ReformField.LEGISLATION,
        "100% văn bản quy phạm pháp luật ban hành đúng thẩm quyền, nội dung, trình tự, thể thức;"
        " 100% văn bản được xử lý hoặc kiến nghị sau rà soát và duy trì đến năm 2030.",
        _all(2025, label="ban hành đúng quy định"),
        _all(2025, 2030, label="xử lý, kiến nghị sau rà soát"),
    ),
    _target(
        "2",
        ReformField.PROCEDURES,
        "Tối thiểu 80% hồ sơ thủ tục hành chính được luân chuyển nội bộ bằng phương thức điện tử;"
        " duy trì, cải thiện đến năm 2030.",
        _at("80", "80"),
    ),
    _target(
        "3",
        ReformField.PROCEDURES,
        "Thủ tục có nghĩa vụ tài chính được triển khai thanh toán trực tuyến: tối thiểu 80% năm"
        " 2025, 100% năm 2030; giao dịch thanh toán trực tuyến từ 30% và từ 50%.",
        _at("80", "100", "thủ tục triển khai thanh toán trực tuyến"),
        _at("30", "50", "giao dịch thanh toán trực tuyến"),
    ),
    _target(
        "4",
        ReformField.MODERNISATION,
        "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực: năm 2021 đạt tối thiểu 20% ở"
        " huyện, 15% ở cấp xã; giai đoạn 2022 - 2025 mỗi năm tăng tối thiểu 20% đối với mỗi cấp"
        " cho đến khi đạt 100%.",
        _digitised(Level.DISTRICT, "20"),
        _digitised(Level.COMMUNE, "15"),
    ),
    _target(
        "5",
        ReformField.MODERNISATION,
        "Thủ tục đủ điều kiện cung cấp trực tuyến mức độ 3, 4: tối thiểu 80% năm 2025, 90% năm"
        " 2030; tích hợp Cổng Dịch vụ công quốc gia ít nhất 80%, hoàn thành năm 2030; hồ sơ giải"
        " quyết trực tuyến tối thiểu 50% và 80%.",
        _at("80", "90", "thủ tục cung cấp trực tuyến mức độ 3, 4"),
        _at("80", "100", "thủ tục tích hợp Cổng Dịch vụ công quốc gia"),
        _at("50", "80", "hồ sơ giải quyết trực tuyến mức độ 3, 4"),
    ),
    _target(
        "6",
        ReformField.PROCEDURES,
        "90% thủ tục hành chính nội bộ được công bố, công khai, cập nhật kịp thời; duy trì, cải"
        " thiện đến năm 2030.",
        _at("90", "90"),
    ),
    _target(
        "7",
        ReformField.PROCEDURES,
        "80% người dân, doanh nghiệp không phải cung cấp lại thông tin, giấy tờ đã được chấp nhận"
        " hoặc đã kết nối, chia sẻ; duy trì, cải thiện đến năm 2030.",
        _at("80", "80"),
    ),
    _target(
        "8",
        ReformField.FINANCE,
        "Năm 2025 tối thiểu 20% đơn vị sự nghiệp công lập tự bảo đảm chi thường xuyên; năm 2030"
        " giảm bình quân 15% chi trực tiếp từ ngân sách cho đơn vị sự nghiệp so với giai đoạn 2021"
        " - 2025.",
        _at("20", label="đơn vị tự bảo đảm chi thường xuyên"),
        MeasureRow({2030: "15"}, Comparator.FALL, label="chi trực tiếp từ ngân sách"),
    ),
    _target(
        "9",
        ReformField.MODERNISATION,
        "100% người dân, doanh nghiệp dùng dịch vụ công trực tuyến được định danh, xác thực điện tử"
        " thông suốt; duy trì đến năm 2030.",
        _all(2025, 2030),
    ),
    _target(
        "10",
        ReformField.MODERNISATION,
        "80% hệ thống thông tin liên quan đến người dân, doanh nghiệp được kết nối, liên thông;"
        " thông tin đã số hóa không phải cung cấp lại; duy trì, cải thiện đến năm 2030.",
        _at("80", "80"),
    ),
    _target(
        "11",
        ReformField.MODERNISATION,
        "Hồ sơ công việc xử lý trên môi trường mạng (trừ hồ sơ mật): huyện 80% năm 2025, 90% năm"
        " 2030; cấp xã 60% và 70%.",
        _at("80", "90", level=Level.DISTRICT),
        _at("60", "70", level=Level.COMMUNE),
    ),
    _target(
        "12",
        ReformField.MODERNISATION,
        "50% hoạt động kiểm tra của cơ quan quản lý thực hiện qua môi trường số năm 2025, 70% năm"
        " 2030.",
        _at("50", "70"),
    ),
    _target(
        "13",
        ReformField.CIVIL_SERVICE,
        "Năm 2025 đội ngũ có cơ cấu hợp lý, đúng tiêu chuẩn, vị trí việc làm; 100% cán bộ, công"
        " chức cấp xã đạt chuẩn. Năm 2030 đội ngũ chuyên nghiệp, chất lượng cao; 100% cán bộ, công"
        " chức cấp xã có trình độ cao đẳng, đại học và được chuẩn hóa.",
        _done(2025, "đội ngũ có cơ cấu hợp lý"),
        _all(2025, label="cán bộ, công chức cấp xã đạt chuẩn"),
        _done(2030, "đội ngũ chuyên nghiệp, chất lượng cao"),
        _all(2030, label="cán bộ, công chức cấp xã có trình độ cao đẳng, đại học"),
    ),
    _target(
        "14",
        ReformField.IMPACT,
        "Mức độ hài lòng về giải quyết thủ tục hành chính tối thiểu 90% năm 2025, 95% năm 2030;"
        " riêng đất đai, xây dựng tối thiểu 85%, năm 2030 đất đai, xây dựng, đầu tư tối thiểu 90%.",
        _at("90", "95"),
        _at("85", "90", "lĩnh vực đất đai, xây dựng"),
    ),
    _target(
        "15",
        ReformField.IMPACT,
        "Mức độ hài lòng đối với sự phục vụ của cơ quan hành chính nhà nước tối thiểu 90% năm 2025,"
        " 95% năm 2030.",
        _at("90", "95"),
    ),
    _target(
        "16",
        ReformField.IMPACT,
        "Mức độ hài lòng về dịch vụ y tế, giáo dục công lập tối thiểu 85% năm 2025, 90% năm 2030.",
        _at("85", "90"),
    ),
)

SECTIONS = (
    "Quán triệt, tuyên truyền Chương trình của Huyện ủy đến cán bộ, công chức và Nhân dân.",
    "Tuyên truyền sâu rộng đến các cấp, các ngành, doanh nghiệp và người dân.",
    "Triển khai đồng bộ giải pháp; hằng năm đánh giá toàn diện bộ chỉ số để cải thiện.",
    "Thực hiện quy chế dân chủ ở cơ sở; khuyến khích sáng kiến cải cách hành chính.",
    "Xây dựng đội ngũ đủ phẩm chất, năng lực; kiên quyết sàng lọc, thay thế người yếu kém.",
    "Ứng dụng khoa học công nghệ, chuyển đổi số; xử lý công việc, hội họp trên môi trường mạng.",
    "Bố trí đủ nguồn lực tài chính cho giai đoạn 2021 - 2030.",
)

PLAN = PlanRows(
    unit="LONG-PHU",
    kind=PlanKind.PROGRAMME,
    year=2022,
    until_year=2030,
    title=(
        "Triển khai thực hiện Chương trình số 17-CTr/HU ngày 06/5/2022 thực hiện Nghị quyết số"
        " 10-NQ/TU ngày 29/12/2021 về đẩy mạnh cải cách hành chính tỉnh Sóc Trăng đến năm 2025,"
        " định hướng đến năm 2030"
    ),
    state=State.ISSUED,
    note="Nhập lại từ văn bản đã ban hành.",
    number="53",
    signed_on=date(2022, 5, 31),
    legal_bases=(
        "Căn cứ Kế hoạch số 61/KH-UBND ngày 25/4/2022 của UBND tỉnh Sóc Trăng về đẩy mạnh cải cách"
        " hành chính đến năm 2025, định hướng đến năm 2030\n"
        "Căn cứ Chương trình số 17-CTr/HU ngày 06/5/2022 của Ban Chấp hành Đảng bộ huyện thực hiện"
        " Nghị quyết số 10-NQ/TU ngày 29/12/2021 của Tỉnh ủy"
    ),
    introduction="UBND huyện Long Phú ban hành kế hoạch triển khai, cụ thể như sau:",
    purposes=(
        "Cụ thể hóa nhiệm vụ, giải pháp để thực hiện thắng lợi mục tiêu của Chương trình; nâng cao"
        " chỉ số cải cách hành chính, năng lực cạnh tranh, hiệu quả quản trị hành chính công."
    ),
    requirements=(
        "Bám sát Chương trình của Huyện ủy và Kế hoạch số 130/KH-UBND ngày 21/12/2021 về cải cách"
        " hành chính giai đoạn 2021 - 2030.\n"
        "Phân công rõ trách nhiệm, thời gian; đôn đốc, kiểm tra, bổ sung nhiệm vụ mới."
    ),
    closing=(
        "Trong quá trình thực hiện, nếu cần bổ sung, điều chỉnh, các cơ quan, đơn vị phản ánh về"
        " Phòng Nội vụ để tổng hợp, báo cáo UBND huyện xem xét, quyết định."
    ),
    recipients=(
        "Sở Nội vụ\nThường trực Huyện ủy\nThường trực HĐND huyện\n"
        "Chủ tịch, các Phó Chủ tịch UBND huyện\nCác phòng, ban ngành huyện\n"
        "Các đơn vị sự nghiệp thuộc UBND huyện\nCác cơ quan TW đóng trên địa bàn huyện\n"
        "UBND các xã, thị trấn\nCổng thông tin điện tử huyện\nLưu: VT."
    ),
    sections=tuple((None, text, "") for text in SECTIONS),
    targets=TARGETS,
    duties=(
        (
            "Thủ trưởng các cơ quan, đơn vị trên địa bàn huyện",
            "Quán triệt, xây dựng và thực hiện kế hoạch đúng lộ trình.\n"
            "Báo cáo quý, 6 tháng, năm hoặc đột xuất về UBND huyện (qua Phòng Nội vụ) trước ngày 15"
            " của tháng cuối quý.",
        ),
        (
            "Phòng Nội vụ",
            "Hướng dẫn, đôn đốc, kiểm tra; đề xuất điều chỉnh; tham mưu sơ kết năm 2025, tổng kết"
            " năm 2030.",
        ),
        ("Văn phòng HĐND và UBND", "Chủ trì tăng tính liên thông, tháo gỡ khó khăn về thủ tục."),
        ("Phòng Tư pháp", "Chủ trì cải cách thể chế, nâng chất lượng văn bản quy phạm pháp luật."),
        (
            "Phòng Tài chính - Kế hoạch",
            "Nâng chỉ số năng lực cạnh tranh; bố trí kinh phí, hướng dẫn thanh quyết toán.",
        ),
        (
            "Phòng Văn hóa và Thông tin",
            "Tham mưu Đề án chuyển đổi số; nâng tỷ lệ hồ sơ mức độ 3, 4; hạ tầng công nghệ.",
        ),
        (
            "Phòng Kinh tế và Hạ tầng",
            "Theo dõi, kiểm tra duy trì TCVN ISO 9001:2015, áp dụng trên môi trường điện tử.",
        ),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ chức thành viên",
            "Đề nghị phối hợp tuyên truyền, giám sát, phản biện; cải thiện hiệu quả quản trị hành"
            " chính công theo Kế hoạch số 100/KH-UBND ngày 18/8/2021.",
        ),
    ),
)
