"""The explanation round of 2022: one commune is through it, one is in the middle of it."""

from assessments.models import Decision, FieldSheet
from assessments.services.appraising import Opinion
from assessments.services.explaining import Answer, entry_explain, rest_agree
from assessments.services.reviewing import entry_review
from assessments.workflow import Ready, Verb
from parindex.demo.stage_2022 import OFFICES, Stage
from parindex.units.models import Role

THROUGH, AMID = "CANH-HOA", "TT-VAN-CANH"
NOT_SENT_YET = ("3", "7")
"""Fields of the second commune that the standing office has still to send."""

EXPLAINED = {
    (THROUGH, "3.2.1"): (
        "08 thủ tục công bố trong quý IV đã được niêm yết bổ sung tại Bộ phận Tiếp nhận và trả kết"
        " quả; ảnh chụp gửi kèm hồ sơ trước khi cập nhật. Đề nghị xem xét lại."
    ),
    (AMID, "2.5"): (
        "Văn bản góp ý dự thảo Nghị quyết về phí chợ gửi ngày 14/9/2022, đúng thời hạn theo giấy"
        " gia hạn của Phòng Tư pháp; đề nghị tính là gửi đúng hạn."
    ),
    (AMID, "6.1"): (
        "Biểu công khai quý II đã đăng ngày 12/7/2022, sau đó mất liên kết khi chuyển trang thông"
        " tin điện tử; thị trấn gửi kèm ảnh chụp bản lưu."
    ),
    (AMID, "5.5"): "Quyết định kỷ luật ban hành ngày 04/8/2022; thị trấn đang đối chiếu hồ sơ.",
}
"""What the communes answer, by commune and leaf."""

KEPT = (
    "Đối chiếu ảnh niêm yết còn thiếu 08/152 TTHC công bố trong quý IV. Ảnh bổ sung chụp ngày"
    " 03/01/2023, sau năm đánh giá, nên giữ điểm."
)


def play_explanations(stage: Stage) -> None:
    for commune, left_out in ((THROUGH, ()), (AMID, NOT_SENT_YET)):
        _open(stage, commune, left_out)
    for (commune, leaf), text in EXPLAINED.items():
        _explain(stage, commune, leaf, text)
    _finish(stage)
    _send(stage, AMID, "2")
    _agree_rest(stage, AMID, "6")
    stage.move(AMID, "6", Verb.PRESENT_EXPLANATION, stage.person(Role.OFFICIAL, AMID))


def _open(stage: Stage, commune: str, left_out: tuple[str, ...]) -> None:
    sheets = FieldSheet.objects.ready(Ready.EXPLANATION).filter(
        assessment__campaign=stage.campaign, assessment__unit__code=commune
    )
    codes = sheets.exclude(criterion__code__in=left_out).values_list("criterion__code", flat=True)
    for field in sorted(codes):
        stage.move(commune, field, Verb.EXPLAIN, stage.people["phongnoivu"])


def _explain(stage: Stage, commune: str, leaf: str, text: str) -> None:
    entry_explain(
        entry_id=stage.entry(commune, leaf).pk,
        actor=stage.person(Role.OFFICIAL, commune),
        answer=Answer(text, version=0),
        at=stage.at,
    )


def _agree_rest(stage: Stage, commune: str, field: str) -> None:
    official = stage.person(Role.OFFICIAL, commune)
    rest_agree(sheet_id=stage.sheet(commune, field).pk, actor=official, at=stage.at)


def _send(stage: Stage, commune: str, field: str) -> None:
    _agree_rest(stage, commune, field)
    stage.move(commune, field, Verb.SEND_EXPLANATION, stage.person(Role.HEAD, commune))


def _finish(stage: Stage) -> None:
    """The first commune sent one explanation, and agreed to everything else."""
    _send(stage, THROUGH, "3")
    appraiser = stage.person(Role.APPRAISER, OFFICES["3"])
    entry = stage.entry(THROUGH, "3.2.1")
    opinion = Opinion(Decision.KEEP, version=entry.appraisal_version, cause=KEPT)
    entry_review(entry_id=entry.pk, actor=appraiser, opinion=opinion, at=stage.at)
    stage.move(THROUGH, "3", Verb.FINISH_REVIEW, appraiser)
    rest = FieldSheet.objects.filter(
        assessment__campaign=stage.campaign,
        assessment__unit__code=THROUGH,
        state="explaining",
    )
    head = stage.person(Role.HEAD, THROUGH)
    for field in sorted(rest.values_list("criterion__code", flat=True)):
        stage.move(THROUGH, field, Verb.CONCEDE, head)
