"""Kế hoạch số 19/KH-UBND ngày 22/4/2020 of huyện Hướng Hóa, tỉnh Quảng Trị: a review with every
row of its task table. The annexes print the number 19; prose is shortened."""

from datetime import date

from parindex.demo.plans.rows import PlanRows, TaskRow
from plans.fields import ReformField
from plans.models import PlanKind
from plans.workflow import State

HOME, OFFICE = "Phòng Nội vụ", "Văn phòng HĐND và UBND"
CONCERNED = "Các cơ quan liên quan"
EVERYBODY = "Các cơ quan, đơn vị thuộc UBND huyện; UBND các xã, thị trấn"
BY_20_MAY, BY_25_MAY = "Trước 20/5/2020", "Trước 25/5/2020"

TASKS = (
    TaskRow(
        "1",
        "Tham mưu UBND huyện ban hành Kế hoạch tổng kết (kèm theo đề cương báo cáo, phụ lục)",
        "Trong tháng 4/2020",
        HOME,
        OFFICE,
    ),
    TaskRow(
        "2",
        "Xây dựng báo cáo tổng kết; tổ chức hội nghị tổng kết gắn với khen thưởng tập thể, cá nhân"
        " xuất sắc trong công tác CCHC giai đoạn 2011-2020 (theo đề cương và phụ lục đính kèm)",
    ),
    TaskRow(
        "2.1",
        "UBND các xã, thị trấn (xã mới sáp nhập, thành lập mới: tổng kết bao gồm kết quả của 2 đơn"
        " vị hành chính sáp nhập)",
        "Tổ chức hội nghị trước ngày 15/5/2020; gửi báo cáo lên UBND huyện (qua Phòng Nội vụ)"
        " trước 20/5/2020",
        "UBND các xã, thị trấn",
        HOME,
    ),
    TaskRow(
        "2.2",
        "Các cơ quan, đơn vị thuộc UBND huyện",
        "Không tổ chức hội nghị riêng, lồng ghép vào hội nghị của cơ quan, đơn vị; gửi báo cáo về"
        " Phòng Nội vụ trước ngày 20/5/2020",
        "Các cơ quan, đơn vị thuộc UBND huyện",
        HOME,
    ),
    TaskRow(
        "3",
        "Xây dựng báo cáo chuyên đề theo lĩnh vực",
        "Hoàn thành và gửi về Phòng Nội vụ",
    ),
    TaskRow(
        "3.1",
        "Tổng kết đánh giá kết quả thực hiện cải cách thể chế",
        BY_20_MAY,
        "Phòng Tư pháp",
        "",
        ReformField.LEGISLATION,
    ),
    TaskRow(
        "3.2",
        "Tổng kết cải cách thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông, sự hài"
        " lòng của người dân, tổ chức về TTHC và sự phục vụ hành chính",
        BY_20_MAY,
        OFFICE,
        CONCERNED,
        ReformField.PROCEDURES,
    ),
    TaskRow(
        "3.3",
        "Cải cách tổ chức bộ máy hành chính nhà nước",
        BY_20_MAY,
        HOME,
        CONCERNED,
        ReformField.ORGANISATION,
    ),
    TaskRow(
        "3.4",
        "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức",
        BY_20_MAY,
        HOME,
        CONCERNED,
        ReformField.CIVIL_SERVICE,
    ),
    TaskRow(
        "3.5",
        "Cải cách tài chính công; tự chủ, tự chịu trách nhiệm về sử dụng biên chế và kinh phí quản"
        " lý hành chính đối với cơ quan nhà nước; cơ chế tự chủ của đơn vị sự nghiệp công lập; đẩy"
        " mạnh xã hội hóa các dịch vụ công",
        BY_20_MAY,
        "Phòng Tài chính - Kế hoạch",
        CONCERNED,
        ReformField.FINANCE,
    ),
    TaskRow(
        "3.6",
        "Việc áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn quốc gia TCVN ISO 9001:2008 và"
        " ISO 9001:2015",
        BY_20_MAY,
        "Phòng Kinh tế và Hạ tầng",
        CONCERNED,
        ReformField.MODERNISATION,
    ),
    TaskRow(
        "3.7",
        "Ứng dụng công nghệ thông tin trong hoạt động của các cơ quan hành chính nhà nước và xây"
        " dựng chính phủ điện tử",
        BY_20_MAY,
        "Phòng Văn hóa và Thông tin",
        CONCERNED,
        ReformField.MODERNISATION,
    ),
    TaskRow(
        "3.8",
        "Xây dựng báo cáo chuyên đề khác báo cáo tại Hội nghị tổng kết cấp huyện (Phòng Nội vụ đề"
        " xuất)",
        BY_20_MAY,
        HOME,
        EVERYBODY,
    ),
    TaskRow("3.9", "Xây dựng báo cáo tổng kết của UBND huyện", BY_25_MAY, HOME, EVERYBODY),
    TaskRow(
        "4",
        "Đề xuất khen thưởng những tập thể, cá nhân có thành tích xuất sắc trong cải cách hành"
        " chính",
        BY_25_MAY,
        HOME,
        EVERYBODY,
        ReformField.STEERING,
    ),
    TaskRow(
        "5",
        "Tổ chức Hội nghị cấp huyện tổng kết chương trình tổng thể cải cách hành chính nhà nước"
        " giai đoạn 2016-2020, định hướng giai đoạn 2021-2030",
        BY_25_MAY,
        OFFICE,
        "Các cơ quan, đơn vị liên quan",
        ReformField.STEERING,
    ),
    TaskRow(
        "6",
        "Xây dựng, ban hành Kế hoạch cải cách hành chính huyện Hướng Hóa giai đoạn 2021-2030",
        "Sau khi tỉnh Quảng Trị ban hành Chương trình tổng thể giai đoạn 2021-2030 và có hướng dẫn"
        " của Sở Nội vụ",
        HOME,
        EVERYBODY,
        ReformField.STEERING,
    ),
)

PLAN = PlanRows(
    unit="HUONG-HOA",
    kind=PlanKind.REVIEW,
    year=2020,
    title=(
        "Tổng kết Chương trình tổng thể cải cách hành chính nhà nước huyện Hướng Hóa giai đoạn"
        " 2011-2020 và xây dựng Chương trình cải cách hành chính giai đoạn 2021-2030"
    ),
    state=State.CLOSED,
    note="Nhập lại từ văn bản; kỳ tổng kết đã qua, văn bản không nêu kết quả từng nhiệm vụ.",
    number="19",
    signed_on=date(2020, 4, 22),
    introduction=(
        "Thực hiện Kế hoạch số 795/KH-UBND ngày 03/3/2020 của UBND tỉnh Quảng Trị về tổng kết"
        " chương trình tổng thể cải cách hành chính giai đoạn 2011-2020 và xây dựng chương trình"
        " giai đoạn 2021-2030, UBND huyện Hướng Hóa ban hành kế hoạch như sau:"
    ),
    purposes=(
        "Đánh giá toàn diện kết quả thực hiện Chương trình tổng thể theo Nghị quyết 30c/NQ-CP ngày"
        " 08/11/2011; chỉ rõ kết quả, hạn chế, nguyên nhân, bài học.\n"
        "Đề xuất giải pháp, nhiệm vụ cải cách hành chính giai đoạn 2021-2030."
    ),
    requirements=(
        "Tổng kết ở mọi cơ quan, đơn vị, đúng nội dung, số liệu, tiến độ; tránh hình thức.\n"
        "So sánh kết quả với mục tiêu theo từng giai đoạn 2011-2015 và 2016-2020.\n"
        "Gắn tổng kết với thi đua, khen thưởng."
    ),
    closing=(
        "Yêu cầu các cơ quan, đơn vị, UBND các xã, thị trấn nghiêm túc triển khai thực hiện kế"
        " hoạch này."
    ),
    recipients=(
        "Sở Nội vụ tỉnh\nThường trực Huyện ủy\nThường trực HĐND huyện\nUBMTTQ Việt Nam huyện\n"
        "CT, các PCT UBND huyện\nCác cơ quan, đơn vị thuộc huyện\nTrung tâm VH-TT-TD huyện\n"
        "UBND các xã, thị trấn\nCổng thông tin điện tử huyện\nLưu: VT, NV."
    ),
    sections=(
        (
            None,
            "Xây dựng báo cáo tổng kết",
            "Các cơ quan, đơn vị, UBND các xã, thị trấn báo cáo kết quả kế hoạch giai đoạn"
            " 2016-2020 theo đề cương đính kèm.\n"
            "Báo cáo của UBND huyện do Phòng Nội vụ chủ trì, theo Kế hoạch số 795/KH-UBND.",
        ),
        (None, "Hình thức tổng kết", "Các cơ quan, đơn vị chọn hình thức phù hợp, tiết kiệm."),
        (
            None,
            "Thời gian tổng kết",
            "Gửi báo cáo về UBND huyện (Phòng Nội vụ) trước 20/5/2020.",
        ),
    ),
    tasks=TASKS,
    duties=(
        (
            HOME,
            "Chủ trì dự thảo báo cáo tổng kết và kế hoạch giai đoạn 2021-2030.\n"
            "Hướng dẫn bình xét khen thưởng; theo dõi, đôn đốc; lập dự trù kinh phí.",
        ),
        (OFFICE, "Tham mưu tổ chức hội nghị tổng kết cấp huyện."),
        ("Phòng Văn hóa và Thông tin", "Phối hợp tuyên truyền kết quả, sáng kiến nổi bật."),
        (
            "Các cơ quan, đơn vị, UBND các xã, thị trấn",
            "Tổ chức tổng kết; xây dựng báo cáo chuyên đề; đề xuất nhiệm vụ giai đoạn 2021-2030 và"
            " khen thưởng.",
        ),
        (
            "Trung tâm Văn hóa Thông tin - Thể dục Thể thao",
            "Đưa tin kết quả và sáng kiến; lồng ghép trong chuyên mục phát thanh, truyền hình.",
        ),
        ("Phòng Tài chính - Kế hoạch", "Bảo đảm nguồn kinh phí tổng kết theo quy định."),
    ),
)
