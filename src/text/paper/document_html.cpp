// A document as one HTML file. The tree is pugixml's, so that a customer's name can be no markup;
// what has no content still gets its end tag, because HTML knows `<td/>` as a start tag.
#include <fmt/format.h>
#include <pugixml.hpp>
#include <qrcodegen/qrcodegen.hpp>

#include <sstream>

#include "msp/document.h"
#include "paper/base64.h"
#include "paper/code_128.h"
#include "paper/document_style.h"

namespace msp {
namespace {

using Node = pugi::xml_node;

Node add(Node parent, const char* tag, const char* style_class = nullptr) {
  Node node = parent.append_child(tag);
  if (style_class) node.append_attribute("class") = style_class;
  return node;
}

Node add(Node parent, const char* tag, const char* style_class, const std::string& text) {
  Node node = add(parent, tag, style_class);
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
  return node;
}

void add_facts(Node parent, const std::vector<Labelled>& facts) {
  Node table = add(parent, "table", "facts");
  for (const Labelled& fact : facts) {
    Node row = add(table, "tr");
    add(row, "th", nullptr, fact.label);
    add(row, "td", nullptr, fact.value);
  }
}

void add_party(Node parent, const DocumentParty& party) {
  if (!party.heading.empty()) add(parent, "p", "label", party.heading);
  if (!party.name.empty()) add(parent, "p", "name", party.name);
  for (const std::string& line : party.lines) add(parent, "p", nullptr, line);
}

Node add_drawing(Node parent, const char* style_class, std::size_t width, std::size_t height,
                 const std::string& path) {
  Node drawing = add(parent, "svg", style_class);
  drawing.append_attribute("xmlns") = "http://www.w3.org/2000/svg";
  drawing.append_attribute("viewBox") = fmt::format("0 0 {} {}", width, height).c_str();
  drawing.append_attribute("preserveAspectRatio") = "none";
  drawing.append_attribute("shape-rendering") = "crispEdges";
  drawing.append_child("path").append_attribute("d") = path.c_str();
  return drawing;
}

/// Each row's runs of dark modules. Error correction M, version 13 at most (EPC069-12).
void add_qr(Node parent, const std::string& content) {
  using qrcodegen::QrCode;
  using qrcodegen::QrSegment;
  const std::vector<std::uint8_t> bytes(content.begin(), content.end());
  const QrCode code =
      QrCode::encodeSegments({QrSegment::makeBytes(bytes)}, QrCode::Ecc::MEDIUM, 1, 13, -1, false);
  std::string path;
  for (int y = 0; y < code.getSize(); ++y) {
    for (int x = 0; x < code.getSize(); ++x) {
      int run = 0;
      while (code.getModule(x + run, y)) ++run;
      if (run > 0) path += fmt::format("M{} {}h{}v1h-{}z", x, y, run, run);
      x += run;
    }
  }
  const auto size = static_cast<std::size_t>(code.getSize());
  add_drawing(parent, "qr", size, size, path);
}

void add_barcode(Node parent, const DocumentPayment& payment) {
  Node block = add(parent, "div", "barcode");
  add(block, "p", "label", payment.barcode_label);
  constexpr int height = 38;
  std::string path;
  std::size_t x = 0;
  bool bar = true;
  for (const char width : code_128_widths(*payment.barcode)) {
    if (bar) path += fmt::format("M{} 0h{}v{}h-{}z", x, width, height, width);
    x += static_cast<std::size_t>(width - '0');
    bar = !bar;
  }
  add_drawing(block, nullptr, x, height, path);
  add(block, "p", "digits", *payment.barcode);
}

void add_payment(Node body, const DocumentPayment& payment) {
  Node section = add(body, "section", "payment");
  add(section, "h2", nullptr, payment.heading);
  Node row = add(section, "div", "row");
  add_facts(add(row, "div", "half"), payment.facts);
  Node right = add(row, "div", "half");
  if (payment.qr) {
    add_qr(right, *payment.qr);
    add(right, "p", "label", payment.qr_label);
  } else {
    right.append_child(pugi::node_pcdata).set_value("");
  }
  if (payment.barcode) add_barcode(section, payment);
}

/// Page numbers stand in the page's margin; `string()` is what string-set took from the page.
std::string style_of(const Document& document) {
  const std::string seller = document.seller.name.empty() ? "" : "string(seller) \"  ·  \" ";
  return std::string(document_style) +
         fmt::format(
             "@page {{ @bottom-left {{ content: {}string(document); {} }} "
             "@bottom-right {{ content: \"{} \" counter(page) \" {} \" counter(pages); {} }} }}\n",
             seller, "font-size: 7.75pt; color: #6a727c;", document.page, document.of,
             "font-size: 7.75pt; color: #6a727c;");
}

class HtmlPage {
 public:
  explicit HtmlPage(const Document& document) : document_(document) {}

  std::string html() {
    tree_.append_child(pugi::node_doctype).set_value("html");
    Node html = add(tree_, "html");
    html.append_attribute("lang") = std::string(word(document_.language)).c_str();
    add_head(add(html, "head"));
    Node body = add(html, "body");
    add_top(body);
    add_lines(body);
    add_sums(body);
    if (document_.payment) add_payment(body, *document_.payment);
    if (document_.nothing_to_pay) add(body, "p", "nothing", *document_.nothing_to_pay);
    std::ostringstream out;
    tree_.save(out, " ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
  }

 private:
  void add_head(Node head) {
    add(head, "meta").append_attribute("charset") = "utf-8";
    add(head, "title", nullptr, document_.title + " " + document_.number);
    const auto meta = [&head](const char* name, const std::string& content) {
      Node node = add(head, "meta");
      node.append_attribute("name") = name;
      node.append_attribute("content") = content.c_str();
    };
    meta("author", document_.seller.name);
    meta("dcterms.created", document_.issued_on.text());
    add(head, "style", nullptr, style_of(document_));
  }

  void add_top(Node body) {
    Node top = add(body, "header", "row top");
    Node seller = add(top, "div", "half seller");
    if (const auto& logo = document_.logo) {
      Node image = add(seller, "img", "logo");
      image.append_attribute("src") =
          fmt::format("data:{};base64,{}", logo->type, base64(logo->bytes)).c_str();
      image.append_attribute("alt") = document_.seller.name.c_str();
    }
    add_party(seller, document_.seller);
    Node title = add(top, "div", "half title");
    add(title, "h1", nullptr, document_.title + " " + document_.number);
    Node parties = add(body, "section", "row parties");
    add_party(add(parties, "div", "half buyer"), document_.buyer);
    add_facts(add(parties, "div", "half"), document_.facts);
  }

  void add_line(Node row, const char* tag, const DocumentLine& line) {
    add(row, tag, nullptr, line.number);
    Node what = add(row, tag, "what");
    add(what, "p", nullptr, line.description);
    for (const std::string& note : line.notes) add(what, "p", "note", note);
    add(row, tag, "when", line.period);
    for (const auto& column : {&DocumentLine::quantity, &DocumentLine::unit_price,
                               &DocumentLine::tax_rate, &DocumentLine::net}) {
      add(row, tag, "figure", line.*column);
    }
  }

  void add_lines(Node body) {
    Node table = add(body, "table", "lines");
    add_line(add(add(table, "thead"), "tr"), "th", document_.headings);
    Node rows = add(table, "tbody");
    for (const DocumentLine& line : document_.lines) add_line(add(rows, "tr"), "td", line);
  }

  void add_sums(Node body) {
    Node sums = add(body, "section", "row sums");
    Node left = add(sums, "div", "half");
    const auto tax_row = [](Node row, const char* tag, const DocumentTax& tax) {
      add(row, tag, nullptr, tax.name);
      add(row, tag, "figure", tax.net);
      add(row, tag, "figure", tax.tax);
    };
    if (!document_.taxes.empty()) {
      Node table = add(left, "table", "taxes");
      tax_row(add(add(table, "thead"), "tr"), "th", document_.tax_headings);
      Node rows = add(table, "tbody");
      for (const DocumentTax& tax : document_.taxes) tax_row(add(rows, "tr"), "td", tax);
    } else {
      left.append_child(pugi::node_pcdata).set_value("");
    }
    Node totals = add(add(sums, "div", "half"), "table", "totals");
    for (const Labelled& total : document_.totals) {
      Node row = add(totals, "tr");
      add(row, "td", nullptr, total.label);
      add(row, "td", "figure", total.value);
    }
  }

  const Document& document_;
  pugi::xml_document tree_;
};

}  // namespace

std::string document_html(const Document& document) { return HtmlPage(document).html(); }

}  // namespace msp
