// XML for machines: pugixml's tree, which escapes what has to be. Private to src/text.
#pragma once

#include <pugixml.hpp>

#include <sstream>
#include <string>

namespace msp {

using XmlTree = pugi::xml_document;
using XmlNode = pugi::xml_node;

inline XmlNode xml_add(XmlNode parent, const char* name) { return parent.append_child(name); }

inline XmlNode xml_add(XmlNode parent, const char* name, const std::string& text) {
  XmlNode node = parent.append_child(name);
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
  return node;
}

inline void xml_add_if(XmlNode parent, const char* name, const std::string& text) {
  if (!text.empty()) xml_add(parent, name, text);
}

inline void xml_attribute(XmlNode node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

inline XmlNode xml_root(XmlTree& tree, const std::string& name) {
  XmlNode declaration = tree.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  return tree.append_child(name.c_str());
}

inline std::string xml_text(const XmlTree& tree) {
  std::ostringstream text;
  tree.save(text, "  ", pugi::format_indent, pugi::encoding_utf8);
  return text.str();
}

}  // namespace msp
