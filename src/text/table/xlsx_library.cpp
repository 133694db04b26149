#include "table/xlsx_library.h"

#include <dlfcn.h>

#include <string>

#include "msp/result.h"

namespace msp {
namespace {

[[noreturn]] void missing() {
  throw Fault(Exit::system, "system.workbook_library",
              "a workbook takes libxlsxwriter, and it cannot be loaded: " + std::string(dlerror()),
              "`apt install libxlsxwriter4` brings it; -f csv does without.");
}

template <class Function>
void find(void* library, const char* name, Function& function) {
  // Its own libraries are looked through too: the archive is read back with the one that wrote it.
  void* const found = dlsym(library, name);
  if (found == nullptr) missing();
  function = reinterpret_cast<Function>(found);
}

XlsxLibrary loaded() {
  // Never closed: what it left behind at its end would have to be proved, too.
  void* const library = dlopen("libxlsxwriter.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) missing();
  XlsxLibrary functions;
#define MSP_FIND(name) find(library, #name, functions.name);
  MSP_XLSX_FUNCTIONS(MSP_FIND)
#undef MSP_FIND
  return functions;
}

}  // namespace

const XlsxLibrary& xlsx_library() {
  static const XlsxLibrary functions = loaded();
  return functions;
}

}  // namespace msp
