# Completion of msp for fish: asks the program itself, so that it knows today's customers and plans.
function __msp_complete
    set -l words (commandline -opc) (commandline -ct)
    msp __complete $words[2..-1] 2>/dev/null
end
complete -c msp -a '(__msp_complete)'
