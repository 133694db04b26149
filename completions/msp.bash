# Completion of msp for bash: asks the program itself, so that it knows today's customers and plans.
# Each candidate is quoted: bash would otherwise take what is in a name for its own language.
_msp() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    printf -v candidate %q "$candidate"
    COMPREPLY+=("$candidate")
  done < <(msp __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _msp msp
