#!/usr/bin/env bash
# `aesthetic watch --mqtt` against a real mosquitto on loopback that is restarted in the middle: every score arrives,
# or, where more came than may wait, the rest is lost and counted. Users, encryption and the last will.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
export AESTHETIC_MODEL=$AESTHETIC_BUILD/tests/networks/mean.onnx
aesthetic=$AESTHETIC_BUILD/bin/aesthetic
# Debian keeps it where only root looks.
mosquitto=$(PATH=$PATH:/usr/sbin command -v mosquitto) || { echo "mosquitto is not installed"; exit 1; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_broker NAME; its settings lie in NAME.conf.
start_broker() {
  "$mosquitto" -c "$1.conf" >>"$1.log" 2>&1 &
  broker=$!
  pids+=("$broker")
  wait_for "the broker does not listen" bash -c ": </dev/tcp/127.0.0.1/$port"
}

stop_broker() {
  kill "$broker"
  wait "$broker" || true
}

port=$(free_port)
cat >plain.conf <<CONF
listener $port 127.0.0.1
allow_anonymous true
user $(id -un)
persistence true
persistence_location $scratch/
max_queued_messages 0
CONF

lines() { wc -l <"$1"; }
has_lines() { [ "$(lines "$1")" -ge "$2" ]; }

# watch NAME OPTION...: in the background; prints to NAME.out and NAME.err.
watch() {
  local name=$1
  shift
  "$aesthetic" watch "videotestsrc is-live=true pattern=ball ! video/x-raw,width=64,height=48,framerate=20/1" --rate 0 \
    --json "$@" >"$name.out" 2>"$name.err" &
  watched=$!
  pids+=("$watched")
}

# end_watch STATUS
end_watch() {
  local status=0
  kill -INT "$watched"
  wait "$watched" || status=$?
  [ "$status" -eq "$1" ] || fail "exit status $status instead of $1"
}

start_broker plain
mosquitto_sub -p "$port" -i lasting -c -q 1 -t cam/a >received 2>/dev/null &
pids+=("$!")
wait_for "no subscriber" grep -q "lasting" plain.log
mosquitto_sub -p "$port" -i state -c -q 1 -t cam/a/status >status 2>/dev/null &
pids+=("$!")
mosquitto_sub -p "$port" -i picture -c -q 1 -t cam/a/picture >pictures 2>/dev/null &
pids+=("$!")
wait_for "no subscriber" grep -q " as picture " plain.log

# Nothing is lost while few enough wait.
watch whole --mqtt "127.0.0.1:$port/cam/a" -o kept --window 1
wait_for "no scores" has_lines whole.out 20
stop_broker
before=$(lines whole.out)
wait_for "no scores without the broker" has_lines whole.out $((before + 40))
start_broker plain
wait_for "it does not connect again" grep -q "connected again, no message lost" whole.err
before=$(lines whole.out)
wait_for "no scores after the restart" has_lines whole.out $((before + 10))
end_watch 0
grep -q "mqtt://127.0.0.1:$port: connection lost" whole.err || fail "the break was not said: $(cat whole.err)"
[ "$(lines whole.err)" -eq 2 ] || fail "more was said than the break and its end: $(cat whole.err)"
grep -v '"picture"' whole.out | sort >printed
wait_for "$(lines printed) scores printed, $(sort -u received | wc -l) received" \
  bash -c "[ \"\$(sort -u received | wc -l)\" -ge $(lines printed) ]"
sort -u received | diff - printed || fail "what arrived is not what was printed"
grep '"picture"' whole.out | sort >printed
wait_for "pictures were not published" bash -c "[ \"\$(sort -u pictures | wc -l)\" -ge $(lines printed) ]"
sort -u pictures | diff - printed || fail "the pictures that arrived are not those that were printed"
status_is() { [ "$(tail -n 1 status)" = "$1" ]; }
wait_for "the end was not said" status_is offline
grep -q "as aesthetic-[0-9a-f]* (p2, c1" plain.log || fail "the broker still keeps the session"
[ "$(head -n 1 status)" = online ] || fail "the beginning was not said: $(cat status)"

# With a short queue the rest is lost, and counted.
received_before=$(sort -u received | wc -l)
watch short --mqtt "127.0.0.1:$port/cam/a" --mqtt-queue 5
wait_for "no scores" has_lines short.out 10
stop_broker
before=$(lines short.out)
wait_for "no scores without the broker" has_lines short.out $((before + 60))
start_broker plain
wait_for "the loss is not said" grep -q "connected again, [0-9]* messages lost" short.err
end_watch 1
lost=$(sed -n 's/.*: \([0-9]*\) messages lost in all$/\1/p' short.err)
[ "${lost:-0}" -ge 30 ] || fail "lost: $lost: $(cat short.err)"
arrived=$(($(lines short.out) - lost))
wait_for "$(lines short.out) printed, $lost lost, $(($(sort -u received | wc -l) - received_before)) arrived" \
  bash -c "[ \$((\$(sort -u received | wc -l) - $received_before)) -eq $arrived ]"

# A killed program has a last will.
watch killed --mqtt "127.0.0.1:$port/cam/a"
wait_for "it is not online" status_is online
kill -KILL "$watched"
wait "$watched" 2>/dev/null || true
wait_for "no last will" status_is offline
stop_broker

# Users and encryption.
port=$(free_port)
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout key.pem -out certificate.pem 2>/dev/null
printf 'garden:secret\n' >users
PATH=$PATH:/usr/bin mosquitto_passwd -U users
cat >closed.conf <<CONF
listener $port 127.0.0.1
user $(id -un)
allow_anonymous false
password_file $scratch/users
certfile $scratch/certificate.pem
keyfile $scratch/key.pem
CONF
start_broker closed
refused() {
  local text=$1 status=0
  shift
  "$aesthetic" watch "videotestsrc is-live=true" "$@" >out 2>err || status=$?
  [ "$status" -eq 1 ] || fail "$*: exit status $status"
  [ "$(lines err)" -eq 1 ] || fail "$*: not one line: $(cat err)"
  grep -q "$text" err || fail "$*: $(cat err)"
}
export AESTHETIC_MQTT_USER=garden AESTHETIC_MQTT_PASSWORD=wrong
refused "mqtts://localhost:$port: cannot connect: the broker " --mqtt "mqtts://localhost:$port/cam/b" --mqtt-ca certificate.pem
export AESTHETIC_MQTT_PASSWORD=secret
refused "cannot connect: " --mqtt "mqtts://localhost:$port/cam/b"
refused "mqtt://127.0.0.1:1: cannot connect: " --mqtt "127.0.0.1:1/cam/b"
refused "nix.pem: no such file" --mqtt "mqtts://localhost:$port/cam/b" --mqtt-ca nix.pem
watch closed --mqtt "mqtts://localhost:$port/cam/b" --mqtt-ca certificate.pem
wait_for "no scores" has_lines closed.out 3
end_watch 0
[ ! -s closed.err ] || fail "$(cat closed.err)"
echo "watch --mqtt: all as it should be; $lost messages lost beyond the queue of 5 and said so"
