"""The style sheet of a written page: an official document on screen and on A4 paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #f3f3f1; color: #111; line-height: 1.85;
  font-family: FangSong, STFangsong, FangSong_GB2312, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
main { box-sizing: border-box; max-width: 60rem; margin: 1.5rem auto; padding: 3rem 3.5rem; background: #fff;
  box-shadow: 0 1px 6px #0003; font-size: 1.125rem; }
h1 { margin: 0 0 2rem; text-align: center; text-wrap: balance; font-size: 1.75rem; font-weight: bold; line-height: 1.5;
  font-family: FZXiaoBiaoSong-B05S, "方正小标宋简体", STSong, "Noto Serif CJK SC", SimSun, serif; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.125rem; font-weight: normal; text-indent: 2em;
  font-family: SimHei, STHeiti, "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
h2 { break-after: avoid; }
p { margin: 0; text-align: justify; }
p.text { text-indent: 2em; }
p.signature { margin-top: 1.5rem; text-align: right; padding-right: 2em; }
p.signature + p.signature { margin-top: 0; }
.table { margin: 1rem 0 1.5rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; line-height: 1.4; font-size: .9375rem;
  font-family: SimSun, STSong, "Noto Serif CJK SC", serif; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #222; padding: .3em .45em; text-align: center; vertical-align: middle; font-weight: normal; }
th.label { text-align: left; }
th, td { min-width: 2em; }
tr { break-inside: avoid; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem 1rem; box-shadow: none; } }
@page { size: A4; margin: 25mm 20mm 22mm; }
@media print {
  body { background: none; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; font-size: 14pt; line-height: 1.7; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  table { font-size: 9.5pt; }
  th, td { padding: 2pt 3pt; }
  .table { overflow: visible; }
  p { orphans: 2; widows: 2; }
}
"""
