# Writes the manual: msp.1, and one page for each noun, which completion names.
file(MAKE_DIRECTORY ${INTO})
execute_process(COMMAND ${MSP} __complete "" OUTPUT_VARIABLE nouns COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSP} __man OUTPUT_FILE ${INTO}/msp.1 COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" nouns "${nouns}")
foreach(noun ${nouns})
  execute_process(COMMAND ${MSP} __man ${noun} OUTPUT_FILE ${INTO}/msp-${noun}.1
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
