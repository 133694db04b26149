#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Exit run(Invocation&) { return Exit::done; }

}  // namespace

const Command completion{"completion",
                         "Prints the completion script of a shell.",
                         Kind::plain,
                         {"msp completion bash", "msp completion zsh"},
                         {{"SHELL", "bash, zsh or fish"}},
                         {},
                         run};

}  // namespace msp::cli
