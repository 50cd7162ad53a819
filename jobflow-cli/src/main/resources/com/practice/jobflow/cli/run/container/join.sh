# Runs "$2 run $3..." in the network of the container $1, once that runs. If it has ended by then, or does not
# come up within a minute, the new container gets a network of its own.
jobflow_first=$1
jobflow_program=$2
shift 2
jobflow_tries=0
while [ "$jobflow_tries" -lt 300 ]; do
  case $("$jobflow_program" inspect --format '{{.State.Status}}' "$jobflow_first" 2>/dev/null) in
    running) exec "$jobflow_program" run --network "container:$jobflow_first" "$@" ;;
    exited | dead | removing) break ;;
  esac
  sleep 0.2
  jobflow_tries=$((jobflow_tries + 1))
done
exec "$jobflow_program" run "$@"
