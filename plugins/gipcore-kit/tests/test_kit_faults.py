"""Each fault that the kit looks for is found, told in words, and takes nothing of the other checks with it."""

from __future__ import annotations

from gipcore_kit.answers import Answer
from gipcore_kit.checks import CHECKS
from gipcore_kit.running import Examined

FAULTS = [
    ("misspelt", "hooks", "gipcore_reader"),
    ("heavy", "loads", "导入了 docx"),
    ("heavy", "documented", "README 只有 1 字"),
    ("heavy", "documented", "gipcore_readers 没有说明"),
    ("heavy", "hooks", "gipcore_readers 没有标明 @hookimpl"),
    ("heavy", "hooks", "没有钩子 gipcore_reeders（是否指 gipcore_readers？）"),
    ("heavy", "hooks", "没有实现任何钩子"),
    ("dying", "hostile", "进程异常结束（状态 7）"),
    ("formats", "documented", "ascii 没有 title"),
    ("formats", "documented", "README 没有提到 ascii"),
    ("formats", "deterministic", "counting ← cn-2021 (1)：再做一次，结果不一样"),
    ("formats", "deterministic", "hashing ← cn-2021 (1)：在另一个进程中"),
    ("formats", "hostile", "ascii 遇到“一句话”：UnicodeDecodeError"),
    ("formats", "hostile", "ascii.sniff 遇到“空文件”：IndexError"),
    ("formats", "hostile", "swelling 遇到“[ 嵌套两万层”：超过内存上限"),
    ("formats", "hostile", "wide 遇到“空文件”：有单元格跨 9999 行或列"),
    ("formats", "hostile", "nothing 遇到“空文件”：返回了 NoneType"),
    ("formats", "escaped", "page 把报告中的“<script>"),
    ("formats", "escaped", "sheet 把报告中的“=HYPERLINK"),
    ("formats", "round-trip", "lossy，cn-2021："),
    ("formats", "messages", "Reader english title：不是中文"),
    ("formats", "messages", "“NoneType”是程序的话"),
    ("formats", "unchanged", "Writer meddling 改动了报告"),
    ("checks", "rules", "faulty.blind: fails[0] 的结果是 passes"),
    ("checks", "messages", "faulty.sound title：不是中文：“A title”"),
    ("checks", "checks", "没有规则用到检查 faulty.unused"),
    ("checks", "checks", "faulty.forgetful：applications.new.total 无法识别时仍算通过"),
    ("checks", "checks", "faulty.unfilled：Failure 的 values 没有 {new}"),
    ("checks", "checks", "faulty.unfilled：Failure 的 cells 中没有这样的单元格：no.such"),
    ("checks", "checks", "faulty.breaking：出错：AttributeError"),
    ("checks", "checks", "faulty.wordless：Undecided 的理由不是中文"),
    ("checks", "checks", "faulty.wordless：Undecided 没有英文的理由"),
    ("results", "results", "silent 没有写出读不了的文件和原因"),
    ("results", "results", "loud 把文件名中的标记原样写出"),
    ("results", "results", "broken 写不出 0 个结果"),
    ("results", "results", "html 批注不了"),
    ("aclash", "order", "插件按相反的次序加载时，结果不一样"),
]


def answer(faulty: dict[str, Examined], package: str, check: str) -> Answer:
    (found,) = [result.answer for result in faulty[package].results if result.check == check]
    return found


# One test: a run of the kit is what takes time, and tests of one file may be run apart.
def test_each_fault_is_told(faulty: dict[str, Examined]) -> None:
    missed = []
    for package, check, said in FAULTS:
        found = answer(faulty, package, check)
        if found.verdict != "failed" or not any(said in note.zh and note.en for note in found.notes):
            missed.append((package, check, said, [note.zh for note in found.notes]))
    assert not missed
    told = [note.zh for note in answer(faulty, "checks", "checks").notes]
    assert not [text for text in told if "faulty.sound" in text], "what is sound is not told"
    ids = [check.id for check in CHECKS if check.id != "installs"]
    assert all([result.check for result in item.results] == ids for item in faulty.values()), "nothing is left out"
    assert {item.status for item in faulty.values()} == {"fail"}
    failed = {r.check for item in faulty.values() for r in item.results if r.answer.verdict == "failed"}
    assert {check.id for check in CHECKS} - failed == {"installs", "time"}, "each check is seen to fail"
