# Completion of msp for fish: asks the program itself, so that it knows today's customers and plans.
# Fish escapes what it inserts; what comes out of a command is not expanded again.
function __msp_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (msp __complete $words[2..-1] 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c msp -f -a '(__msp_complete)'
