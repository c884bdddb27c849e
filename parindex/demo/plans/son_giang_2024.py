"""Kế hoạch of xã Sơn Giang, huyện Hương Sơn, tỉnh Hà Tĩnh, March 2024: remediation after
84,40 points and rank 19/25 in 2023. The paper bears neither number nor day; prose is shortened."""

from parindex.demo.plans.rows import PlanRows, TaskRow
from plans.fields import ReformField
from plans.models import PlanKind
from plans.workflow import State

SECTIONS = (
    (
        ReformField.STEERING,
        "Công tác chỉ đạo điều hành cải cách hành chính",
        "Tuyên truyền bằng nhiều hình thức; khảo sát, đo lường sự hài lòng của người dân.\n"
        "Kiểm tra, đôn đốc; xử lý kịp thời vấn đề phát hiện qua kiểm tra.\n"
        "Nâng chất lượng văn bản chỉ đạo; gắn với thi đua, khen thưởng; bố trí đủ nguồn lực.\n"
        "Viết sáng kiến, giải pháp hữu ích; hoàn thành 100% nhiệm vụ huyện giao trong năm.",
    ),
    (
        ReformField.LEGISLATION,
        "Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật",
        "Ban hành kịp thời kế hoạch rà soát, hệ thống hóa và tự kiểm tra văn bản.\n"
        "Không để văn bản quy phạm chứa thủ tục hành chính, văn bản thường chứa quy phạm.\n"
        "Kiểm tra, rút kinh nghiệm việc thực hiện kế hoạch rà soát hằng năm.",
    ),
    (
        ReformField.PROCEDURES,
        "Cải cách thủ tục hành chính",
        "Thực hiện trách nhiệm người đứng đầu theo Quyết định số 54/2019/QĐ-UBND ngày 27/9/2019.\n"
        "Kiểm soát công bố, công khai, niêm yết bộ thủ tục hành chính.\n"
        "Luân chuyển hồ sơ trên hệ thống một cửa điện tử; chấm dứt hồ sơ trễ hạn do không kết thúc"
        " trên hệ thống.\n"
        "Kiểm tra, đánh giá việc thực hiện một cửa, một cửa liên thông.\n"
        "Rà soát, xây dựng phương án đơn giản hóa thủ tục.\n"
        "Hướng dẫn nghiệp vụ cho cán bộ, công chức làm kiểm soát thủ tục hành chính.",
    ),
    (
        ReformField.ORGANISATION,
        "Cải cách tổ chức bộ máy hành chính",
        "Rà soát, sắp xếp tổ chức gắn với tinh gọn bộ máy, tinh giản biên chế.",
    ),
    (
        ReformField.CIVIL_SERVICE,
        "Cải cách chế độ công vụ",
        "Giáo dục ý thức, kỷ luật, kỷ cương; đào tạo, bồi dưỡng đội ngũ.\n"
        "Kiểm tra định kỳ, đột xuất; xử lý nghiêm tổ chức, cá nhân vi phạm.",
    ),
    (
        ReformField.FINANCE,
        "Cải cách tài chính công",
        "Nâng hiệu quả phân bổ, sử dụng ngân sách; giảm dần tỷ trọng chi thường xuyên.\n"
        "Xây dựng, thực hiện quy chế chi tiêu nội bộ.",
    ),
    (
        ReformField.MODERNISATION,
        "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
        "Thực hiện kế hoạch ứng dụng công nghệ thông tin của xã.\n"
        "Hỗ trợ người dân, doanh nghiệp dùng dịch vụ công trực tuyến toàn trình.\n"
        "Nhận, trả kết quả qua bưu chính công ích theo Quyết định số 45/2016/QĐ-TTg ngày"
        " 19/10/2016.\n"
        "Xây dựng, thực hiện kế hoạch chuyển đổi số năm 2024.\n"
        "Duy trì, cải tiến TCVN ISO 9001:2015; rà soát quy trình nội bộ.",
    ),
    (
        ReformField.IMPACT,
        "Tác động của cải cách hành chính đến sự phát triển kinh tế - xã hội của địa phương",
        "Tạo thuận lợi cho doanh nghiệp, tăng số doanh nghiệp thành lập mới.\n"
        "Tuyên truyền để nâng kết quả đánh giá qua điều tra xã hội học.",
    ),
)

OFFICE, OFFICIALS = "Văn phòng UBND xã", "Công chức chuyên môn"
YEAR_END = "Trước 15/12/2024"


def _task(
    code: str, content: str, deadline: str, field: ReformField, lead: str = OFFICE
) -> TaskRow:
    return TaskRow(code, content, deadline, lead, OFFICIALS if lead == OFFICE else OFFICE, field)


TASKS = (
    _task(
        "1",
        "Khảo sát, đo lường sự hài lòng của người dân, tổ chức, doanh nghiệp tại xã",
        "Quý III/2024",
        ReformField.STEERING,
    ),
    _task(
        "2",
        "Kiểm tra việc thực hiện cải cách hành chính; xử lý kịp thời vấn đề phát hiện qua kiểm tra",
        "Trước 30/9/2024",
        ReformField.STEERING,
    ),
    _task(
        "3",
        "Viết sáng kiến, giải pháp hữu ích về cải cách hành chính; rà soát để hoàn thành 100% nhiệm"
        " vụ UBND huyện giao trong năm",
        YEAR_END,
        ReformField.STEERING,
        OFFICIALS,
    ),
    _task(
        "4",
        "Ban hành kế hoạch rà soát, hệ thống hóa và tự kiểm tra văn bản quy phạm pháp luật",
        "Quý II/2024",
        ReformField.LEGISLATION,
        OFFICIALS,
    ),
    _task(
        "5",
        "Niêm yết, công khai bộ thủ tục hành chính tại bộ phận tiếp nhận và trên trang thông tin"
        " điện tử",
        "Trước 30/4/2024",
        ReformField.PROCEDURES,
    ),
    _task(
        "6",
        "Luân chuyển hồ sơ trên hệ thống một cửa điện tử; chấm dứt hồ sơ trễ hạn do không kết thúc"
        " trên hệ thống",
        "Hằng tháng",
        ReformField.PROCEDURES,
    ),
    _task(
        "7",
        "Hướng dẫn nghiệp vụ cho cán bộ, công chức làm kiểm soát thủ tục hành chính",
        "Quý II/2024",
        ReformField.PROCEDURES,
    ),
    _task(
        "8",
        "Kiểm tra định kỳ, đột xuất việc chấp hành kỷ luật, kỷ cương hành chính, văn hóa công vụ",
        YEAR_END,
        ReformField.CIVIL_SERVICE,
    ),
    _task(
        "9",
        "Xây dựng, thực hiện quy chế chi tiêu nội bộ",
        "Quý II/2024",
        ReformField.FINANCE,
        OFFICIALS,
    ),
    _task(
        "10",
        "Xây dựng, thực hiện kế hoạch chuyển đổi số năm 2024; hỗ trợ người dân, doanh nghiệp dùng"
        " dịch vụ công trực tuyến toàn trình",
        YEAR_END,
        ReformField.MODERNISATION,
        OFFICIALS,
    ),
    _task(
        "11",
        "Duy trì, cải tiến hệ thống quản lý chất lượng TCVN ISO 9001:2015; rà soát quy trình nội"
        " bộ",
        YEAR_END,
        ReformField.MODERNISATION,
    ),
)
"""The paper's annex is lost; these are the actions of its part II that can be checked off."""

PLAN = PlanRows(
    unit="SON-GIANG",
    kind=PlanKind.REMEDIATION,
    year=2024,
    title=(
        "Khắc phục những tồn tại, hạn chế trong công tác cải cách hành chính năm 2023, giải pháp"
        " nâng cao chỉ số cải cách hành chính năm 2024"
    ),
    state=State.DRAFT,
    note=(
        "Nhập lại từ bản chưa có số và ngày, tháng 3 năm 2024. Phụ lục không còn: bảng nhiệm vụ lập"
        " lại từ mục II."
    ),
    legal_bases=(
        "Căn cứ Quyết định số 7169/QĐ-UBND ngày 29/12/2023 của UBND huyện Hương Sơn về công bố Chỉ"
        " số cải cách hành chính năm 2023"
    ),
    introduction=(
        "Năm 2023 xã Sơn Giang đạt 84,40 điểm, xếp thứ 19/25 toàn huyện, giảm hạng so với những năm"
        " trước. UBND xã ban hành kế hoạch khắc phục và nâng cao chỉ số năm 2024 như sau:"
    ),
    purposes=(
        "Khắc phục tồn tại, hạn chế năm 2023; từng bước cải thiện các chỉ số thành phần.\n"
        "Nâng cao trách nhiệm của người đứng đầu và của cán bộ, công chức.\n"
        "Năm 2024 xếp hạng cao hơn năm 2023 và tiếp tục cải thiện các năm sau."
    ),
    requirements=(
        "Gắn với Kế hoạch cải cách hành chính năm của xã.\n"
        "Là nhiệm vụ của mọi tổ chức, cá nhân được giao chủ trì tiêu chí.\n"
        "Khắc phục triệt để tồn tại mà các đoàn kiểm tra đã chỉ ra."
    ),
    closing=(
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc kịp thời báo cáo UBND xã (qua Văn"
        " phòng) để xem xét, giải quyết."
    ),
    recipients=(
        "UBND huyện Hương Sơn\nTT Đảng ủy, TT HĐND xã\nChủ tịch, các PCT UBND xã\n"
        "Thủ trưởng các đoàn thể\nCác công chức chuyên môn có liên quan\n"
        "Trang thông tin điện tử xã\nLưu: VT."
    ),
    sections=SECTIONS,
    tasks=TASKS,
    duties=(
        (
            "Chủ tịch UBND xã",
            "Tập trung khắc phục triệt để các tồn tại theo mục II và Phụ lục kèm theo.",
        ),
        (
            "Các công chức được giao chủ trì tiêu chí",
            "Chịu trách nhiệm trước Chủ tịch UBND xã về kết quả tiêu chí được giao; cung cấp đủ tài"
            " liệu kiểm chứng; chủ động tham mưu văn bản chỉ đạo.",
        ),
        ("Văn phòng UBND xã", "Theo dõi, đôn đốc, tổng hợp, báo cáo; đề xuất giải pháp."),
    ),
)
