"""The file that a rule author starts from: valid as it is, with a sample of everything a layer can say.

Lines that begin with ``##`` explain; those that begin with ``# `` are samples, and count as soon as that is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen


@frozen
class Start:
    """What is known of a new layer: a region, or a system with the endings of the names of its bodies."""

    id: str
    title: str
    extends: str
    region: str = ""
    system: str = ""
    bodies: Sequence[str] = ()


def layer_text(start: Start, folder: str, today: date) -> str:
    """The text of the file for a new layer in *folder*."""
    if start.system:
        bodies = ", ".join(f'"{body}"' for body in start.bodies)
        whose = f'system = "{start.system}"\nbodies = [{bodies}]        ## 名称以此结尾的机关'
    else:
        whose = f'region = "{start.region}"          ## 区划代码以此开头的机关'
    values = {
        "id": start.id,
        "title": start.title,
        "extends": start.extends,
        "whose": whose,
        "folder": " ".join(folder.split()),
        "year": str(today.year - 1),
        "next": str(today.year),
        "review": f"{today.year + 1}-12-31",
    }
    text = _TEXT
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


_TEXT = """\
## <title>：在层 <extends> 之上的规则。
## “##”开头的行是说明。“# ”开头的行是样例：改成自己的内容，再去掉行首的这两个字符，就生效；不用的删掉。
## 改好一段就运行一次：gip rules check <folder>
## 例子也一起检查；看一份报告会怎样：gip check 报告.docx --rules <folder>

id = "<id>"              ## 与文件名相同，不再改
title = "<title>"
extends = "<extends>"
<whose>
years = { first = <year> }  ## 报告年度，两头都算；只到某一年的加 last
forms = ["cn-2021"]
source = "（请写文件的名称和文号）"
standing = "practice"    ## document 见到文件本身；cited 经报告引用而知；practice 通行的写法。后两种不能定为 error
review_by = <review>   ## 过了这一天还没有人复核，检查时会说出来
## levels = ["county"]   ## 只管某些层级：province、prefecture、county、township
## must_report = ["县发展和改革委员会"]   ## 应当编制年度报告的机关，写在文档里，不据此检查
## kinds = ["department"]  ## 只管某些机关：government、office、department、branch、park、organisation、vertical

## 一、必须写明的内容。where：preamble 前言，title 标题，section.overview 等某一部分，sections 任一部分，whole 全文。
## any_of 有一个就行，all_of 每个都要；“#”代表数字，“*”代表同一句里的几个字。severity：error、warning、info。
# [[statement]]
# id = "<id>.contact"
# where = "preamble"
# asks = "联系方式"
# severity = "warning"
# any_of = ["电话:#", "电话#"]
# all_of = [{ name = "地址", any_of = ["地址*号", "地址*路"] }]
# passes = [{ text = "地址：某路1号，联系电话：0991-1234567。" }]
# fails = [{ text = "如有疑问，请与本机关联系。" }]

## 二、某一部分的小标题，ordered = false 时不管先后。
# [[subheading]]
# id = "<id>.leadership"
# section = "overview"
# severity = "info"
# headings = [{ name = "组织领导" }]
# passes = [{ text = "（一）组织领导\\n……\\n（二）主动公开\\n……" }]
# fails = [{ text = "（一）主动公开\\n……\\n（二）依申请公开\\n……" }]

## 三、正文中的数要加得起来：total 和每个 parts 各有一个“#”。
# [[figures]]
# id = "<id>.attributes"
# section = "overview"
# severity = "info"
# total = { name = "制作的政府信息", any_of = ["制作*#条"] }
# parts = [
#     { name = "主动公开", any_of = ["主动公开#条"] },
#     { name = "不予公开", any_of = ["不予公开#条"] },
# ]
# passes = [{ text = "全年制作政府信息30条，其中主动公开20条，不予公开10条。" }]
# fails = [{ text = "全年制作政府信息30条，其中主动公开20条，不予公开9条。" }]

## 四、随报告公布的文件，按标题里的 words 辨认。
# [[companion]]
# id = "<id>.interpretation"
# title = "年度报告的文字解读"
# words = ["年度报告解读", "年度报告*解读"]
# severity = "info"
# headings = [{ name = "编制依据" }]
# passes = [{ text = "某县2023年度报告解读\\n一、编制依据\\n……" }]
# fails = [{ text = "某县2023年度报告解读\\n一、主要内容\\n……" }]

## 五、不用这种年度报告的机关：名称以 endings 之一结尾，含有 words 之一（两者写一个也行）；excepted 结尾的除外。
# [[issuers]]
# id = "<id>.clinics"
# bodies = "社区卫生服务机构"
# endings = ["社区卫生服务中心"]
# severity = "info"
# reason = "（为什么）"
# instead = "公共企事业单位信息公开的规定"
# passes = [{ text = "某县卫生健康委员会" }]
# fails = [{ text = "某县城关社区卫生服务中心" }]

## 六、从严（从宽）：下层规则的编号见 gip rules list；explainable = true 时，错误可以用情况说明代替更正；
## points = 5 是当地考评扣的分，随规则显示，不相加。
# [[regrade]]
# rule = "title.form"
# severity = "warning"
# explainable = true
# reason = "（为什么）"
#
# [[regrade.passes]]
# note = "标题是通行的写法"
#
# [[regrade.fails]]
# report = { title = "夹河子乡政府信息公开工作2023年度报告" }

## 七、停用一条规则，或者从某一年、某一天起才用。scope 可写 years、published（公布日期）、levels、kinds、forms。
# [[disable]]
# rule = "date.format"
# reason = "（为什么）"
# scope = { years = { last = <year> } }

## 八、改一个参数（gip rules explain 编号 可看有哪些）：value 代替原值，add 在列表后面增加。
# [[set]]
# rule = "structure.sections_present"
# path = "mild"
# value = []
# reason = "（为什么）"
#
# [[set.passes]]
# note = "六个部分齐全"
#
# [[set.fails]]
# report = { without = ["overview"] }

## 九、当地的期限，次年的“月-日”：submit 报送，publish 公布，not_before 不早于这一天公布。
# [[deadline]]
# reason = "（为什么）"
# kinds = ["government"]
# levels = ["township"]
# submit = "01-20"
# severity = "warning"
#
# [[deadline.passes]]
# report = { year = <year>, signed_on = <next>-01-20, date_text = "<next>年1月20日" }
#
# [[deadline.fails]]
# report = { year = <year>, signed_on = <next>-01-21, date_text = "<next>年1月21日" }

## 十、表格里多一行（列与 after 那一行相同）、多一列。这样的表样叫 cn-2021+<id>。
# [[row]]
# form = "cn-2021"
# table = "proactive"
# after = "normative_documents"
# key = "other_documents"
# label = "其他文件"
# id = "<id>.other_documents"
# severity = "info"
#
# [[column]]
# form = "cn-2021"
# table = "proactive"
# after = "in_force"
# row = "normative_documents"
# key = "filed"
# label = "报备件数"

## 十一、勾稽规则：表达式用单元格的编号（gip convert 报告.docx 报告.json 可看全部），写法见文档 expressions。
## 取代下层的规则：加 replaces = "编号" 和 reason。没有出处的写 unsourced = "……"，不能是 error。
# [[rules]]
# id = "<id>.other_documents_bound"
# severity = "warning"
# title = "其他文件：本年制发的比现行有效的还多"
# message = "“{row}”：本年制发 {left} 件，多于现行有效 {right} 件。"
# advice = "请核对这两格。"
# basis = ["（依据）"]
# expression = "proactive.other_documents.issued <= proactive.other_documents.in_force"
# scope = { forms = ["cn-2021+<id>"] }
#
# [[rules.passes]]
# cells = { "proactive.other_documents.issued" = 3, "proactive.other_documents.in_force" = 8 }
#
# [[rules.fails]]
# cells = { "proactive.other_documents.issued" = 3, "proactive.other_documents.in_force" = 2 }

## 十二、信息处理费的收缴：通知里的话，通知必须写明的内容；价格由国家规定，不能改。
# [[collection]]
# id = "<id>.collection"
# of = "cn-2021"
# title = "收缴办法"
# source = "（依据）"
# requires = [{ id = "contact", title = "联系方式", source = "（依据）" }]

## 十三、停用了的规则编号写在这里，永远不再用于别的规则。
# [[retired]]
# id = "<id>.old"
# reason = "（为什么）"
"""
