#include "cli/main.h"

int main(int argc, char** argv) { return msp::cli::run(argc, argv); }
