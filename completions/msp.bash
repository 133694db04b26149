# Completion of msp for bash: asks the program itself, so that it knows today's customers and plans.
_msp() {
  local IFS=$'\n'
  COMPREPLY=($(msp __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _msp msp
