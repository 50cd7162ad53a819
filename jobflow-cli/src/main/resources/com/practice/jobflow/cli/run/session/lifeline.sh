# Its variables have names that no container uses, for a shell exports what it was given under a name.
#
# Becomes the command "$3"..., after leaving a watcher behind that ends it when standard input ends.
#
# $1: whom to signal, "group" (this shell leads a session of its own) or "self"
# $2: what to do, beyond killing, if standard input ends before the command does
#
# Standard input is a pipe that only the starting program holds open. Its words are names of signals, so
# that one process serves both as the sender of signals and as the witness of the starter's death.
exec 3<&0 </dev/null
case $1 in group) jobflow_target=-$$ ;; *) jobflow_target=$$ ;; esac
jobflow_orphaned=$2
shift 2
# The watcher is nobody's child, so that a command which waits for all its children does not wait for it.
( {
  trap '' HUP INT QUIT TERM
  while read -r jobflow_word; do
    kill -s "$jobflow_word" -- "$jobflow_target"
  done
  kill -0 $$ && eval "$jobflow_orphaned"
  kill -s KILL -- "$jobflow_target"
} <&3 3<&- >/dev/null 2>&1 & )
exec 3<&-
unset jobflow_target jobflow_orphaned jobflow_word
exec "$@"
