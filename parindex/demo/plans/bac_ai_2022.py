"""Kế hoạch nâng cao PAR INDEX năm 2022 of huyện Bác Ái, tỉnh Ninh Thuận: seven targets, eight
fields. The paper bears neither number nor day. Figures are the paper's, longer prose is ours."""

from parindex.demo.plans.rows import MeasureRow, PlanRows, TargetRow
from plans.fields import ReformField
from plans.goals import Comparator, Measure
from plans.models import PlanKind, Signing
from plans.workflow import State

YEAR = 2022
HOME, OFFICE = "Phòng Nội vụ", "Văn phòng HĐND và UBND"


def _all(label: str = "") -> MeasureRow:
    return MeasureRow({YEAR: "100"}, Comparator.EQUAL, label=label)


def _over(goal: str, label: str = "") -> MeasureRow:
    return MeasureRow({YEAR: goal}, Comparator.OVER, label=label)


TARGETS = (
    TargetRow(
        "1",
        "Duy trì Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của các cơ quan hành"
        " chính nhà nước của huyện đạt mức trên 80%.",
        HOME,
        [_over("80")],
        ReformField.IMPACT,
    ),
    TargetRow(
        "2",
        "100% cơ quan hành chính, đơn vị sự nghiệp được củng cố theo hướng tinh gọn, không chồng"
        " chéo; 100% được phê duyệt đề án vị trí việc làm và cơ cấu ngạch theo Nghị định số"
        " 62/2020/NĐ-CP, Nghị định số 106/2020/NĐ-CP.",
        HOME,
        [_all("củng cố, tinh gọn"), _all("phê duyệt đề án vị trí việc làm")],
        ReformField.ORGANISATION,
    ),
    TargetRow(
        "3",
        "100% cơ quan, đơn vị thực hiện tinh giản biên chế theo đúng chủ trương và chỉ tiêu đề ra.",
        HOME,
        [_all()],
        ReformField.ORGANISATION,
    ),
    TargetRow(
        "4",
        "100% văn bản quy phạm pháp luật được ban hành bảo đảm hợp pháp, hợp lý, đồng bộ, thống"
        " nhất và khả thi.",
        "Phòng Tư pháp",
        [_all()],
        ReformField.LEGISLATION,
    ),
    TargetRow(
        "5",
        "Cập nhật và công bố kịp thời 100% thủ tục hành chính theo quy định.",
        OFFICE,
        [_all()],
        ReformField.PROCEDURES,
    ),
    TargetRow(
        "6",
        "Sự hài lòng của cá nhân, tổ chức đối với dịch vụ do đơn vị sự nghiệp công cung cấp trên"
        " các lĩnh vực giáo dục và y tế đạt mức trên 80%.",
        "Phòng Giáo dục và Đào tạo",
        [_over("80", "giáo dục"), _over("80", "y tế")],
        ReformField.IMPACT,
        "Trung tâm Y tế",
    ),
    TargetRow(
        "7",
        "Duy trì, cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 tại 100% cơ quan,"
        " đơn vị thuộc huyện; UBND 9/9 xã trên địa bàn huyện.",
        OFFICE,
        [
            _all("cơ quan, đơn vị thuộc huyện"),
            MeasureRow({YEAR: "9"}, Comparator.EQUAL, Measure.COUNT, unit_name="xã"),
        ],
        ReformField.MODERNISATION,
    ),
)

SECTIONS = (
    (
        ReformField.STEERING,
        "Công tác chỉ đạo, điều hành",
        "Ban hành kịp thời kế hoạch cải cách hành chính năm và các kế hoạch phong trào, tuyên"
        " truyền, kiểm tra; báo cáo Sở Nội vụ đúng thời gian.\n"
        "Tuyên truyền bằng nhiều hình thức; khảo sát, đo lường sự hài lòng của người dân.\n"
        "Kiểm tra, đôn đốc cơ quan cấp huyện và xã; xử lý kịp thời vấn đề phát hiện qua kiểm tra.\n"
        "Gắn kết quả cải cách hành chính với thi đua, khen thưởng; bố trí nguồn lực thực hiện.",
    ),
    (
        ReformField.LEGISLATION,
        "Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật",
        "Rà soát văn bản đã ban hành, đổi mới quy trình xây dựng văn bản.\n"
        "Kiểm tra, tập huấn để văn bản ban hành hợp pháp, đồng bộ, khả thi.",
    ),
    (
        ReformField.PROCEDURES,
        "Cải cách thủ tục hành chính",
        "Kiểm soát thủ tục hành chính theo Nghị định số 63/2010/NĐ-CP, 48/2013/NĐ-CP,"
        " 92/2017/NĐ-CP và Thông tư số 02/2017/TT-VPCP; tiếp nhận phản ánh, kiến nghị theo Nghị"
        " định số 20/2008/NĐ-CP.\n"
        "Đơn giản hóa, cập nhật, niêm yết công khai thủ tục; không tự đặt thêm thủ tục.\n"
        "Thực hiện một cửa, một cửa liên thông ở huyện và các xã, tiến tới một cửa điện tử.",
    ),
    (
        ReformField.ORGANISATION,
        "Cải cách tổ chức bộ máy",
        "Kiện toàn cơ quan chuyên môn theo Nghị định số 37/2014/NĐ-CP và 108/2020/NĐ-CP.\n"
        "Phòng Nội vụ chủ trì rà soát chức năng, nhiệm vụ, tổ chức bộ máy, biên chế.\n"
        "Hằng năm đánh giá mức độ hoàn thành nhiệm vụ của các cơ quan, đơn vị và các xã.",
    ),
    (
        ReformField.CIVIL_SERVICE,
        "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức",
        "Bố trí đội ngũ đủ số lượng, hợp lý về cơ cấu, đúng vị trí việc làm.\n"
        "Chuẩn hóa theo Chỉ thị 31-CT/TU: đến năm 2022 có 100% cán bộ, công chức cấp xã đạt chuẩn"
        " chuyên môn; 90% người hoạt động không chuyên trách cấp xã được đào tạo từ trung cấp trở"
        " lên.\n"
        "Đánh giá công chức theo năng lực, trách nhiệm và thái độ phục vụ.",
    ),
    (
        ReformField.FINANCE,
        "Cải cách tài chính công",
        "Thực hiện cơ chế tự chủ về biên chế và kinh phí; kiểm tra, đánh giá thường xuyên.\n"
        "Cân đối ngân sách, sử dụng hiệu quả nguồn lực cho phát triển.",
    ),
    (
        ReformField.MODERNISATION,
        "Hiện đại hóa hành chính",
        "Ứng dụng công nghệ thông tin, trao đổi công việc trên hệ thống TD Office, tiến tới thay"
        " văn bản giấy.\n"
        "Kiểm tra việc duy trì hệ thống quản lý chất lượng tại các phòng ban và 09 xã.\n"
        "Nâng cấp trụ sở, nhất là bộ phận một cửa.",
    ),
    (
        ReformField.IMPACT,
        "Tác động của cải cách hành chính đến người dân, tổ chức và phát triển kinh tế - xã hội",
        "Tạo thuận lợi để thu hút đầu tư vào địa bàn huyện.\n"
        "Nâng chất lượng dịch vụ y tế, giáo dục công lập.",
    ),
)

DUTIES = (
    (
        "Các cơ quan chuyên môn, đơn vị sự nghiệp thuộc huyện, UBND các xã",
        "Triển khai nhiệm vụ được giao; UBND các xã xây dựng kế hoạch thực hiện.\n"
        "Báo cáo quý, 6 tháng, năm gửi UBND huyện (qua Phòng Nội vụ), lồng ghép trong báo cáo cải"
        " cách hành chính.",
    ),
    (
        HOME,
        "Cơ quan thường trực: theo dõi, đôn đốc, tổng hợp; đề xuất khen thưởng, xử lý.\n"
        "Chủ trì thực hiện Chỉ tiêu 1, 2, 3.",
    ),
    (
        OFFICE,
        "Kiểm tra việc giải quyết thủ tục hành chính; nâng hiệu quả bộ phận một cửa; lập tổ hỗ trợ"
        " nộp hồ sơ trực tuyến mức độ 3, 4; quản lý việc áp dụng ISO 9001:2015.\n"
        "Theo dõi, đôn đốc thực hiện Chỉ tiêu 5, 7.",
    ),
    (
        "Phòng Tư pháp",
        "Tham mưu kế hoạch rà soát, hệ thống hóa, kiểm tra văn bản quy phạm pháp luật.\n"
        "Chủ trì thực hiện Chỉ tiêu 4.",
    ),
    (
        "Phòng Tài chính - Kế hoạch",
        "Thực hiện tiêu chí về khoán biên chế, kinh phí và tự chủ; phối hợp bố trí kinh phí.",
    ),
    (
        "Phòng Giáo dục và Đào tạo; Trung tâm Y tế",
        "Nâng chất lượng giáo dục, khám chữa bệnh, thái độ phục vụ.\nChủ trì thực hiện Chỉ tiêu 6.",
    ),
    (
        "Phòng Văn hóa - Thông tin",
        "Tham mưu thực hiện Nghị quyết số 36a/NQ-CP và Quyết định số 1819/QĐ-TTg; rà soát hạ tầng"
        " công nghệ thông tin.",
    ),
)

PLAN = PlanRows(
    unit="BAC-AI",
    kind=PlanKind.IMPROVEMENT,
    year=YEAR,
    title="Nâng cao Chỉ số cải cách hành chính cấp tỉnh PAR INDEX năm 2022 huyện Bác Ái",
    state=State.SUBMITTED,
    note="Nhập lại từ bản dự thảo chưa có số và ngày.",
    introduction=(
        "Chỉ số cải cách hành chính (PAR INDEX) năm 2021 của tỉnh Ninh Thuận đạt 86,55/100 điểm,"
        " tăng 8,55 điểm và tăng 25 bậc so với năm 2020, xếp thứ 35/63 tỉnh, thành phố.\n"
        "Còn các tồn tại: nhiệm vụ Thủ tướng Chính phủ giao có việc trễ hạn; công khai tiến độ, kết"
        " quả giải quyết hồ sơ chưa đạt, còn hồ sơ đất đai trễ hẹn; tuyển dụng viên chức có sai"
        " sót; có lãnh đạo cấp phòng bị kỷ luật; giải ngân vốn đầu tư công và thực hiện kiến nghị"
        " sau thanh tra, kiểm toán chưa đạt 100%; ít thủ tục trực tuyến mức độ 3, 4 phát sinh hồ"
        " sơ.\n"
        "Chưa đạt 4 mục tiêu theo Kế hoạch số 3941/KH-UBND ngày 03/8/2021 của UBND tỉnh, gồm:"
    ),
    purposes=(
        "Khắc phục tồn tại, hạn chế; ổn định và bền vững các chỉ số; đưa chỉ số của tỉnh năm 2022"
        " vào nhóm khá trở lên.\n"
        "Quán triệt 4 quan điểm, 16 chỉ tiêu và 8 nhiệm vụ, giải pháp của Nghị quyết số 05-NQ/TU"
        " ngày 28/9/2021.\n"
        "Phát huy vai trò gương mẫu, trách nhiệm, quyết tâm của người đứng đầu."
    ),
    requirements=(
        "Thống nhất với Kế hoạch cải cách hành chính năm 2022 của huyện.\n"
        "Là nhiệm vụ của mọi cơ quan, đơn vị, trọng tâm là cơ quan chủ trì các nhóm tiêu chí."
    ),
    closing="UBND huyện yêu cầu các cơ quan, đơn vị, UBND các xã nghiêm túc triển khai thực hiện.",
    recipients=(
        "UBND tỉnh\nSở Nội vụ\nTT Huyện ủy, HĐND, UBMTTQVN huyện\nCT, các PCT UBND huyện\n"
        "Thành viên BCĐ CCHC huyện\nCác cơ quan, đơn vị thuộc huyện\nTrung tâm Y tế huyện\n"
        "Đảng ủy, UBND các xã\nTrang thông tin điện tử huyện\nLưu: VPUB, NV."
    ),
    signing=Signing.DEPUTY,
    sections=SECTIONS,
    targets=TARGETS,
    duties=DUTIES,
    follows="NINH-THUAN",
)
