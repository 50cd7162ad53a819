#!/bin/sh
# Plays docker: runs a container's command as a process, and writes every call into the file "calls" beside itself.
# It mounts nothing; instead, it replaces the volumes' paths in the command's words.
home=${0%/*}
echo "$@" >>"$home/calls"

# quoted TEXT: the text as one word of a shell
quoted() { printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"; }

# signalled SIGNAL NAME
signalled() {
  [ -r "$home/pid-$2" ] || exit 1
  read -r pid <"$home/pid-$2"
  kill -s "$1" "$pid"
}

verb=$1
shift
case $verb in
  info | ps) exit 0 ;;
  inspect) [ -r "$home/pid-$3" ] && echo running; exit ;;
  stop) signalled TERM "$3"; exit ;;
  rm) signalled KILL "$2"; exit ;;
  run) ;;
  *) exit 1 ;;
esac

line='exec env'
volumes=''
entry=''
while :; do
  case $1 in
    --rm | --read-only) shift; continue ;;
    --name) name=$2 ;;
    --env) line="$line $(quoted "$2")" ;;
    --entrypoint) entry=$(quoted "$2") ;;
    --workdir) cd "$2" || exit 125 ;;
    --volume) volumes="$volumes;s|${2#*:}|${2%%:*}|g" ;;
    --*) ;;
    *) break ;;
  esac
  shift 2
done
shift # the image
line="$line $entry"
for word; do
  line="$line $(quoted "$word")"
done
echo $$ >"$home/pid-$name"
eval "$(printf '%s\n' "$line" | sed "${volumes#;}")"
