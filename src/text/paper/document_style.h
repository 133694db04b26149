// How a document looks on paper (A4) and on a screen. No `<`, `>` or `&` in here: the style stands
// in HTML, where they would have to be written differently than in XML. Private to src/text.
#pragma once

#include <string_view>

namespace msp {

/// The page's footer is not in it: its words depend on the language.
inline constexpr std::string_view document_style = R"css(
@page { size: A4; margin: 18mm 18mm 22mm 22mm; }
* { margin: 0; padding: 0; box-sizing: border-box; }
html { font: 9.25pt/1.45 Inter, "Source Sans 3", "Helvetica Neue", Arial, "Liberation Sans",
  "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums lining-nums; color: #16191d; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; font-weight: 400; }
h1 { font-size: 19pt; font-weight: 600; line-height: 1.1; letter-spacing: -0.015em;
  string-set: document content(); }
.name { font-weight: 600; }
.row { display: table; width: 100%; table-layout: fixed; }
.half { display: table-cell; vertical-align: top; }
.label, thead th, .facts th, .page th { color: #6a727c; }
.label, thead th { font-size: 7.75pt; }
.seller .name { font-size: 11pt; string-set: seller content(); }
.logo { display: block; max-width: 60mm; max-height: 16mm; margin-bottom: 3mm; }
.seller p { color: #4a5159; }
.seller .name { color: #16191d; }
.top .half { width: 42%; }
.top .half + .half { width: 58%; }
.title { text-align: right; }
.parties { margin-top: 11mm; }
.parties .half { width: 57%; }
.parties .half + .half { width: 43%; }
.buyer .label { margin-bottom: 1mm; }
.buyer .name { font-size: 10.5pt; }
.facts { width: 100%; }
.facts th, .facts td { padding-bottom: 0.9mm; }
.facts th { padding-right: 6mm; white-space: nowrap; }
.facts td { text-align: right; }
.lines { width: 100%; margin-top: 10mm; }
.lines thead th { padding: 0 0 1.6mm 4mm; border-bottom: 0.8pt solid #16191d;
  vertical-align: bottom; }
.lines td { padding: 1.8mm 0 1.8mm 4mm; border-bottom: 0.4pt solid #d9dde2; }
.lines tr { break-inside: avoid; }
.lines th:first-child, .lines td:first-child { padding-left: 0; width: 7mm; }
.lines td:first-child { color: #6a727c; }
.lines th.what, .lines td.what { padding-left: 0; width: 42%; }
.lines .when { white-space: nowrap; }
.figure { text-align: right !important; white-space: nowrap; }
.note { font-size: 8pt; color: #6a727c; }
.sums { margin-top: 5mm; break-inside: avoid; }
.sums .half { width: 46%; }
.sums .half + .half { width: 54%; padding-left: 10mm; }
.taxes { width: 100%; font-size: 8.25pt; color: #4a5159; }
.taxes th { padding: 0 0 1mm 0; border-bottom: 0.4pt solid #d9dde2; }
.taxes td { padding: 1mm 0 0 0; }
.taxes .figure { padding-left: 4mm; }
.totals { width: 100%; }
.totals td { padding-bottom: 1.1mm; }
.totals tr:last-child td { font-size: 11.5pt; font-weight: 600; padding-top: 1.8mm;
  border-top: 0.8pt solid #16191d; }
.totals tr:only-child td { border-top: 0; padding-top: 0; }
.payment { margin-top: 8mm; padding-top: 4mm; border-top: 0.4pt solid #d9dde2;
  break-inside: avoid; }
.payment h2 { font-size: 9.25pt; font-weight: 600; margin-bottom: 2mm; }
.payment .half { width: 70%; }
.payment .half + .half { width: 30%; text-align: right; }
.payment .facts { width: auto; }
.payment .facts td { text-align: left; }
.payment .row .label { margin-top: 1.5mm; }
.qr { width: 27mm; height: 27mm; }
.barcode { margin-top: 3.5mm; }
.barcode svg { display: block; width: 105mm; height: 12mm; margin: 1.2mm 0; }
.barcode .digits { font-size: 8pt; letter-spacing: 0.02em; }
.nothing { margin-top: 12mm; color: #4a5159; }
@media screen {
  html { background: #eceef1; }
  body { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 18mm 18mm 24mm 22mm;
    background: #fff; }
}
)css";

}  // namespace msp
